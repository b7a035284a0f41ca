// Logging out of one of several profiles with the same token: the others are named, and removed if the user
// wants that.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { StoredProfile } from '../../source/profiles/config.ts';
import { changeState, readState } from '../../source/profiles/store.ts';
import { type FakeOptions, fakeContext } from '../support/context.ts';
import { filesWith } from '../support/files.ts';
import { runIn } from '../support/run.ts';
import { sampleTokens } from '../support/sandbox.ts';

const { owner, single } = sampleTokens;
const cloud = 'https://api.botpress.cloud';

/** acme (active), dev and prod with one token, solo with another. */
async function world(options: FakeOptions = {}, changes: Partial<StoredProfile> = {}) {
  const ctx = fakeContext(options);
  const profile = (name: string, token: string, more: Partial<StoredProfile> = {}) => ({
    ...{
      apiUrl: cloud,
      tokenOrigin: cloud,
      workspaceId: `ws_${name}`,
      token,
      kind: 'pat' as const,
    },
    ...{ id: `id-of-${name}`, ...more },
  });
  await changeState(ctx, 'test', config => ({
    ...config,
    activeProfile: 'acme',
    profiles: {
      acme: profile('acme', owner),
      dev: profile('dev', owner),
      prod: profile('prod', owner, changes),
      solo: profile('solo', single),
    },
  }));
  const names = () => Object.keys(readState(ctx).config.profiles);
  return { ctx, names, run: (...argv: string[]) => runIn(ctx, ...argv) };
}

const stays = 'The same token stays in: dev, prod. To remove it there, too: ';

describe('logout', () => {
  test('names the others, with the one line that forgets them, too', async () => {
    const { ctx, names, run } = await world();
    const { code, stderr } = await run('logout');
    expect([code, stderr.split('\n')[0]]).toEqual([0, `${stays}bp-auth profiles remove dev prod`]);
    expect(names()).toEqual(['dev', 'prod', 'solo']);
    const line = stderr.split('\n')[0]?.split('bp-auth ')[1]?.split(' ') ?? [];
    expect(await run(...line)).toMatchObject({ code: 0 });
    expect(names()).toEqual(['solo']);
    expect(filesWith(ctx.botpressHome, owner)).toEqual([]);
  });

  test.each([['-y'], ['--json']])('forgets none of them unasked, %s or not', async flag => {
    const { names, run } = await world();
    expect(await run('logout', flag)).toMatchObject({ code: 0 });
    expect(names()).toEqual(['dev', 'prod', 'solo']);
  });

  test('names a protected one in a line that confirms it', async () => {
    const { names, run } = await world({}, { protected: true });
    const { stderr } = await run('logout');
    expect(stderr).toContain(
      `${stays}bp-auth profiles remove dev && bp-auth profiles remove prod --confirm prod\n`,
    );
    expect(await run('profiles', 'remove', 'prod', '--confirm', 'prod')).toMatchObject({ code: 0 });
    expect(names()).toEqual(['dev', 'solo']);
  });

  test.each([
    ['yes', 'y\r', ['solo']],
    ['no', 'n\r', ['dev', 'prod', 'solo']],
    ['Enter', '\r', ['dev', 'prod', 'solo']],
  ])('asks in a terminal: %s', async (_, answer, left) => {
    const { ctx, names, run } = await world({ isTTY: true });
    ctx.typed.write(answer);
    const { code, stderr } = await run('logout');
    expect(code).toBe(0);
    expect(stderr).toContain(
      'The same token is in dev, prod, too. Remove those profiles as well? [y/N] ',
    );
    expect(names()).toEqual(left);
  });

  test('Ctrl+C at that question changes nothing', async () => {
    const { ctx, names, run } = await world({ isTTY: true });
    ctx.typed.write('\u0003');
    expect(await run('logout')).toMatchObject({ code: 130 });
    expect(names()).toEqual(['acme', 'dev', 'prod', 'solo']);
  });

  test('says nothing of others where there are none', async () => {
    const { run } = await world();
    expect((await run('logout', '--profile', 'solo')).stderr).not.toContain('same token');
  });
});

describe('profiles remove', () => {
  test('takes several names, once each', async () => {
    const { ctx, names, run } = await world();
    const { code, stdout } = await run('profiles', 'remove', 'dev', 'solo', 'dev', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      removed: ['dev', 'solo'],
      files: ['config.json', 'profiles.json'],
      sameToken: ['acme', 'prod'],
    });
    expect(names()).toEqual(['acme', 'prod']);
    const bp = JSON.parse(readFileSync(join(ctx.botpressHome, 'profiles.json'), 'utf8'));
    expect(Object.keys(bp)).toEqual(['acme', 'prod']);
  });

  test('removes none of several where one of them is unknown or not confirmed', async () => {
    const { names, run } = await world({}, { protected: true });
    expect(await run('profiles', 'remove', 'dev', 'nope')).toMatchObject({ code: 2 });
    expect(await run('profiles', 'remove', 'dev', 'prod')).toMatchObject({ code: 2 });
    expect(names()).toEqual(['acme', 'dev', 'prod', 'solo']);
  });
});
