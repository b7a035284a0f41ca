import { mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fakeContext, temporaryDirectory } from '../support/context.ts';
import { runIn } from '../support/run.ts';
import { sampleTokens, sandboxForTest } from '../support/sandbox.ts';

async function loggedIn(...workspaces: string[]) {
  const { url } = await sandboxForTest();
  const ctx = fakeContext({ env: { CI: 'true' } });
  const run = (...argv: string[]) => runIn(ctx, ...argv);
  for (const workspaceId of workspaces) {
    await run(
      'login',
      '--apiUrl',
      url,
      '--token',
      sampleTokens.owner,
      '--workspaceId',
      workspaceId,
    );
  }
  return { ctx, url, run };
}

describe('profiles active', () => {
  test('prints exactly the three documented lines', async () => {
    const { url, run } = await loggedIn('ws_abc123');
    expect(await run('profiles', 'active')).toEqual({
      code: 0,
      stdout: `Workspace: acme (ws_abc123)\nAPI URL: ${url}\nAuthenticated: Yes\n`,
      stderr: '',
    });
  });

  test('prints `none` for a profile without a workspace', async () => {
    const { ctx, url, run } = await loggedIn('ws_abc123');
    const { profiles, ...config } = JSON.parse(
      readFileSync(join(ctx.botpressHome, 'config.json'), 'utf8'),
    );
    const bare = { apiUrl: url, token: sampleTokens.noWorkspace, kind: 'pat' };
    writeFileSync(
      join(ctx.botpressHome, 'config.json'),
      JSON.stringify({ ...config, profiles: { ...profiles, bare } }),
    );
    expect(await run('profiles', 'active', '--profile', 'bare')).toMatchObject({
      code: 0,
      stdout: `Workspace: none\nAPI URL: ${url}\nAuthenticated: Yes\n`,
    });
  });

  test('prints a name as the dashboard shows it, and JSON has name and handle', async () => {
    const { run } = await loggedIn('ws_blocked');
    const { stdout } = await run('profiles', 'active');
    expect(stdout.split('\n')[0]).toBe('Workspace: Blocked (ws_blocked)');
    const json = JSON.parse((await run('profiles', 'active', '--json')).stdout);
    expect(json).toMatchObject({ workspaceName: 'Blocked', workspaceHandle: 'blocked' });
  });

  test('without a profile prints nothing on stdout, one line on stderr, and exits 4', async () => {
    const { run } = await loggedIn();
    expect(await run('profiles', 'active')).toEqual({
      code: 4,
      stdout: '',
      stderr: 'Error: No profile is active: there is none yet. Run `bp-auth login`\n',
    });
    const { stderr } = await run('profiles', 'active', '--json');
    expect(JSON.parse(stderr).error).toMatchObject({
      message: 'No profile is active: there is none yet',
      hint: 'Run `bp-auth login`',
    });
  });

  test('without an active profile among several prints one line, too', async () => {
    const { run } = await loggedIn('ws_dev', 'ws_abc123');
    await run('profiles', 'remove', 'acme');
    const { code, stdout, stderr } = await run('profiles', 'active');
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
    expect(stderr).toMatch(/^Error: No profile is active\. Run .*profiles use.*\n$/);
  });

  test('does not ask the API with --offline', async () => {
    const { run } = await loggedIn('ws_dev');
    const { code, stdout } = await run('profiles', 'active', '--offline');
    expect({ code, line: stdout.split('\n')[2] }).toEqual({
      code: 0,
      line: 'Authenticated: Unknown (offline)',
    });
  });

  const rows: ReadonlyArray<
    readonly [token: string, workspace: string, fault: string, exit: number, says: RegExp]
  > = [
    [sampleTokens.expired, 'ws_dev', '', 4, /^No \(token rejected\)$/],
    [sampleTokens.owner, 'ws_nomember', '', 5, /^No \(no access to this workspace\)$/],
    [sampleTokens.owner, 'ws_nope', '', 5, /^No \(no access to this workspace\)$/],
    [sampleTokens.owner, 'ws_limited', '', 7, /^Unknown \(rate limited\)$/],
    [
      sampleTokens.owner,
      'ws_dev',
      '/_fault/500',
      6,
      /^Unknown \(cannot reach 127\.0\.0\.1:\d+: HTTP 500\)$/,
    ],
    [sampleTokens.owner, 'ws_dev', '/_fault/html', 6, /^Unknown \(cannot reach .*: HTTP 200\)$/],
    [
      sampleTokens.owner,
      'ws_dev',
      '/_fault/reset',
      6,
      /^Unknown \(cannot reach .*: (ECONNRESET|UND_ERR_SOCKET)\)$/,
    ],
    [sampleTokens.owner, 'ws_dev', '/_fault/402', 7, /^Unknown \(payment required\)$/],
  ];
  test.each(rows)('%s in %s %s', async (token, workspaceId, fault, exit, says) => {
    const { url } = await sandboxForTest();
    const ctx = fakeContext({
      env: { BP_TOKEN: token, BP_WORKSPACE_ID: workspaceId, BP_API_URL: url + fault },
    });
    const { code, stdout } = await runIn(ctx, 'profiles', 'active');
    expect(code).toBe(exit);
    expect(stdout.split('\n')[0]).toBe(`Workspace: (${workspaceId})`);
    expect(stdout.split('\n')[2]?.replace('Authenticated: ', '')).toMatch(says);
  });

  test('as JSON says where the credentials come from and what they shadow', async () => {
    const { ctx, url } = await loggedIn('ws_dev');
    const env = { BP_TOKEN: sampleTokens.viewer, BP_WORKSPACE_ID: 'ws_abc123', BP_API_URL: url };
    const { stdout } = await runIn({ ...ctx, env }, 'profiles', 'active', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      name: null,
      active: false,
      workspaceId: 'ws_abc123',
      authenticated: 'yes',
      reason: null,
      source: 'BP_TOKEN, BP_WORKSPACE_ID, BP_API_URL',
      shadowed: [{ source: 'active profile', reason: expect.any(String) }],
    });
    expect(stdout).not.toContain(sampleTokens.viewer);
  });
});

describe('profiles list, use, get, rename, remove', () => {
  test('list marks the active profile', async () => {
    const { run } = await loggedIn('ws_dev', 'ws_abc123');
    const { stdout } = await run('profiles', 'list');
    expect(stdout).toMatch(/^ {2}dev .*\n\* acme .*\n$/);
  });

  test('list shows the directories that are bound, and its JSON stays as it is', async () => {
    const { ctx, run } = await loggedIn('ws_dev', 'ws_abc123');
    const elsewhere = realpathSync(temporaryDirectory());
    mkdirSync(join(ctx.userHome, 'acme'));
    await run('profiles', 'bind', 'dev', join(ctx.userHome, 'acme'));
    await run('profiles', 'bind', 'dev', elsewhere);
    const { stdout } = await run('profiles', 'list');
    expect(stdout.split('\n')[0]).toMatch(new RegExp(`^ {2}dev .* ~/acme, ${elsewhere}$`));
    const { profiles } = JSON.parse((await run('profiles', 'list', '--json')).stdout);
    expect(Object.keys(profiles[0])).not.toContain('usedAt');
  });

  test('list --check exits 3 when one profile is bad', async () => {
    const { run } = await loggedIn();
    const { code, stdout } = await run('profiles', 'list', '--check', '--demo');
    expect(code).toBe(3);
    expect(stdout).toMatch(/expired .*bad \(token rejected\)/);
    expect(stdout).toMatch(/viewer .*ok/);
  });

  test('use switches, and `-` goes back', async () => {
    const { run } = await loggedIn('ws_dev', 'ws_abc123');
    expect((await run('profiles', 'use', 'dev')).stdout).toBe(
      'Now using dev: workspace dev (ws_dev)\n',
    );
    expect((await run('profiles', 'use', '-')).stdout).toBe(
      'Now using acme: workspace acme (ws_abc123)\n',
    );
    expect((await run('profiles', 'use', '-')).stdout).toMatch(/^Now using dev/);
  });

  test('get shows the token only when asked to', async () => {
    const { run } = await loggedIn('ws_dev');
    const masked = await run('profiles', 'get', 'dev');
    expect(masked.stdout).toContain('bp_pat_… (23 characters, #');
    expect(masked.stdout).not.toContain(sampleTokens.owner);
    const shown = await run('profiles', 'get', 'dev', '--show-token', '--json');
    expect(JSON.parse(shown.stdout)).toMatchObject({ name: 'dev', token: sampleTokens.owner });
  });

  test('rename keeps place, activity and bp in step', async () => {
    const { ctx, run } = await loggedIn('ws_dev', 'ws_abc123');
    expect(await run('profiles', 'rename', 'acme', 'client')).toMatchObject({ code: 0 });
    const { stdout } = await run('profiles', 'list', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ activeProfile: 'client', currentProfile: 'client' });
    const cache = JSON.parse(readFileSync(join(ctx.botpressHome, 'global.cache.json'), 'utf8'));
    expect(cache.activeProfile).toBe('client');
    expect(await run('profiles', 'rename', 'client', 'dev')).toMatchObject({ code: 2 });
  });

  test('logout forgets the active profile everywhere and names what stays', async () => {
    const { ctx, run } = await loggedIn('ws_dev', 'ws_abc123');
    const { code, stdout, stderr } = await run('logout');
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: 'Logged out of acme (removed from config.json, profiles.json, global.cache.json)\n',
    });
    expect(stderr).toMatch(/same token stays in: dev/);
    expect(await run('profiles', 'active')).toMatchObject({ code: 4, stdout: '' });
    expect(readFileSync(join(ctx.botpressHome, 'global.cache.json'), 'utf8')).toBe('{}');
    expect(await run('logout', '--profile', 'dev')).toMatchObject({ code: 0 });
    for (const file of ['config.json', 'config.json.good', 'profiles.json']) {
      expect(readFileSync(join(ctx.botpressHome, file), 'utf8')).not.toContain(sampleTokens.owner);
    }
  });

  test.each([
    ['use', ['profiles', 'use', 'prod']],
    ['remove', ['profiles', 'remove', 'prod']],
    ['log out of', ['logout', '--profile', 'prod']],
    ['show the token of', ['token', '--profile', 'prod']],
    ['run something with', ['exec', '--profile', 'prod']],
  ])('a protected profile: to %s it, its name is needed', async (_, argv) => {
    const { run } = await loggedIn();
    const rest = argv[0] === 'exec' ? ['--', 'true'] : [];
    const refused = await run(...argv, '--demo', '-y', ...rest);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('--confirm prod') });
    expect(await run(...argv, '--demo', '--confirm', 'prod', ...rest)).toMatchObject({ code: 0 });
  });
});

describe('help', () => {
  test('lists every command, and each explains itself with examples', async () => {
    const { run } = await loggedIn();
    const { code, stdout } = await run('--help');
    expect(code).toBe(0);
    for (const command of ['login', 'logout', 'profiles active', 'exec', 'sandbox']) {
      expect(stdout).toContain(`  ${command} `);
      const help = await run(...command.split(' '), '--help');
      expect(help.stdout).toMatch(/Usage\n {2}bp-auth [\s\S]*Examples\n {2}bp-auth/);
    }
  });

  test('prints the version', async () => {
    const { run } = await loggedIn();
    expect(await run('--version')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });
});
