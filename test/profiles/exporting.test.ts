// Exports: what another machine needs, and no secret unless asked for.
import {
  chmodSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StoredProfile } from '../../source/profiles/config.ts';
import { exportProfiles } from '../../source/profiles/exporting.ts';
import { importProfiles } from '../../source/profiles/importing.ts';
import { readCandidates } from '../../source/profiles/importReading.ts';
import { changeState, readState } from '../../source/profiles/store.ts';
import { type FakeContext, fakeContext } from '../support/context.ts';
import { runIn } from '../support/run.ts';
import { sampleTokens } from '../support/sandbox.ts';

const { owner, viewer } = sampleTokens;
const cloud = 'https://api.botpress.cloud';

const profile = (changes: Partial<StoredProfile> = {}): StoredProfile => ({
  apiUrl: cloud,
  workspaceId: 'ws_dev',
  workspaceName: 'Acme Dev',
  workspaceHandle: 'acme-dev',
  token: owner,
  tokenOrigin: cloud,
  kind: 'pat',
  id: 'id-of-it',
  accountEmail: 'owner@example.com',
  tokenId: 'pat_1',
  createdAt: '2026-01-01T00:00:00.000Z',
  verifiedAt: '2026-01-01T00:00:00.000Z',
  ...changes,
});

const have = (ctx: FakeContext, profiles: Record<string, StoredProfile>) =>
  changeState(ctx, 'test', config => ({ ...config, profiles }));

async function world(profiles: Record<string, StoredProfile> = { dev: profile() }) {
  const ctx = fakeContext();
  await have(ctx, profiles);
  return ctx;
}

const exporting = (ctx: FakeContext, ...args: string[]) =>
  runIn(ctx, 'profiles', 'export', ...args);

describe('an export', () => {
  test('has no secret, and nothing that belongs to this machine', async () => {
    const ctx = await world();
    const { code, stdout } = await exporting(ctx);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      version: 1,
      profiles: {
        dev: {
          apiUrl: cloud,
          workspaceId: 'ws_dev',
          workspaceName: 'Acme Dev',
          workspaceHandle: 'acme-dev',
        },
      },
    });
  });

  test('with --show-token has the tokens, wherever they live', async () => {
    const ctx = await world({ dev: profile(), prod: profile({ id: 'other', token: viewer }) });
    await runIn(ctx, 'profiles', 'move-token', 'prod', '--to', 'keychain');
    const { stdout } = await exporting(ctx, '--show-token');
    expect(JSON.parse(stdout).profiles).toMatchObject({
      dev: { token: owner },
      prod: { token: viewer },
    });
  });

  test('is of the profiles that are named', async () => {
    const ctx = await world({ a: profile(), b: profile(), c: profile() });
    const { stdout } = await exporting(ctx, 'c', 'a', 'c');
    expect(Object.keys(JSON.parse(stdout).profiles)).toEqual(['c', 'a']);
    expect((await exporting(ctx, 'a', 'nobody')).code).toBe(2);
  });

  test('of nothing is said to be none', async () => {
    expect((await exporting(fakeContext())).code).toBe(4);
  });

  test('with the token of a protected profile wants its name', async () => {
    const ctx = await world({ dev: profile(), prod: profile({ protected: true }) });
    expect((await exporting(ctx)).code).toBe(0);
    expect((await exporting(ctx, '--show-token', '-y')).code).toBe(2);
    const { code, stderr } = await exporting(ctx, '--show-token', '--confirm', 'prod');
    expect(code).toBe(0);
    expect(stderr).toContain('The protection of prod is not exported');
  });

  test('never frees a token from its host', async () => {
    const ctx = await world({ dev: profile({ apiUrl: 'https://evil.example' }) });
    const { code, stdout } = await exporting(ctx, '--show-token');
    expect([code, stdout]).toEqual([9, '']);
  });
});

describe('an exported file', () => {
  const written = async () => {
    const ctx = await world();
    return { ctx, path: join(ctx.userHome, 'out.json') };
  };

  test.each([0, 0o777])('is born for the user alone, with umask %o', async umask => {
    const { ctx, path } = await written();
    const before = process.umask(umask);
    try {
      const { code, stdout } = await exporting(ctx, '--show-token', '--output', 'out.json');
      expect([code, stdout]).toEqual([0, `Exported dev to ${path}\n`]);
    } finally {
      process.umask(before);
    }
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(path, 'utf8')).profiles.dev.token).toBe(owner);
  });

  test('does not replace another one unless told to', async () => {
    const { ctx, path } = await written();
    writeFileSync(path, 'mine');
    chmodSync(path, 0o644);
    expect((await exporting(ctx, '--output', path)).code).toBe(2);
    expect(readFileSync(path, 'utf8')).toBe('mine');
    expect((await exporting(ctx, '--output', path, '--overwrite')).code).toBe(0);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(ctx.userHome).sort()).toEqual(['.botpress', 'out.json']);
  });

  test.each([[[]], [['--overwrite']]])('is never written through a symlink (%j)', async flags => {
    const { ctx, path } = await written();
    const victim = join(ctx.userHome, 'victim');
    writeFileSync(victim, 'mine');
    symlinkSync(victim, path);
    const { code } = await exporting(ctx, '--show-token', '--output', path, ...flags);
    expect(code).toBe(8);
    expect(readFileSync(victim, 'utf8')).toBe('mine');
    expect(lstatSync(path).isSymbolicLink()).toBe(true);
  });

  test.each([
    ['a directory that is not there', 'nowhere/out.json', 8],
    ['a directory', '.botpress', 2],
    ['no name', '', 2],
  ])('%s is no place for it', async (_, output, expected) => {
    const { ctx } = await written();
    expect((await exporting(ctx, `--output=${output}`, '--overwrite')).code).toBe(expected);
  });
});

describe('out and in again', () => {
  const names = fc.stringMatching(/^[a-z][a-z0-9._-]{0,12}$/).filter(name => !(name in {}));
  const tokens = fc.stringMatching(/^bp_(pat|bak|iak)_[A-Za-z0-9_-]{8,40}$/);
  const words = fc.option(fc.stringMatching(/^[\p{L}\p{N} '"$`\\-]{1,20}$/u));
  const ids = fc.stringMatching(/^[A-Za-z0-9_-]{1,30}$/);

  const anyProfile = fc
    .record({
      apiUrl: fc.constantFrom(cloud, 'https://api.botpress.dev', 'http://127.0.0.1:4000/path'),
      workspaceId: fc.option(ids),
      workspaceName: words,
      workspaceHandle: words,
      token: tokens,
      target: ids,
    })
    .map(({ target, ...given }) => ({
      ...given,
      tokenOrigin: new URL(given.apiUrl).origin,
      ...(given.token.startsWith('bp_bak_') ? { kind: 'bot' as const, botId: target } : {}),
      ...(given.token.startsWith('bp_iak_')
        ? { kind: 'integration' as const, integrationId: target }
        : {}),
      ...(given.token.startsWith('bp_pat_') ? { kind: 'pat' as const } : {}),
    }));

  test('any profiles are the same afterwards', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(names, anyProfile, { maxKeys: 5, minKeys: 1 }),
        async given => {
          const from = fakeContext();
          const to = fakeContext();
          await have(from, given);
          const { config } = readState(from);
          const exported = await exportProfiles(from, config, Object.keys(given), true);
          const reading = readCandidates(JSON.stringify(exported), 'it');
          await importProfiles(to, reading, { overwrite: false, byContent: false });
          const plain = ({ id: _, createdAt: __, verifiedAt: ___, ...rest }: StoredProfile) => rest;
          const arrived = Object.entries(readState(to).config.profiles).map(([name, found]) => [
            name,
            plain(found),
          ]);
          expect(Object.fromEntries(arrived)).toEqual({ ...given });
        },
      ),
      { numRuns: 40 },
    );
  });
});
