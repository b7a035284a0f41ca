// `login --store PLACE`: bp-auth tries the place before it asks for a token. The token never goes
// to config.json instead.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type FakeOptions, fakeContext, temporaryDirectory } from '../support/context.ts';
import { runIn } from '../support/run.ts';
import { sampleTokens, sandboxForTest } from '../support/sandbox.ts';
import { failing, forgetful, locked, watchedKeychain } from '../tokens/fakeKeychain.ts';
import {
  directoryWith,
  filesWith,
  loginArgs,
  profileIn,
  token,
  worldWithDev,
} from '../tokens/world.ts';

const env = { PATH: process.env.PATH ?? '', CI: 'true' };

async function empty(options: FakeOptions = {}) {
  const sandbox = await sandboxForTest();
  const ctx = fakeContext({ env, ...options });
  return { sandbox, ctx, args: loginArgs(sandbox, 'ws_dev') };
}

describe('login --store', () => {
  test('keychain keeps the token there and nowhere else', async () => {
    const keychain = watchedKeychain();
    const { ctx, args } = await empty({ keychain });
    ctx.typed.end(`${token}\n`);
    const login = await runIn(ctx, ...args, '--store', 'keychain', '--with-token');
    expect(login.code, login.stderr).toBe(0);
    expect([...keychain.entries.values()]).toEqual([token]);
    expect(filesWith(ctx, token)).toEqual([]);
    expect(await runIn(ctx, 'profiles', 'active')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Authenticated: Yes'),
    });
  });

  test('command takes the token from there', async () => {
    const PATH = `${directoryWith('pass', `[ "$*" = "show botpress/ci" ] && echo ${token}`)}:${env.PATH}`;
    const { ctx, args } = await empty({ env: { ...env, PATH } });
    const command = ['--', 'pass', 'show', 'botpress/ci'];
    const login = await runIn(ctx, ...args, '--store', 'command', ...command);
    expect(login.code, login.stderr).toBe(0);
    expect(filesWith(ctx, token)).toEqual([]);
    expect(profileIn(ctx, 'dev').tokenSource).toEqual({
      kind: 'command',
      command: ['pass', 'show', 'botpress/ci'],
    });
    expect((await runIn(ctx, 'token')).stdout).toBe(`${token}\n`);
  });

  test('command is run once: it may ask somebody for a password', async () => {
    const ran = join(temporaryDirectory(), 'ran');
    const PATH = `${directoryWith('pass', `echo once >> ${ran}; echo ${token}`)}:${env.PATH}`;
    const { ctx, args } = await empty({ env: { ...env, PATH } });
    const login = await runIn(ctx, ...args, '--store', 'command', '--', 'pass');
    expect(login.code, login.stderr).toBe(0);
    expect(readFileSync(ran, 'utf8')).toBe('once\n');
  });

  test('env takes the token from there', async () => {
    const { ctx, args } = await empty({ env: { ...env, CI_TOKEN: token } });
    const login = await runIn(ctx, ...args, '--store', 'env', '--token-env', 'CI_TOKEN');
    expect(login.code, login.stderr).toBe(0);
    expect(filesWith(ctx, token)).toEqual([]);
    expect((await runIn(ctx, 'token')).stdout).toBe(`${token}\n`);
  });

  test.each([
    ['failing', failing],
    ['locked', locked],
    ['forgetful', forgetful],
  ])('with a %s keychain ends before standard input is read', async (_, keychain) => {
    const requests: unknown[] = [];
    const fetch = async (...request: unknown[]) => {
      requests.push(request);
      return new Response();
    };
    const { ctx, args } = await empty({ keychain, fetch });
    ctx.typed.end(token);
    const { code, stderr } = await runIn(ctx, ...args, '--store', 'keychain', '--with-token');
    expect(stderr).toContain('The keychain cannot be used (');
    expect(code).toBe(8);
    expect(ctx.typed.readableFlowing).toBe(null);
    expect(requests).toEqual([]);
    expect(filesWith(ctx, token)).toEqual([]);
  });

  test('stores nothing where the token is rejected', async () => {
    const keychain = watchedKeychain();
    const { ctx, args } = await empty({ keychain });
    ctx.typed.end(sampleTokens.expired);
    const { code } = await runIn(ctx, ...args, '--store', 'keychain', '--with-token');
    expect(code).toBe(4);
    expect(keychain.entries.size).toBe(0);
  });

  test.each([
    ['--token with a command', ['--store', 'command', '--token', token, '--', 'pass']],
    ['--with-token with a variable', ['--store', 'env', '--token-env', 'X', '--with-token']],
    ['a variable without env', ['--token', token, '--token-env', 'X']],
    ['arguments after -- without a command', ['--token', token, '--', 'pass']],
    ['an unknown place', ['--store', 'cloud', '--token', token]],
    ['a keychain without a token or a terminal', ['--store', 'keychain']],
  ])('%s is a usage error', async (_, extra) => {
    const { ctx, args } = await empty();
    expect((await runIn(ctx, ...args, ...extra)).code).toBe(2);
    expect(filesWith(ctx, 'profiles')).toEqual([]);
  });
});

describe('logging in again', () => {
  test('keeps the token in the keychain without being told to', async () => {
    const keychain = watchedKeychain();
    const { ctx, sandbox } = await worldWithDev({ keychain });
    await runIn(ctx, 'profiles', 'move-token', 'dev', '--to', 'keychain');
    const again = await runIn(
      ctx,
      ...loginArgs(sandbox, 'ws_dev'),
      '--token',
      sampleTokens.viewer,
      '--profile',
      'dev',
    );
    expect(again.code, again.stderr).toBe(0);
    expect([...keychain.entries.values()]).toEqual([sampleTokens.viewer]);
    expect(filesWith(ctx, sampleTokens.viewer)).toEqual([]);
  });

  test('with a token that the profile’s command does not give changes nothing', async () => {
    const { ctx, sandbox } = await worldWithDev();
    const PATH = `${directoryWith('pass', `echo ${token}`)}:${env.PATH}`;
    const withPass = { ...ctx, env: { ...env, PATH } };
    await runIn(withPass, 'profiles', 'move-token', 'dev', '--to', 'command', '--', 'pass');
    const before = profileIn(ctx, 'dev');
    const args = [...loginArgs(sandbox, 'ws_dev'), '--profile', 'dev'];
    const again = await runIn(withPass, ...args, '--token', sampleTokens.viewer);
    expect(again.code).toBe(8);
    expect(again.stderr).toContain('The command gives another token: bp_pat_…');
    expect(profileIn(ctx, 'dev')).toEqual(before);
    expect(filesWith(ctx, sampleTokens.viewer)).toEqual([]);
    const moved = await runIn(withPass, ...args, '--token', sampleTokens.viewer, '--store', 'file');
    expect(moved.code, moved.stderr).toBe(0);
  });

  test('into the file empties the keychain', async () => {
    const keychain = watchedKeychain();
    const { ctx, sandbox } = await worldWithDev({ keychain });
    await runIn(ctx, 'profiles', 'move-token', 'dev', '--to', 'keychain');
    await runIn(ctx, ...loginArgs(sandbox, 'ws_dev'), '--token', token, '--store', 'file');
    expect(profileIn(ctx, 'dev').token).toBe(token);
    expect(keychain.entries.size).toBe(0);
  });

  test('another workspace keeps the token where it is', async () => {
    const keychain = watchedKeychain();
    const { ctx } = await worldWithDev({ keychain });
    await runIn(ctx, 'profiles', 'move-token', 'dev', '--to', 'keychain');
    expect((await runIn(ctx, 'login', '--workspaceId', 'ws_prod')).code).toBe(0);
    expect(profileIn(ctx, 'prod')).toMatchObject({
      workspaceId: 'ws_prod',
      tokenSource: { kind: 'keychain' },
    });
    expect(filesWith(ctx, token)).toEqual([]);
  });
});
