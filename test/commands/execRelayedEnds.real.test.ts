// The built program's relay in unusual situations: no free port, signals, the death of CMD. Also a
// search for the real token in CMD's memory.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { builtCli, cleanEnv } from '../support/cli.ts';
import { temporaryDirectory } from '../support/context.ts';
import { occurrences } from '../support/memory.ts';
import { startPty } from '../support/pty.ts';
import { sampleTokens, sandboxForTest } from '../support/sandbox.ts';

const node = process.execPath;
const token = sampleTokens.owner;

function homeFor(apiUrl: string): string {
  const home = temporaryDirectory();
  const acme = { apiUrl, workspaceId: 'ws_abc123', token, tokenOrigin: apiUrl };
  mkdirSync(join(home, '.botpress'), { mode: 0o700 });
  const config = { version: 1, activeProfile: 'acme', profiles: { acme } };
  const file = join(home, '.botpress', 'config.json');
  writeFileSync(file, JSON.stringify(config));
  chmodSync(file, 0o600);
  return home;
}

/** A program that makes one call, prints its API URL and its process id, and keeps running. */
const staying = `
const { BP_API_URL, BP_TOKEN } = process.env;
const { status } = await fetch(BP_API_URL + '/v1/admin/account/me', { headers: { authorization: 'Bearer ' + BP_TOKEN } });
console.log('at ' + BP_API_URL + ' ' + status + ' pid ' + process.pid + ' end');
setInterval(() => {}, 1000);`;

async function startStaying(flags: readonly string[] = ['--watch']) {
  const { url } = await sandboxForTest();
  const home = homeFor(url);
  const argv = [builtCli, 'exec', ...flags, '--', node, '--input-type=module', '-e', staying];
  const child = spawn(node, argv, {
    cwd: home,
    env: cleanEnv({ HOME: home, USERPROFILE: home }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  child.stderr.on('data', chunk => {
    stderr += chunk;
  });
  const closed = once(child, 'close');
  for await (const chunk of child.stdout) {
    stdout += chunk;
    if (stdout.includes(' end\n')) break;
  }
  const [, relay = '', status, pid] = /at (\S+) (\d+) pid (\d+)/.exec(stdout) ?? [];
  expect(status).toBe('200');
  return {
    relay,
    pid: Number(pid),
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    ended: async () => {
      const [code] = await closed;
      return { code, stderr };
    },
  };
}

describe('the end of the relay', () => {
  test.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
    ['SIGHUP', 129],
  ] as const)('%s ends CMD, and the calls are told', async (signal, code) => {
    const run = await startStaying();
    run.kill(signal);
    const ended = await run.ended();
    expect(ended.code).toBe(code);
    expect(ended.stderr).toMatch(/GET {2}\/v1\/admin\/account\/me +200/);
    await expect(fetch(run.relay)).rejects.toThrow();
    expect(() => process.kill(run.pid, 0)).toThrow('ESRCH');
  });

  test('CMD is killed', async () => {
    const run = await startStaying();
    process.kill(run.pid, 'SIGKILL');
    expect(await run.ended()).toMatchObject({ code: 137 });
    await expect(fetch(run.relay)).rejects.toThrow();
  });

  test('Ctrl+C at a terminal', async () => {
    const { url } = await sandboxForTest();
    const home = homeFor(url);
    const argv = [builtCli, 'exec', '--watch', '--', node, '--input-type=module', '-e', staying];
    const pty = startPty(node, argv, { env: { HOME: home }, cwd: home });
    await pty.waitFor(' end');
    pty.send('\x03');
    await pty.waitFor('account/me  200');
    expect(await pty.exited).toMatchObject({ code: 130 });
  });
});

const shell = 'echo "40000 40000" > /proc/sys/net/ipv4/ip_local_port_range && ip link set lo up';
const canIsolate = spawnSync('unshare', ['-rn', 'sh', '-c', shell]).status === 0;

test.skipIf(!canIsolate)('a port that cannot be had is said, and nothing is run', () => {
  const home = homeFor('http://127.0.0.1:9');
  // Takes the only port of the separate network, and runs a program there.
  const taken = `
const { spawnSync } = require('node:child_process');
const { createServer } = require('node:net');
createServer().listen(40000, '127.0.0.1', () => {
  const [file, ...args] = process.argv.slice(1);
  const { status } = spawnSync(file, args, { stdio: 'inherit' });
  process.exit(status);
});`;
  const run = [node, builtCli, 'exec', '--watch', '--', node, '-e', 'console.log("ran")'];
  const ran = spawnSync(
    'unshare',
    ['-rn', 'sh', '-c', `${shell} && exec "$@"`, 'sh', node, '-e', taken, ...run],
    { cwd: home, env: cleanEnv({ HOME: home }), encoding: 'utf8' },
  );
  expect(ran).toMatchObject({ status: 8, stdout: '' });
  expect(ran.stderr).toContain('Nothing can listen on 127.0.0.1 here (EADDRINUSE)');
});

describe.skipIf(process.platform !== 'linux')('the real token in CMD', () => {
  test.each([[['--watch']], [['--read-only']]])('is nowhere with %s', async flags => {
    const run = await startStaying(flags);
    expect(occurrences(run.pid, token)).toBe(0);
    run.kill('SIGTERM');
    await run.ended();
  });

  test('is found without them', async () => {
    const run = await startStaying([]);
    expect(occurrences(run.pid, token)).toBeGreaterThan(0);
    run.kill('SIGTERM');
    await run.ended();
  });
});
