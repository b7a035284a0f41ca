// `exec` with a bp before version 1, which ignores BP_TOKEN. Such a bp uses the credentials of the
// profile that `exec` was given, or finds itself logged out.
import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builtCli, runCli } from '../support/cli.ts';
import { temporaryDirectory } from '../support/context.ts';
import { sampleTokens, sandboxForTest } from '../support/sandbox.ts';
import { isInstalled } from '../support/shell.ts';

/**
 * A stand-in for bp 0.8.59. It takes the token from the cache in its home (a `.env` may name the home), and
 * the API URL from the environment if it is set there.
 */
const standIn = `#!/usr/bin/env node
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const env = process.env;
let dotenv = null;
try { dotenv = /^BP_BOTPRESS_HOME=(.+)$/m.exec(readFileSync('.env', 'utf8'))?.[1]; } catch {}
const home = env.BP_BOTPRESS_HOME || dotenv || join(env.HOME, '.botpress');
const cache = JSON.parse(readFileSync(join(home, 'global.cache.json'), 'utf8'));
if (!cache.token) {
  console.log(JSON.stringify({ loggedOut: true, home }));
  process.exit(1);
}
const headers = { authorization: 'Bearer ' + cache.token };
(async () => {
  const { status } = await fetch((env.BP_API_URL ?? cache.apiUrl) + '/v1/admin/account/me', { headers });
  console.log(JSON.stringify({ status, token: cache.token, home, all: JSON.stringify(env) }));
})();
`;

/** A project with its own bp, which is never run here, only examined. */
function projectWith(home: string, version: string): void {
  const cli = join(home, 'node_modules', '@botpress', 'cli');
  const bin = join(home, 'node_modules', '.bin');
  for (const directory of [cli, bin]) mkdirSync(directory, { recursive: true });
  writeFileSync(join(cli, 'package.json'), JSON.stringify({ name: '@botpress/cli', version }));
  symlinkSync(join('..', '@botpress', 'cli', 'bin.js'), join(bin, 'bp'));
}

async function world(
  version = '0.8.59',
  prepare: (home: string) => void = () => {},
  { typed = '', ...more }: { typed?: string; SHELL?: string } = {},
) {
  const { url } = await sandboxForTest();
  const home = temporaryDirectory();
  const cli = join(home, 'lib', 'node_modules', '@botpress', 'cli');
  const bin = join(home, 'bin');
  for (const directory of [cli, bin]) mkdirSync(directory, { recursive: true });
  writeFileSync(join(cli, 'package.json'), JSON.stringify({ name: '@botpress/cli', version }));
  writeFileSync(join(cli, 'bin.js'), standIn);
  chmodSync(join(cli, 'bin.js'), 0o755);
  symlinkSync(join(cli, 'bin.js'), join(bin, 'bp'));
  symlinkSync(join(cli, 'bin.js'), join(bin, 'npx'));
  const env = { PATH: [bin, dirname(process.execPath), process.env.PATH].join(':'), ...more };
  const login = (name: string, token: string, workspaceId: string) =>
    runCli(home, [
      ...['login', '--apiUrl', url, '--profile', name, '--token', token],
      ...['--workspaceId', workspaceId],
    ]);
  await login('dev', sampleTokens.owner, 'ws_dev');
  await login('acme', sampleTokens.viewer, 'ws_abc123');
  prepare(home);
  return async (...argv: string[]) => {
    const ran = await runCli(home, argv, { env, input: typed });
    expect(ran.code, ran.stderr).toBe(ran.stdout.includes('loggedOut') ? 1 : 0);
    return { ...ran, saw: JSON.parse(ran.stdout) };
  };
}

test('what its cache holds is what applies: it runs as it is', async () => {
  const run = await world();
  const { saw, stderr } = await run('exec', '--', 'bp', 'bots', 'list');
  expect([saw.status, saw.token, stderr]).toEqual([200, sampleTokens.viewer, '']);
});

test.each([
  ['another profile', ['exec', '--profile', 'dev'], sampleTokens.owner],
  ['--watch', ['exec', '--watch'], sampleTokens.viewer],
  ['--read-only', ['exec', '--read-only'], sampleTokens.viewer],
])('%s: a stand-in in a home of its own, which is gone afterwards', async (_, argv, real) => {
  const run = await world();
  const { saw, stderr } = await run(...argv, '--', 'bp', 'bots', 'list');
  expect([saw.status, saw.token.length]).toEqual([200, real.length]);
  for (const token of [sampleTokens.owner, sampleTokens.viewer]) {
    expect(saw.token + saw.all).not.toContain(token);
  }
  expect(existsSync(saw.home)).toBe(false);
  expect(stderr).toContain('bp 0.8.59 reads its token from its cache');
});

test('a .env that names another home is where its cache would be', async () => {
  const run = await world('0.8.59', home => {
    const other = join(home, 'other');
    mkdirSync(other);
    const theirs = {
      token: sampleTokens.owner,
      workspaceId: 'ws_prod',
      apiUrl: 'http://127.0.0.1:9',
    };
    writeFileSync(join(other, 'global.cache.json'), JSON.stringify(theirs));
    writeFileSync(join(home, '.env'), `BP_BOTPRESS_HOME=${other}\n`);
  });
  const { saw, stderr } = await run('exec', '--', 'bp', 'bots', 'list');
  expect(saw.status).toBe(200);
  expect(saw.token).not.toBe(sampleTokens.owner);
  expect(stderr).toContain('bp 0.8.59 reads its token from its cache');
});

test('a runner that is told to fetch an old one runs an old one', async () => {
  const run = await world('7.1.2');
  const npx = ['npx', '-y', '@botpress/cli@0.8.59', 'bots', 'list'];
  const { saw, stderr } = await run('exec', '--profile', 'dev', '--', ...npx);
  expect(saw.status).toBe(200);
  expect(saw.token + saw.all).not.toContain(sampleTokens.owner);
  expect(stderr).toContain('bp 0.8.59 reads its token from its cache');
});

test('a newer one gets its credentials by the environment', async () => {
  const run = await world('7.1.2');
  const { saw, stderr } = await run('exec', '--', 'bp', 'bots', 'list');
  expect([saw.home.includes('.botpress'), stderr]).toEqual([true, '']);
});

describe('started by a script', () => {
  const script = ['sh', '-c', 'bp bots list'];

  test('it runs as it is where its cache holds what applies', async () => {
    const run = await world();
    const { saw, stderr } = await run('exec', '--', ...script);
    expect([saw.status, saw.token, stderr]).toEqual([200, sampleTokens.viewer, '']);
  });

  test('it is logged out where its cache holds another, and the line that mends it is true', async () => {
    const run = await world();
    const { saw, stderr } = await run('exec', '--profile', 'dev', '--', ...script);
    expect(saw.loggedOut).toBe(true);
    expect(existsSync(saw.home)).toBe(false);
    const [, hint = ''] = /act as dev: bp-auth (.*)/.exec(stderr) ?? [];
    expect(hint).toBe("exec --profile dev --watch -- sh -c 'bp bots list'");
    const mended = await run('exec', '--profile', 'dev', '--watch', '--', ...script);
    expect(mended.saw.status).toBe(200);
    expect(mended.saw.token + mended.saw.all).not.toContain(sampleTokens.owner);
    expect(existsSync(mended.saw.home)).toBe(false);
  });

  test('the project’s own counts before the one on PATH', async () => {
    const isNew = await world('0.8.59', home => projectWith(home, '7.1.2'));
    const { saw } = await isNew('exec', '--profile', 'dev', '--', ...script);
    expect(saw.status).toBe(200);
    const isOld = await world('7.1.2', home => projectWith(home, '0.8.59'));
    expect((await isOld('exec', '--profile', 'dev', '--', ...script)).saw.loggedOut).toBe(true);
  });

  test('a bp-auth in the same script stays in its own home', async () => {
    const run = await world();
    const active = [process.execPath, builtCli, 'profiles', 'list', '--json'];
    const { saw } = await run('exec', '--profile', 'dev', '--', ...active);
    expect(saw.profiles.map(({ name }: { name: string }) => name)).toEqual(['dev', 'acme']);
  });
});

describe.each(['bash', 'zsh'])('in a shell: %s', shell => {
  const there = isInstalled(shell);
  const opened = async (version: string, flags: string[], typed: string) => {
    const run = await world(version, () => {}, { SHELL: shell, typed });
    return run('shell', '--profile', 'dev', ...flags);
  };

  test.skipIf(!there)('it is logged out, and how to run it is said', async () => {
    const { saw, stderr } = await opened('0.8.59', [], 'bp bots list');
    expect(saw.loggedOut).toBe(true);
    expect(stderr).toContain('To run bp as this profile: bp-auth exec -- bp …');
  });

  test.skipIf(!there)('by exec it acts as the shell’s profile', async () => {
    const typed = `${process.execPath} ${builtCli} exec -- bp bots list`;
    const { saw } = await opened('0.8.59', [], typed);
    expect([saw.status, saw.token.length]).toEqual([200, sampleTokens.owner.length]);
  });

  test.skipIf(!there)('with --read-only it acts as the shell’s profile', async () => {
    const { saw } = await opened('0.8.59', ['--read-only'], 'bp bots list');
    expect(saw.status).toBe(200);
    expect(saw.token + saw.all).not.toContain(sampleTokens.owner);
  });

  test.skipIf(!there)('a bp-auth sees all profiles', async () => {
    const typed = `${process.execPath} ${builtCli} profiles list --json`;
    const { saw } = await opened('7.1.2', [], typed);
    expect(saw.profiles).toHaveLength(2);
  });
});
