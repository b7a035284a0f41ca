// The undo of a removal: everything is as before, except what others have changed meanwhile.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bindDirectory } from '../../source/profiles/bind.ts';
import type { Config, StoredProfile } from '../../source/profiles/config.ts';
import { protectProfile, renameProfile, switchProfile } from '../../source/profiles/manage.ts';
import { putBack, type TakenProfile, withPutBack } from '../../source/profiles/putBack.ts';
import { removeProfile } from '../../source/profiles/remove.ts';
import { memoryKeychain } from '../../source/profiles/sources/memoryKeychain.ts';
import { changeState, readState } from '../../source/profiles/store.ts';
import { type FakeContext, fakeContext } from '../support/context.ts';
import { filesBelow, filesWith } from '../support/files.ts';

const cloud = 'https://api.botpress.cloud';
const tokenOf = (name: string) => `bp_pat_of_${name}_0123456789abcdef`;
const profile = (name: string, more: Partial<StoredProfile> = {}): StoredProfile => ({
  apiUrl: cloud,
  workspaceId: `ws_${name}`,
  token: tokenOf(name),
  tokenOrigin: cloud,
  kind: 'pat',
  id: `id-${name}`,
  ...more,
});

const before: Config = {
  version: 1,
  activeProfile: 'dev',
  previousProfile: 'prod',
  profiles: { prod: profile('prod'), dev: profile('dev'), acme: profile('acme') },
  directories: { '/a': 'dev', '/b': 'prod', '/c': 'dev' },
};
const after: Config = {
  ...before,
  activeProfile: null,
  profiles: { prod: profile('prod'), acme: profile('acme') },
  directories: { '/b': 'prod' },
};

describe('what others did in between', () => {
  const table: [what: string, now: Partial<Config>, config: Partial<Config>, but: string[]][] = [
    ['nothing', {}, before, []],
    [
      'another became active',
      { activeProfile: 'acme' },
      { activeProfile: 'acme', directories: { '/b': 'prod', '/a': 'dev', '/c': 'dev' } },
      ['the active profile stays acme'],
    ],
    [
      'its name was taken',
      { profiles: { ...after.profiles, dev: profile('other') } },
      { activeProfile: 'dev-2', directories: { '/b': 'prod', '/a': 'dev-2', '/c': 'dev-2' } },
      ['another profile is called dev now, so the restored one is called dev-2'],
    ],
    [
      'a directory was bound to another',
      { directories: { '/b': 'prod', '/a': 'acme' } },
      { activeProfile: 'dev', directories: { '/b': 'prod', '/a': 'acme', '/c': 'dev' } },
      ['the directory /a stays bound to acme'],
    ],
    [
      'it was put back by somebody else',
      { profiles: { ...after.profiles, dev: profile('dev') } },
      { activeProfile: null, directories: { '/b': 'prod' } },
      ['another process had put it back already'],
    ],
    [
      'its neighbour went',
      { profiles: { acme: profile('acme') }, directories: {} },
      { profiles: { dev: profile('dev'), acme: profile('acme') }, activeProfile: 'dev' },
      [],
    ],
  ];
  test.each(table)('%s', (_, now, config, but) => {
    const found = withPutBack(
      { ...after, ...now },
      { name: 'dev', profile: profile('dev'), before, after },
    );
    expect(found.config).toMatchObject(config);
    expect(found.but).toEqual(but);
  });

  test('it stands where it stood', () => {
    const now = { ...after, activeProfile: 'acme' };
    const { config } = withPutBack(now, { name: 'dev', profile: profile('dev'), before, after });
    expect(Object.keys(config.profiles)).toEqual(['prod', 'dev', 'acme']);
  });

  test('the previous profile is it again, unless there is another', () => {
    const was = { ...before, activeProfile: 'prod', previousProfile: 'dev' };
    const left = { ...after, activeProfile: 'prod', previousProfile: null };
    const taken = { name: 'dev', profile: profile('dev'), before: was, after: left };
    const now = { ...left, directories: {} };
    expect(withPutBack(now, taken).config.previousProfile).toBe('dev');
    const other = { ...now, previousProfile: 'acme' };
    expect(withPutBack(other, taken).config.previousProfile).toBe('acme');
  });
});

/** A home with these profiles, and bp's files in sync with them. */
async function homeWith(config: Config, keychain = memoryKeychain()) {
  const ctx = fakeContext({ keychain });
  mkdirSync(ctx.botpressHome, { mode: 0o700 });
  const file = join(ctx.botpressHome, 'config.json');
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
  await switchProfile(ctx, config.activeProfile ?? 'dev');
  return { ctx, keychain };
}

async function removed(ctx: FakeContext, name: string): Promise<TakenProfile> {
  const { taken } = await removeProfile(ctx, name, { canReturn: true });
  if (taken === null) throw new Error(`${name} cannot be put back`);
  return taken;
}

const inKeychain = profile('dev', {
  token: undefined,
  tokenSource: { kind: 'keychain' },
  tokenFingerprint: 'f',
});
const account = `id-dev ${cloud}`;

describe('putting back', () => {
  test.each<[what: string, name: string, config: Config]>([
    ['the active one, bound to directories', 'dev', before],
    [
      'a protected one',
      'acme',
      { ...before, profiles: { ...before.profiles, acme: profile('acme', { protected: true }) } },
    ],
    [
      'the last one',
      'dev',
      { version: 1, activeProfile: 'dev', profiles: { dev: profile('dev') } },
    ],
    [
      'one with fields that are not ours',
      'prod',
      { ...before, theme: { of: tokenOf('prod') }, setAside: { x: tokenOf('prod') } } as Config,
    ],
    [
      'one whose token another has, too',
      'dev',
      { ...before, profiles: { ...before.profiles, twin: profile('dev') } },
    ],
  ])('%s: every byte is as it was', async (_, name, config) => {
    const { ctx } = await homeWith(config);
    const files = filesBelow(ctx.botpressHome);
    const taken = await removed(ctx, name);
    expect(filesBelow(ctx.botpressHome)).not.toEqual(files);
    expect(await putBack(ctx, taken)).toMatchObject({ as: name, but: [] });
    expect(filesBelow(ctx.botpressHome)).toEqual(files);
  });

  test('two of them, the last one first', async () => {
    const { ctx } = await homeWith(before);
    const files = filesBelow(ctx.botpressHome);
    const first = await removed(ctx, 'dev');
    const second = await removed(ctx, 'prod');
    expect((await putBack(ctx, second)).but).toEqual([]);
    expect((await putBack(ctx, first)).but).toEqual([]);
    expect(filesBelow(ctx.botpressHome)).toEqual(files);
  });

  test('bp finds it again by every name that it had for it', async () => {
    const { ctx } = await homeWith(before);
    const file = join(ctx.botpressHome, 'profiles.json');
    const { apiUrl, workspaceId, token } = profile('dev');
    const bp = { ...JSON.parse(filesBelow(ctx.botpressHome)['profiles.json'] ?? '{}') };
    writeFileSync(
      file,
      JSON.stringify({ ...bp, default: { apiUrl, workspaceId, token } }, null, 2),
    );
    const taken = await removed(ctx, 'dev');
    expect(filesWith(ctx.botpressHome, tokenOf('dev'))).toEqual([]);
    await putBack(ctx, taken);
    const { profiles } = readState(ctx).bp;
    expect(Object.keys(profiles.entries).sort()).toEqual(['acme', 'default', 'dev', 'prod']);
  });

  test('the keychain gets its item again', async () => {
    const { ctx, keychain } = await homeWith({
      ...before,
      profiles: { ...before.profiles, dev: inKeychain },
    });
    keychain.entries.set(account, tokenOf('dev'));
    const taken = await removed(ctx, 'dev');
    expect(keychain.entries.size).toBe(0);
    await putBack(ctx, taken);
    expect(keychain.entries.get(account)).toBe(tokenOf('dev'));
  });

  test('a keychain that refuses leaves everything removed, and it can be tried again', async () => {
    const { ctx, keychain } = await homeWith({
      ...before,
      profiles: { ...before.profiles, dev: inKeychain },
    });
    keychain.entries.set(account, tokenOf('dev'));
    const taken = await removed(ctx, 'dev');
    const files = filesBelow(ctx.botpressHome);
    const { set } = keychain;
    keychain.set = async () => {
      throw new Error('is locked');
    };
    await expect(putBack(ctx, taken)).rejects.toThrow('is locked');
    expect(filesBelow(ctx.botpressHome)).toEqual(files);
    keychain.set = set;
    expect(await putBack(ctx, taken)).toMatchObject({ as: 'dev', but: [] });
  });

  test('a token that the keychain did not give out before is said to be gone', async () => {
    const { ctx, keychain } = await homeWith({
      ...before,
      profiles: { ...before.profiles, dev: inKeychain },
    });
    keychain.get = async () => {
      throw new Error('is locked');
    };
    const { but } = await putBack(ctx, await removed(ctx, 'dev'));
    expect(but).toEqual([expect.stringContaining('token is lost')]);
  });

  test('what another process made under its name is not touched, in bp’s files neither', async () => {
    const { ctx } = await homeWith(before);
    const taken = await removed(ctx, 'dev');
    const theirs = profile('other', { workspaceName: 'Theirs' });
    await changeState(ctx, 'another process', config => ({
      ...config,
      activeProfile: 'dev',
      profiles: { ...config.profiles, dev: theirs },
      directories: { ...config.directories, '/a': 'dev' },
    }));
    const { as, but, state } = await putBack(ctx, taken);
    expect(as).toBe('dev-2');
    expect(but).toEqual([
      'another profile is called dev now, so the restored one is called dev-2',
      'the active profile stays dev',
      'the directory /a stays bound to dev',
    ]);
    expect(state.config.profiles.dev).toEqual(theirs);
    expect(state.config.profiles['dev-2']?.token).toBe(tokenOf('dev'));
    expect(state.config.directories).toMatchObject({ '/a': 'dev', '/c': 'dev-2' });
    expect(readState(ctx).bp.profiles.entries).toMatchObject({
      dev: { token: tokenOf('other') },
      'dev-2': { token: tokenOf('dev') },
    });
    expect(readState(ctx).bp.cache.triple?.token).toBe(tokenOf('other'));
  });

  test('nor what cannot be understood under its name', async () => {
    const { ctx } = await homeWith(before);
    const taken = await removed(ctx, 'dev');
    const file = join(ctx.botpressHome, 'config.json');
    const written = JSON.parse(readFileSync(file, 'utf8'));
    written.profiles.dev = { apiUrl: 7, note: 'theirs' };
    writeFileSync(file, JSON.stringify(written), { mode: 0o600 });
    expect((await putBack(ctx, taken)).as).toBe('dev-2');
    const { config, broken } = readState(ctx);
    expect(broken).toEqual({ dev: { apiUrl: 7, note: 'theirs' } });
    expect(config.profiles['dev-2']?.token).toBe(tokenOf('dev'));
  });

  test('what others changed in the meantime stays', async () => {
    const { ctx } = await homeWith(before);
    const taken = await removed(ctx, 'dev');
    await renameProfile(ctx, 'acme', 'dev');
    await protectProfile(ctx, 'prod', true);
    await bindDirectory(ctx, 'prod', '/a');
    await switchProfile(ctx, 'prod');
    const { as, but, state } = await putBack(ctx, taken);
    expect(as).toBe('dev-2');
    expect(but).toHaveLength(3);
    expect(state.config.profiles.prod?.protected).toBe(true);
    expect(state.config.profiles['dev-2']).toEqual(profile('dev', { usedAt: expect.any(String) }));
  });
});
