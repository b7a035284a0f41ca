// `exec --watch` and `--read-only`, on the built program, with the sandbox as the API.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli } from '../support/cli.ts';
import { temporaryDirectory } from '../support/context.ts';
import { sampleTokens, sandboxForTest } from '../support/sandbox.ts';

const node = process.execPath;

/** A program that makes the calls given as arguments (`METHOD path`), and prints each status. */
const client = `
const { BP_API_URL, BP_TOKEN, BP_WORKSPACE_ID } = process.env;
for (const call of process.argv.slice(1)) {
  const [method, path] = call.split(' ');
  const body = method === 'GET' ? undefined : '{"botId":"bot_acme"}';
  const headers = { authorization: 'Bearer ' + BP_TOKEN, 'x-workspace-id': BP_WORKSPACE_ID, 'content-type': 'application/json' };
  const { status } = await fetch(BP_API_URL + path, { method, headers, body });
  console.log(status);
}`;
const calling = (...calls: string[]) => [node, '--input-type=module', '-e', client, ...calls];

async function world(token: string = sampleTokens.owner, workspaceId = 'ws_abc123') {
  const { url } = await sandboxForTest();
  const home = temporaryDirectory();
  const login = ['login', '--token', token, '--apiUrl', url, '--profile', 'acme'];
  const loggedIn = await runCli(home, [...login, '--workspaceId', workspaceId]);
  expect(loggedIn).toMatchObject({ code: 0 });
  return { url, home, exec: (...args: string[]) => runCli(home, ['exec', ...args]) };
}

describe('exec --watch', () => {
  test('tells each call when the program has ended, and passes its exit code on', async () => {
    const { exec } = await world();
    const calls = calling(
      'GET /v1/admin/bots',
      'GET /v1/admin/bots',
      'GET /v1/admin/account/me?x=secret',
    );
    const { code, stdout, stderr } = await exec('--watch', '--', ...calls);
    expect([code, stdout]).toEqual([0, '200\n200\n200\n']);
    expect(stderr).toMatch(/GET {2}\/v1\/admin\/bots +200 +\d+ ms +.*× 2/);
    expect(stderr).toMatch(/GET {2}\/v1\/admin\/account\/me +200/);
    expect(stderr).not.toContain('secret');
    expect(await exec('--watch', '--', node, '-e', 'process.exit(7)')).toMatchObject({ code: 7 });
  });

  test('gives the program a stand-in of the same kind and length, and the real token nowhere', async () => {
    const { exec } = await world();
    const print = 'console.log(JSON.stringify(process.env))';
    const { stdout } = await exec('--watch', '--', node, '-e', print);
    const env = JSON.parse(stdout) as Record<string, string>;
    expect(stdout).not.toContain(sampleTokens.owner);
    expect(env.BP_TOKEN).toMatch(/^bp_pat_/);
    expect(env.BP_TOKEN).toHaveLength(sampleTokens.owner.length);
    expect(env.BOTPRESS_TOKEN).toBe(env.BP_TOKEN);
    expect(env.BP_API_URL).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(env).toMatchObject({ NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1' });
  });

  test('explains the first refusal by the call itself', async () => {
    const { exec } = await world('bp_pat_viewer000000000');
    const { stderr } = await exec('--watch', '--', ...calling('POST /v1/admin/bots/baks'));
    expect(stderr).toContain('The role viewer in ws_abc123 is not enough');
    expect(stderr).toContain('POST');
    expect(stderr).toContain('403 Forbidden');
    expect(stderr).toContain('bp-auth doctor');
  });

  test.each([
    ['a quota', sampleTokens.owner, 'ws_quota', 'GET /v1/admin/bots', 'quota-exceeded'],
    ['a rate limit', sampleTokens.owner, 'ws_limited', 'GET /v1/admin/bots', 'rate-limited'],
    [
      'a role',
      'bp_pat_viewer000000000',
      'ws_abc123',
      'DELETE /v1/admin/bots/bot_acme',
      'role-insufficient',
    ],
    [
      'a workspace that Botpress has blocked',
      sampleTokens.owner,
      'ws_blocked',
      'GET /v1/admin/bots',
      'workspace-blocked',
    ],
    [
      'a workspace that is not there',
      sampleTokens.owner,
      'ws_abc123',
      'GET /v1/admin/workspaces/ws_nope',
      'workspace-not-found',
    ],
  ])('tells %s from the others', async (_, token, workspace, call, cause) => {
    const { exec } = await world(token, workspace === 'ws_limited' ? 'ws_abc123' : workspace);
    const run = calling(call);
    const script =
      workspace === 'ws_limited' ? ['env', `BP_WORKSPACE_ID=${workspace}`, ...run] : run;
    const { stderr } = await exec('--watch', '--json', '--', ...script);
    const { refusal } = JSON.parse(stderr.trim().split('\n').at(-1) ?? '');
    expect(refusal).toMatchObject({ id: cause });
  });

  test('=live tells each call at once, --log appends it to a file', async () => {
    const { exec, home } = await world();
    const log = join(home, 'calls.jsonl');
    const { code, stderr } = await exec(
      '--watch=live',
      '--log',
      log,
      '--',
      ...calling('GET /v1/admin/bots?a=b'),
    );
    expect(code).toBe(0);
    expect(stderr).toMatch(/^GET \/v1\/admin\/bots 200 \d+ ms$/m);
    const [line = ''] = readFileSync(log, 'utf8').split('\n');
    expect(JSON.parse(line)).toMatchObject({ method: 'GET', path: '/v1/admin/bots', status: 200 });
    expect(line).not.toContain('Bearer');
  });

  test('says when the program asked nothing, or asked the API by another address', async () => {
    const { exec, url } = await world();
    const { stderr } = await exec('--watch', '--', node, '-e', '0');
    expect(stderr).toContain('No call was seen');
    const past = await exec(
      '--watch',
      '--',
      ...['env', `BP_API_URL=${url}`, ...calling('GET /v1/admin/account/me')],
    );
    // The started program has a stand-in token. Only the relay exchanges it for the real one, so
    // the API refuses a call that does not go through the relay.
    expect(past.stdout).toBe('401\n');
    expect(past.stderr).toContain('ignores BP_API_URL');
  });

  test('a bp-auth inside uses the stand-in', async () => {
    const { exec } = await world();
    const { builtCli } = await import('../support/programs.ts');
    const { code, stdout } = await exec('--watch', '--', node, builtCli, 'profiles', 'active');
    expect([code, stdout]).toEqual([0, expect.stringContaining('Authenticated: Yes')]);
  });

  test('leaves nothing listening', async () => {
    const { exec } = await world();
    const { stdout } = await exec(
      '--watch',
      '--',
      node,
      '-e',
      'console.log(process.env.BP_API_URL)',
    );
    await expect(fetch(stdout.trim())).rejects.toThrow();
  });
});

describe('exec --read-only', () => {
  test('lets reads through, and answers changes with the API’s own Forbidden, told as ours', async () => {
    const { exec } = await world();
    const calls = calling(
      'GET /v1/admin/bots',
      'POST /v1/admin/bots/baks',
      'DELETE /v1/admin/bots/bot_acme',
    );
    const { code, stdout, stderr } = await exec('--read-only', '--', ...calls);
    expect([code, stdout]).toEqual([0, '200\n403\n403\n']);
    expect(stderr).toContain('--read-only is on');
    expect(stderr).toContain('POST /v1/admin/bots/baks');
  });

  test('a bp-auth inside takes no other profile', async () => {
    const { exec, home } = await world();
    const { builtCli } = await import('../support/programs.ts');
    const named = await exec('--read-only', '--', node, builtCli, 'token', '--profile', 'acme');
    expect(named).toMatchObject({ code: 5, stdout: '' });
    const set = await exec('--read-only', '--', 'env', 'BP_PROFILE=acme', node, builtCli, 'token');
    expect(set).toMatchObject({ code: 5, stdout: '' });
    expect(existsSync(home)).toBe(true);
  });
});

describe('bad input', () => {
  test.each([
    ['a value that --watch does not know', ['--watch=loud']],
    ['--log alone', ['--log', 'x']],
  ])('%s is 2, and nothing is run', async (_, flags) => {
    const { exec } = await world();
    const ran = await exec(...flags, '--', node, '-e', 'console.log(1)');
    expect(ran).toMatchObject({ code: 2, stdout: '' });
  });

  test('a log that cannot be written is 8, and nothing is run', async () => {
    const { exec } = await world();
    const ran = await exec('--watch', '--log', '/nowhere/x', '--', node, '-e', 'console.log(1)');
    expect(ran).toMatchObject({ code: 8, stdout: '' });
  });
});
