// The built program with the real `pass` and gpg, by the command line in the help and in docs/tokens.md.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { cleanEnv, runCli } from '../support/cli.ts';
import { temporaryDirectory } from '../support/context.ts';
import { sampleTokens, sandboxForTest } from '../support/sandbox.ts';
import { isInstalled } from '../support/shell.ts';
import { filesWith } from '../tokens/world.ts';

const missing = ['pass', 'gpg'].filter(program => !isInstalled(program));
if (missing.length > 0) console.warn(`SKIPPED: pass (no ${missing.join(', ')} here)`);

const token = sampleTokens.owner;

/**
 * A home with a password store that holds the token as botpress/ci, and the flags of a login as profile ci.
 */
async function world() {
  const home = temporaryDirectory();
  const env = cleanEnv({ HOME: home });
  const run = (program: string, args: string[], input = '') => {
    const { status, stderr } = spawnSync(program, args, { env, input, encoding: 'utf8' });
    expect(status, stderr).toBe(0);
  };
  onTestFinished(() => void spawnSync('gpgconf', ['--kill', 'all'], { env }));
  const quick = ['--batch', '--passphrase', '', '--quick-gen-key'];
  run('gpg', [...quick, 'ci <ci@example.com>', 'default', 'default', 'never']);
  run('pass', ['init', 'ci@example.com']);
  run('pass', ['insert', '-m', 'botpress/ci'], `${token}\nnote: from the dashboard\n`);
  const sandbox = await sandboxForTest();
  const cli = (...args: string[]) => runCli(home, args, { input: token });
  const target = ['--apiUrl', sandbox.url, '--workspaceId', 'ws_dev', '--profile', 'ci'];
  return { home, cli, target };
}

describe.skipIf(missing.length > 0)('pass as the source of a token', { timeout: 60_000 }, () => {
  test('takes over from the file with the line of the help', async () => {
    const { home, cli, target } = await world();
    expect((await cli('login', ...target, '--with-token')).code).toBe(0);
    const line = 'profiles move-token ci --to command -- pass show botpress/ci';
    const moved = await cli(...line.split(' '));
    expect(moved).toMatchObject({
      code: 0,
      stdout: 'The token of ci comes from the command pass now\n',
    });
    expect(filesWith({ userHome: home }, token)).toEqual([]);
    expect((await cli('profiles', 'active')).stdout).toContain('Authenticated: Yes');
    const used = await cli('exec', '--profile', 'ci', '--', 'sh', '-c', 'echo $BP_TOKEN');
    expect(used.stdout).toBe(`${token}\n`);
  });

  test('serves a login', async () => {
    const { home, cli, target } = await world();
    const command = ['--store', 'command', '--', 'pass', 'show', 'botpress/ci'];
    const loggedIn = await cli('login', ...target, ...command);
    expect(loggedIn.code, loggedIn.stderr).toBe(0);
    expect(filesWith({ userHome: home }, token)).toEqual([]);
    expect((await cli('token')).stdout).toBe(`${token}\n`);
  });

  test('that cannot decrypt is quoted in one line, exit 8', async () => {
    const { home, cli, target } = await world();
    await cli('login', ...target, '--store', 'command', '--', 'pass', 'show', 'botpress/ci');
    spawnSync('gpgconf', ['--kill', 'all'], { env: cleanEnv({ HOME: home }) });
    rmSync(join(home, '.gnupg'), { recursive: true, force: true });
    const { code, stdout, stderr } = await cli('profiles', 'active');
    expect([code, stdout]).toEqual([8, '']);
    expect(stderr).toMatch(/^Error: The command pass failed \(exit \d+\): gpg: .*\n/m);
  });

  test('that does not know the entry is quoted too', async () => {
    const { cli, target } = await world();
    const command = ['--store', 'command', '--', 'pass', 'show', 'botpress/other'];
    const { code, stderr } = await cli('login', ...target, ...command);
    expect(code).toBe(8);
    expect(stderr).toContain('The command pass failed (exit 1): Error: botpress/other is not in');
  });
});
