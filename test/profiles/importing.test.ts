// Imports of profiles from exports and from files of bp and the ADK; everything is checked first.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { StoredProfile } from '../../source/profiles/config.ts';
import { requireProfile } from '../../source/profiles/manage.ts';
import { changeState, readState } from '../../source/profiles/store.ts';
import { type FakeContext, fakeContext } from '../support/context.ts';
import { runIn } from '../support/run.ts';
import { sampleTokens } from '../support/sandbox.ts';

const { owner, viewer } = sampleTokens;
const cloud = 'https://api.botpress.cloud';
const plain = { apiUrl: cloud, workspaceId: 'ws_dev', token: owner };

function fileWith(ctx: FakeContext, value: unknown): string {
  const path = join(ctx.userHome, 'offered.json');
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
  return path;
}

async function take(ctx: FakeContext, value: unknown, ...flags: string[]) {
  const argv = ['profiles', 'import', '--from', fileWith(ctx, value), ...flags];
  const result = await runIn(ctx, ...argv, '--json');
  return { ...result, json: result.stdout === '' ? null : JSON.parse(result.stdout) };
}

const profiles = (ctx: FakeContext) => readState(ctx).config.profiles;

async function have(ctx: FakeContext, name: string, changes: Partial<StoredProfile> = {}) {
  const profile = { ...plain, tokenOrigin: cloud, kind: 'pat' as const, id: `id-of-${name}` };
  await changeState(ctx, 'test', config => ({
    ...config,
    profiles: { ...config.profiles, [name]: { ...profile, ...changes } },
  }));
}

describe('importing', () => {
  test('stores a plain profile, unverified and bound to its own origin', async () => {
    const ctx = fakeContext();
    const offered = { ...plain, apiUrl: `${cloud}/`, workspaceName: 'Dev', workspaceHandle: 'dev' };
    const { code, json } = await take(ctx, { version: 1, profiles: { dev: offered } });
    expect(code).toBe(0);
    expect(json).toEqual({
      added: ['dev'],
      replaced: [],
      same: [],
      clashes: [],
      skipped: [],
      refused: [],
    });
    expect(profiles(ctx).dev).toEqual({
      ...offered,
      apiUrl: cloud,
      tokenOrigin: cloud,
      kind: 'pat',
      id: expect.any(String),
      createdAt: new Date(ctx.now()).toISOString(),
      verifiedAt: null,
    });
    expect(readState(ctx).config.activeProfile).toBeNull();
  });

  test.each([
    ['an export', { version: 1, profiles: { a: plain } }, ['a']],
    ['profiles.json of bp', { a: plain, b: { ...plain, token: viewer } }, ['a', 'b']],
    ['a profiles.json with a profile called profiles', { profiles: plain }, ['profiles']],
    ['global.cache.json of bp', { ...plain, activeProfile: 'a' }, ['a']],
    ['a flat file', { token: owner, workspaceId: 'ws_dev' }, ['default']],
  ])('understands %s', async (_, value, names) => {
    const ctx = fakeContext();
    expect((await take(ctx, value)).json).toMatchObject({ added: names });
    expect(Object.keys(profiles(ctx))).toEqual(names);
  });

  test('reads standard input, characters split between chunks and all', async () => {
    const ctx = fakeContext();
    const bytes = Buffer.from(JSON.stringify({ profiles: { Zürich: plain } }));
    const cut = bytes.indexOf(0xc3) + 1;
    ctx.typed.write(bytes.subarray(0, cut));
    ctx.typed.end(bytes.subarray(cut));
    const { code, stdout } = await runIn(ctx, 'profiles', 'import', '--from', '-');
    expect([code, stdout]).toEqual([0, 'Imported Zürich\n']);
  });

  test('keys keep what they are for: a bot key has its bot, a PAT has none', async () => {
    const ctx = fakeContext();
    const botKey = { apiUrl: cloud, token: 'bp_bak_1234567890abcdef', botId: 'bot_acme' };
    await take(ctx, { profiles: { bot: botKey, pat: { ...plain, botId: 'bot_acme' } } });
    expect(profiles(ctx).bot).toMatchObject({ kind: 'bot', botId: 'bot_acme', workspaceId: null });
    expect(profiles(ctx).pat).not.toHaveProperty('botId');
  });

  test('from bp writes down what was merged anyway', async () => {
    const ctx = fakeContext();
    mkdirSync(ctx.botpressHome, { mode: 0o700 });
    const path = join(ctx.botpressHome, 'profiles.json');
    writeFileSync(path, JSON.stringify({ dev: plain }));
    const argv = ['profiles', 'import', '--from', 'bp'];
    expect(await runIn(ctx, ...argv)).toMatchObject({
      code: 0,
      stdout: 'Imported dev\n',
    });
    expect(await runIn(ctx, ...argv)).toMatchObject({
      code: 0,
      stdout: 'bp-auth has dev already\n',
    });
  });
});

describe('what is no plain profile', () => {
  test.each([
    ['a list', [], 'It has no usable `apiUrl`'],
    ['a text', 'dev', 'It is not a profile'],
    ['no URL', { token: owner }, 'It has no usable `apiUrl`'],
    ['no token', { apiUrl: cloud }, 'It has no token'],
    ['a token of another type', { ...plain, token: 5 }, 'It has no usable `token`'],
    ['a token with a line break', { ...plain, token: 'a\nb' }, 'The token contains a line break'],
    ['http', { ...plain, apiUrl: 'http://x.example' }, 'The API URL must use https'],
    ['a URL with a password', { ...plain, apiUrl: 'https://a:b@x.example' }, 'user name'],
    ['an impossible workspace', { ...plain, workspaceId: '../x' }, 'not a valid workspace id'],
    ['a command', { ...plain, tokenSource: { kind: 'command', command: ['x'] } }, 'elsewhere'],
    ['a keychain', { apiUrl: cloud, tokenSource: { kind: 'keychain' } }, 'elsewhere'],
    ['a variable', { apiUrl: cloud, tokenSource: { kind: 'env', name: 'X' } }, 'elsewhere'],
    ['another origin', { ...plain, tokenOrigin: 'https://evil.example' }, 'different hosts'],
  ])('is named and skipped: %s', async (_, entry, reason) => {
    const ctx = fakeContext();
    const { code, json, stdout } = await take(ctx, {
      version: 1,
      profiles: { bad: entry, dev: plain },
    });
    expect(code).toBe(3);
    expect(json.added).toEqual(['dev']);
    expect(json.skipped).toEqual([{ name: 'bad', reason: expect.stringContaining(reason) }]);
    expect(stdout).not.toContain(owner);
    expect(Object.keys(profiles(ctx))).toEqual(['dev']);
  });

  test.each([
    ['__proto__', 'Its name is reserved'],
    ['', 'Its name is empty'],
    ['a/b', 'Its name may hold'],
    ['\u001b[31mred', 'Its name may hold'],
    ['x'.repeat(300), 'Its name is longer'],
  ])('is a name like %j', async (name, reason) => {
    const ctx = fakeContext();
    const text = `{"profiles":{${JSON.stringify(name)}:${JSON.stringify(plain)}}}`;
    const { code, stderr } = await runIn(ctx, 'profiles', 'import', '--from', fileWith(ctx, text));
    expect(code).toBe(3);
    expect(stderr).toContain(reason);
    expect(stderr).not.toContain('\u001b');
    expect(profiles(ctx)).toEqual({});
  });

  test('is what belongs to another machine: it is refused with a line', async () => {
    const ctx = fakeContext();
    const value = {
      version: 1,
      activeProfile: 'dev',
      profiles: { dev: plain },
      directories: { '/srv': 'dev' },
      published: { profiles: { dev: '#1' }, cache: null },
    };
    const { code, json } = await take(ctx, value);
    expect(code).toBe(3);
    expect(json.refused).toEqual([
      'Directories are not imported: bind them here with `bp-auth profiles bind`',
      '`published` is not imported: it tells what the files of bp on the other machine hold',
    ]);
    expect(readState(ctx).config).toMatchObject({ activeProfile: null });
    expect(readState(ctx).config.directories ?? {}).toEqual({});
  });

  test('is a token that is known under another host', async () => {
    const ctx = fakeContext();
    await have(ctx, 'dev');
    const evil = { ...plain, apiUrl: 'https://evil.example' };
    const { json } = await take(ctx, { profiles: { dev: evil, fresh: evil } }, '--overwrite');
    expect(json).toMatchObject({ added: [], replaced: [] });
    expect(json.skipped).toEqual([
      { name: 'dev', reason: `Its token belongs to ${cloud}` },
      { name: 'fresh', reason: `Its token belongs to ${cloud}` },
    ]);
  });

  test('is the second of two entries that send one token to two hosts', async () => {
    const ctx = fakeContext();
    const { json } = await take(ctx, {
      profiles: { a: plain, b: { ...plain, apiUrl: 'https://evil.example' } },
    });
    expect(json).toMatchObject({ added: ['a'], skipped: [{ name: 'b' }] });
  });

  test('is not put in the place of an entry that nobody understands', async () => {
    const ctx = fakeContext();
    mkdirSync(ctx.botpressHome, { mode: 0o700 });
    const path = join(ctx.botpressHome, 'config.json');
    writeFileSync(path, JSON.stringify({ version: 1, profiles: { dev: { apiUrl: 5 } } }));
    const { json } = await take(ctx, { profiles: { dev: plain } }, '--overwrite');
    expect(json.skipped).toMatchObject([{ name: 'dev' }]);
    expect(readState(ctx).broken).toEqual({ dev: { apiUrl: 5 } });
  });
});

describe('a profile that is here already', () => {
  test('and is the same is no clash', async () => {
    const ctx = fakeContext();
    await have(ctx, 'dev');
    const { code, json } = await take(ctx, {
      profiles: { dev: { ...plain, workspaceName: 'New' } },
    });
    expect(code).toBe(0);
    expect(json).toMatchObject({ added: [], same: [{ name: 'dev', as: 'dev' }], clashes: [] });
  });

  test('and differs is shown and left, exit 3', async () => {
    const ctx = fakeContext();
    await have(ctx, 'dev');
    const value = { profiles: { dev: { ...plain, workspaceId: 'ws_prod', token: viewer } } };
    const { code, stdout, stderr } = await runIn(
      ctx,
      ...['profiles', 'import', '--from', fileWith(ctx, value)],
    );
    expect(code).toBe(3);
    expect(stdout).toBe('');
    expect(stderr.split('\n').slice(0, 3)).toEqual([
      'dev was left as it is: the profile to import differs (--overwrite replaces the stored profile)',
      '  workspace: ws_dev → ws_prod',
      expect.stringMatching(/^ {2}token: bp_pat_… \(23 characters, #\w{8}\) → bp_pat_… \(22/),
    ]);
    expect(profiles(ctx).dev).toMatchObject({ workspaceId: 'ws_dev', token: owner });
  });

  test('and differs is replaced with --overwrite, keeping its id', async () => {
    const ctx = fakeContext();
    await have(ctx, 'dev');
    const value = { profiles: { dev: { ...plain, workspaceId: 'ws_prod' } } };
    const { code, json } = await take(ctx, value, '--overwrite');
    expect(code).toBe(0);
    expect(json.replaced).toEqual(['dev']);
    expect(profiles(ctx).dev).toMatchObject({ id: 'id-of-dev', workspaceId: 'ws_prod' });
  });

  test('and is protected is never replaced', async () => {
    const ctx = fakeContext();
    await have(ctx, 'dev', { protected: true });
    const value = { profiles: { dev: { ...plain, workspaceId: 'ws_prod' } } };
    const { code, json } = await take(ctx, value, '--overwrite', '-y', '--confirm', 'dev');
    expect(code).toBe(3);
    expect(json.clashes).toMatchObject([{ name: 'dev', protected: true }]);
    expect(profiles(ctx).dev).toMatchObject({ workspaceId: 'ws_dev', protected: true });
  });

  test('in the keychain loses its entry there when it is replaced', async () => {
    const ctx = fakeContext();
    await have(ctx, 'dev');
    await runIn(ctx, 'profiles', 'move-token', 'dev', '--to', 'keychain');
    const keychain = await ctx.openKeychain();
    const { signal } = new AbortController();
    expect(await keychain.get(`id-of-dev ${cloud}`, signal)).toBe(owner);
    const same = await take(ctx, { profiles: { dev: plain } }, '--overwrite');
    expect(same.json).toMatchObject({ same: [{ name: 'dev' }], replaced: [] });
    await take(ctx, { profiles: { dev: { ...plain, token: viewer } } }, '--overwrite');
    expect(await keychain.get(`id-of-dev ${cloud}`, signal)).toBeNull();
    expect(requireProfile(readState(ctx).config, 'dev').token).toBe(viewer);
  });
});

describe('a source of profiles that is none', () => {
  test.each([
    ['no JSON', '{"profiles": bp_pat_secret', 8],
    ['a list', '[]', 8],
    ['null', 'null', 8],
    ['an object without profiles', '{"a":1}', 8],
    ['an export of nothing', '{"version":1,"profiles":{}}', 3],
  ])('%s: exit code %3$i, and nothing of it is quoted', async (_, text, code) => {
    const ctx = fakeContext();
    const result = await runIn(ctx, 'profiles', 'import', '--from', fileWith(ctx, text));
    expect(result.code).toBe(code);
    expect(result.stderr).not.toContain('secret');
    expect(profiles(ctx)).toEqual({});
  });

  test.each([
    ['a file that is not there', 'nowhere.json', 8],
    ['a directory', '.', 8],
    ['no ADK', 'adk', 8],
    ['no bp', 'bp', 8],
    ['nothing', '', 2],
  ])('%s', async (_, from, code) => {
    expect((await runIn(fakeContext(), 'profiles', 'import', `--from=${from}`)).code).toBe(code);
  });

  test('--from has to be given', async () => {
    expect((await runIn(fakeContext(), 'profiles', 'import')).code).toBe(2);
  });
});
