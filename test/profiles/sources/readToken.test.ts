// Reading a profile's token from keychain, command and variable, and what happens if it cannot be
// read.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { StoredProfile } from '../../../source/profiles/config.ts';
import { keepToken } from '../../../source/profiles/sources/keep.ts';
import { keychainAccount } from '../../../source/profiles/sources/keychain.ts';
import { misfit, patienceFor } from '../../../source/profiles/sources/keychainLimits.ts';
import { type FakeContext, fakeContext } from '../../support/context.ts';
import { runIn } from '../../support/run.ts';
import { sampleTokens, sandboxForTest } from '../../support/sandbox.ts';
import { failing, hangingKeychain, watchedKeychain } from '../../tokens/fakeKeychain.ts';
import { directoryWith, loginArgs, profileIn, token, worldWithDev } from '../../tokens/world.ts';

/** Writes a profile into config.json as somebody might by hand. */
function edit(ctx: FakeContext, name: string, changes: Partial<StoredProfile>): void {
  const path = join(ctx.botpressHome, 'config.json');
  const config = JSON.parse(readFileSync(path, 'utf8'));
  config.profiles[name] = { ...config.profiles[name], ...changes };
  writeFileSync(path, JSON.stringify(config));
}

const inCommand = (...command: string[]): Partial<StoredProfile> => ({
  token: null,
  tokenSource: { kind: 'command', command },
});

describe('a token in the keychain', () => {
  const inKeychain = async () => {
    const keychain = watchedKeychain();
    const world = await worldWithDev({ keychain });
    await runIn(world.ctx, 'profiles', 'move-token', 'dev', '--to', 'keychain');
    keychain.calls.length = 0;
    return { ...world, keychain };
  };

  test('is keyed by the profile’s id and origin: a new name keeps it', async () => {
    const { ctx, keychain, sandbox } = await inKeychain();
    const { id = '' } = profileIn(ctx, 'dev');
    expect([...keychain.entries.keys()]).toEqual([
      keychainAccount({ id: id ?? '', tokenOrigin: sandbox.url }),
    ]);
    await runIn(ctx, 'profiles', 'rename', 'dev', 'test');
    expect(await runIn(ctx, 'token', '--profile', 'test')).toMatchObject({ stdout: `${token}\n` });
  });

  test('is not there for another origin, even where config.json says that it belongs there', async () => {
    const { ctx, sandbox } = await inKeychain();
    edit(ctx, 'dev', { apiUrl: sandbox.otherUrl, tokenOrigin: sandbox.otherUrl });
    const { code, stderr } = await runIn(ctx, 'token');
    expect(code).toBe(4);
    expect(stderr).toContain('The keychain has no token for the profile dev');
  });

  test.each([
    ['remove', ['profiles', 'remove', 'dev']],
    ['logout', ['logout']],
    ['logout --all', ['logout', '--all', '-y']],
  ])('goes with the profile: %s', async (_, argv) => {
    const { ctx, keychain } = await inKeychain();
    expect(await runIn(ctx, ...argv)).toMatchObject({ code: 0, stderr: '' });
    expect(keychain.entries.size).toBe(0);
  });

  test.each([
    ['remove', ['profiles', 'remove', 'dev']],
    ['logout --all', ['logout', '--all', '-y']],
  ])(
    'that cannot be removed: the profile goes, the rest is named, exit 3 (%s)',
    async (_, argv) => {
      const { ctx, keychain } = await inKeychain();
      keychain.remove = failing.remove;
      const { code, stderr } = await runIn(ctx, ...argv);
      expect(code).toBe(3);
      expect(stderr).toContain('A token stays in the keychain: remove its entry there (bp-auth, ');
      expect(await runIn(ctx, 'profiles', 'list', '--json')).toMatchObject({
        stdout: expect.stringContaining('"profiles": []'),
      });
    },
  );

  test('stays while another profile needs the same entry', async () => {
    const { ctx, keychain } = await inKeychain();
    edit(ctx, 'copy', profileIn(ctx, 'dev'));
    await runIn(ctx, 'profiles', 'remove', 'dev');
    expect(keychain.entries.size).toBe(1);
    await runIn(ctx, 'profiles', 'remove', 'copy');
    expect(keychain.entries.size).toBe(0);
  });

  test('fails in words and makes no request', async () => {
    const requests: unknown[] = [];
    const { ctx, keychain } = await inKeychain();
    keychain.get = failing.get;
    const watched = { ...ctx, fetch: refuse(requests) };
    for (const argv of [['token'], ['profiles', 'active'], ['exec', '--', 'true']]) {
      const { code, stderr } = await runIn(watched, ...argv);
      expect(code, argv.join(' ')).toBe(8);
      expect(stderr).toContain('The keychain cannot be used (');
    }
    expect(requests).toEqual([]);
  });

  test('that hangs is given 3 s', async () => {
    const { ctx } = await inKeychain();
    const keychain = hangingKeychain();
    const asking = runIn({ ...ctx, openKeychain: async () => keychain }, 'token');
    await keychain.asked;
    ctx.clock.advance(3000);
    expect(await asking).toMatchObject({ code: 8, stdout: '' });
  });

  test.each([
    ['is given a minute where somebody can answer', true, 60_000],
    ['is given 3 s where nobody can', false, 3000],
  ])('that asks with macOS’ dialog %s', async (_, isTTY, limit) => {
    const { ctx } = await inKeychain();
    const keychain = hangingKeychain();
    const terminal = {
      stdin: { ...ctx.stdin, isTTY },
      stderr: { ...ctx.stderr, isTTY },
      platform: 'darwin' as const,
      openKeychain: async () => keychain,
    };
    const asking = runIn({ ...ctx, ...terminal }, 'token');
    await keychain.asked;
    ctx.clock.advance(499);
    await new Promise(setImmediate);
    expect(ctx.stderr.text()).toBe('');
    ctx.clock.advance(limit - 500);
    await new Promise(setImmediate);
    const line =
      'Waiting for macOS to allow access to the keychain: choose Always Allow in its dialog\n';
    expect(ctx.stderr.text()).toBe(isTTY ? line : '');
    ctx.clock.advance(1);
    const { code, stderr } = await asking;
    expect(code).toBe(8);
    expect(stderr).toContain(`no answer within ${limit / 1000} s: `);
    expect(stderr).toContain('choose Always Allow in the dialog; or keep the token elsewhere');
  });

  test.each<[NodeJS.Platform, boolean, number, boolean, RegExp]>([
    ['linux', true, 3000, false, /^Unlock or start the keychain/],
    ['linux', false, 3000, false, /^Unlock or start the keychain/],
    ['win32', true, 3000, false, /^Unlock or start the keychain/],
    ['darwin', true, 60_000, true, /^Run this again and choose Always Allow/],
    ['darwin', false, 3000, false, /^Run this once in a terminal/],
  ])(
    'on %s, with somebody there: %s, is waited for %i ms',
    (platform, isThere, limit, tells, hint) => {
      const patience = patienceFor(platform, () => isThere);
      expect(patience).toMatchObject({ limit, hint: expect.stringMatching(hint) });
      expect(patience.telling?.after ?? null).toBe(tells ? 500 : null);
    },
  );

  test.each<[NodeJS.Platform, number, number, RegExp | null]>([
    ['win32', 40, 1280, null],
    ['win32', 40, 1281, /^the token has 1281 characters, and at most 1280 fit$/],
    ['win32', 513, 80, null],
    ['win32', 514, 80, /^the API's address and the profile's id have 514 characters/],
    ['darwin', 514, 1281, null],
    ['linux', 514, 1281, null],
  ])('on %s takes a name of %i and a token of %i characters: %s', (platform, name, secret, why) => {
    const found = misfit(platform, 'n'.repeat(name), 's'.repeat(secret));
    if (why === null) expect(found).toBeNull();
    else expect(found).toMatch(why);
  });

  test('that is too small is told before anything is changed', async () => {
    const keychain = watchedKeychain();
    const ctx = { ...fakeContext({ keychain }), platform: 'win32' as const };
    const key = { id: 'n'.repeat(600), tokenOrigin: 'https://api.botpress.cloud' };
    const keeping = keepToken(ctx, { kind: 'keychain' }, key, token);
    await expect(keeping).rejects.toMatchObject({
      code: 'keychain-too-small',
      hint: expect.stringContaining('The flag is --store'),
    });
    expect(keychain.calls).toEqual([]);
  });
});

function refuse(requests: unknown[]): FakeContext['fetch'] {
  return async (...request) => {
    requests.push(request);
    throw new Error('no request was expected');
  };
}

describe('a token from a command or a variable', () => {
  test.each([
    ['nothing', 'true', 'The token is empty'],
    ['two words', 'echo two words', 'contains a blank'],
    ['an escape code', "printf '\\033[31mred'", 'control character'],
  ])('that is %s is no token: exit 8', async (_, body, why) => {
    const PATH = `${directoryWith('tool', body)}:${process.env.PATH}`;
    const { ctx } = await worldWithDev({ env: { PATH, CI: 'true' } });
    edit(ctx, 'dev', inCommand('tool'));
    const { code, stderr } = await runIn(ctx, 'profiles', 'active');
    expect(stderr).toContain('The command gives something that is not a token: The token ');
    expect(stderr).toContain(why);
    expect(code).toBe(8);
  });

  test.each(['variable', 'command'])(
    'a %s that gives a token of another host is refused with 9',
    async kind => {
      const elsewhere = await sandboxForTest();
      const { ctx } = await worldWithDev({
        env: { PATH: process.env.PATH ?? '', CI: 'true', T: sampleTokens.viewer },
      });
      const other = [...loginArgs(elsewhere, 'ws_dev'), '--profile', 'other'];
      await runIn(ctx, ...other, '--token', sampleTokens.viewer);
      const tokenSource = { kind: 'env', name: 'T' } as const;
      const source =
        kind === 'variable' ? { token: null, tokenSource } : inCommand('echo', sampleTokens.viewer);
      edit(ctx, 'dev', source);
      await runIn(ctx, 'profiles', 'use', 'dev');
      expect((await runIn(ctx, 'token')).code).toBe(9);
      expect((await runIn(ctx, 'profiles', 'active')).code).toBe(9);
      expect((await runIn(ctx, 'exec', '--', 'true')).code).toBe(9);
    },
  );

  test.each<[string, Partial<StoredProfile>, string]>([
    [
      'a variable that is not set',
      { token: null, tokenSource: { kind: 'env', name: 'MY_TOKEN' } },
      'The environment variable MY_TOKEN is not set\nSet MY_TOKEN; or store a token in config.json: ',
    ],
    [
      'a command that fails',
      inCommand('false'),
      'The command false failed (exit 1)\nRun the command yourself to see why; or store a token in config.json: ',
    ],
  ])('%s is named, and the login that replaces it', async (_, source, says) => {
    const { ctx } = await worldWithDev();
    edit(ctx, 'dev', source);
    const { code, stderr } = await runIn(ctx, 'token');
    expect(stderr).toContain(says);
    expect(code).toBe(8);
    const [, login = ''] = /bp-auth (login .*)$/m.exec(stderr) ?? [];
    expect(await runIn(ctx, ...login.split(' '), '--token', token)).toMatchObject({ code: 0 });
    expect((await runIn(ctx, 'token')).stdout).toBe(`${token}\n`);
  });
});

describe('looking at profiles', () => {
  test('runs no command and opens no keychain', async () => {
    const keychain = watchedKeychain();
    const world = await worldWithDev({ keychain });
    const ran = join(world.ctx.userHome, 'ran');
    await runIn(world.ctx, ...loginArgs(world.sandbox, 'ws_prod'), '--token', token);
    await runIn(world.ctx, 'profiles', 'move-token', 'prod', '--to', 'keychain');
    edit(world.ctx, 'ci', { ...profileIn(world.ctx, 'dev'), ...inCommand('touch', ran) });
    await runIn(world.ctx, 'profiles', 'use', 'dev');
    keychain.calls.length = 0;
    const looks = [
      ['profiles', 'list'],
      ['profiles', 'list', '--json'],
      ['profiles', 'get', 'ci'],
      ['profiles', 'get', 'prod', '--json'],
      ['profiles', 'use', 'ci'],
      ['profiles', 'use', 'prod'],
      ['profiles', 'active', '--offline'],
      ['profiles', 'rename', 'ci', 'ci2'],
      ['profiles', 'use', 'dev'],
      ['profiles', 'active'],
      ['profiles', 'export'],
      ['logout'],
    ];
    for (const argv of looks) {
      const { code, stderr } = await runIn(world.ctx, ...argv);
      expect(code, `${argv.join(' ')}: ${stderr}`).toBe(0);
    }
    expect(keychain.calls).toEqual([]);
    expect(existsSync(ran)).toBe(false);
  });
});
