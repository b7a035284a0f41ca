// exec, env and token: how credentials leave the program on purpose. execAlone tests how exec runs its
// program.
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builtCli, cleanEnv, runCli } from '../support/cli.ts';
import { fakeContext, temporaryDirectory } from '../support/context.ts';
import { runIn } from '../support/run.ts';
import { sampleTokens } from '../support/sandbox.ts';
import { isInstalled, runShell } from '../support/shell.ts';

const apiUrl = 'http://127.0.0.1:9';
const profile = (workspaceId: string, extra: object = {}) => ({
  apiUrl,
  workspaceId,
  token: sampleTokens.owner,
  tokenOrigin: apiUrl,
  kind: 'pat',
  ...extra,
});

/** A home with a profile dev that is active, and a protected one. */
function homeWithProfiles(more: Record<string, object> = {}): string {
  const home = temporaryDirectory();
  mkdirSync(join(home, '.botpress'), { mode: 0o700 });
  const config = {
    version: 1,
    activeProfile: 'dev',
    profiles: { dev: profile('ws_dev'), prod: profile('ws_prod', { protected: true }), ...more },
  };
  writeFileSync(join(home, '.botpress', 'config.json'), JSON.stringify(config), { mode: 0o600 });
  return home;
}

const inHome = (home: string, cwd = home) =>
  fakeContext({ botpressHome: join(home, '.botpress'), cwd });

const script = (code: string) => ['exec', '--', process.execPath, '-e', code];

describe('exec', () => {
  test('sets these credentials, takes every other one out, and leaves what is none', async () => {
    const home = homeWithProfiles();
    const print =
      'for (const k in process.env) if (/^(BP|BOTPRESS)_/.test(k)) console.log(k, process.env[k])';
    const env = {
      BP_BOT_ID: 'bot_x',
      BP_CONFIRM: 'true',
      BP_PROFILE: 'dev',
      MY_TOKEN: 'bp_pat_stale',
      BOTPRESS_PAT: 'bp_pat_stale',
      BOTPRESS_BOT_TOKEN: 'bp_bot_stale',
    };
    const { stdout } = await runCli(home, script(print), { env });
    expect(stdout.split('\n').filter(Boolean).sort()).toEqual([
      `BOTPRESS_API_URL ${apiUrl}`,
      `BOTPRESS_PAT ${sampleTokens.owner}`,
      `BOTPRESS_TOKEN ${sampleTokens.owner}`,
      'BOTPRESS_WORKSPACE_ID ws_dev',
      `BP_API_URL ${apiUrl}`,
      'BP_AUTH_PROFILE dev',
      'BP_BOT_ID bot_x',
      'BP_CONFIRM true',
      'BP_PROFILE ',
      `BP_TOKEN ${sampleTokens.owner}`,
      'BP_WORKSPACE_ID ws_dev',
    ]);
  });
});

describe('env', () => {
  test.each([
    [['env'], `export BP_TOKEN='${sampleTokens.owner}'`],
    [['env', '--shell', 'fish'], "set -gx BP_WORKSPACE_ID 'ws_dev'"],
    [['env', '--shell', 'powershell'], "$env:BP_WORKSPACE_ID = 'ws_dev'"],
    [['env', '--format', 'dotenv'], 'BP_WORKSPACE_ID=ws_dev'],
  ])('%j', async (argv, line) => {
    const { code, stdout } = await runIn(inHome(homeWithProfiles()), ...argv);
    expect(code).toBe(0);
    expect(stdout.split('\n')).toContain(line);
  });

  test.each([
    [['--shell', 'tcsh'], 'format-unknown', 'There is no such shell or format'],
    [['--format', 'yaml'], 'format-unknown', 'There is no such shell or format'],
    [['--shell', 'fish', '--format', 'yaml'], 'format-unknown', 'There is no such shell or format'],
    [
      ['--shell', 'tcsh', '--format', 'dotenv'],
      'format-unknown',
      'There is no such shell or format',
    ],
    [
      ['--shell', 'fish', '--format', 'dotenv'],
      'flags-conflict',
      'Use either --shell or --format dotenv',
    ],
    [
      ['--shell', 'bash', '--format', 'github'],
      'flags-conflict',
      'Use either --shell or --format github',
    ],
  ])('%j is refused as it is: unknown, or two at once', async (flags, code, message) => {
    const ran = await runIn(inHome(homeWithProfiles()), 'env', ...flags, '--json');
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(JSON.parse(ran.stderr).error).toMatchObject({ code, message });
  });

  test('as JSON', async () => {
    const { stdout } = await runIn(inHome(homeWithProfiles()), 'env', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({ BP_TOKEN: sampleTokens.owner, BP_API_URL: apiUrl });
  });

  const evaluating = [
    ['bash', 'eval "$("$NODE" "$CLI" env)"'],
    ['zsh', 'eval "$("$NODE" "$CLI" env --shell zsh)"'],
    ['fish', '"$NODE" "$CLI" env --shell fish | source'],
  ] as const;
  for (const [shell, line] of evaluating) {
    test.skipIf(!isInstalled(shell))(`evaluated in ${shell}, no value breaks out`, async () => {
      const token = "bp_pat_'\"`$(id)`;&|<>\\#!*'";
      const workspaceId = `it's "$HOME"\n\`id\`\nexport BP_API_URL=x ☃\\`;
      const home = homeWithProfiles({ odd: profile(workspaceId, { token }) });
      const env = cleanEnv({
        HOME: home,
        BP_PROFILE: 'odd',
        NODE: process.execPath,
        CLI: builtCli,
      });
      const script = `${line}\nprintf '%s\\0' "$BP_TOKEN" "$BOTPRESS_TOKEN" "$BP_WORKSPACE_ID" "$BP_API_URL"`;
      const { stdout, stderr } = await runShell(script, { shell, cwd: home, env });
      expect({ stdout: stdout.split('\0'), stderr }).toEqual({
        stdout: [token, token, workspaceId, apiUrl, ''],
        stderr: expect.stringMatching(/^The stored token of odd cannot be valid: .*\n$/),
      });
    });
  }

  test('knows no other shell', async () => {
    const refused = await runIn(inHome(homeWithProfiles()), 'env', '--shell', 'tcsh');
    expect(refused).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('in a project of another workspace', () => {
  function project(workspaceId: string): { home: string; cwd: string } {
    const home = homeWithProfiles();
    const cwd = join(home, 'project', 'src');
    mkdirSync(cwd, { recursive: true });
    mkdirSync(join(home, 'project', '.git'));
    const agent = { workspaceId, apiUrl: 'https://evil.example', token: 'bp_pat_evil' };
    writeFileSync(join(home, 'project', 'agent.json'), JSON.stringify(agent));
    return { home, cwd };
  }

  test('that is said before anything is handed out, and nothing in the project is obeyed', async () => {
    const { home, cwd } = project('ws_client');
    const { code, stdout, stderr } = await runIn(inHome(home, cwd), 'env', '--format', 'json');
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /agent\.json\) belongs to workspace ws_client, the profile to ws_dev\. Run: bp-auth login --with-token --workspaceId ws_client\n$/,
    );
    expect(JSON.parse(stdout).BP_API_URL).toBe(apiUrl);
  });

  test('a protected profile is refused, and the fitting one named', async () => {
    const { home, cwd } = project('ws_dev');
    const argv = ['token', '--profile', 'prod', '--confirm', 'prod'];
    expect(await runIn(inHome(home, cwd), ...argv)).toMatchObject({
      code: 5,
      stdout: '',
      stderr: expect.stringMatching(
        /^Error: This project .*; refused, because the profile is protected\nAdd --profile dev\n$/,
      ),
    });
  });

  test('it is said before exec runs anything, with the command that binds the fitting profile', async () => {
    const { home, cwd } = project('ws_prod');
    const root = realpathSync(join(home, 'project'));
    const { stderr } = await runCli(home, ['exec', '--', 'sh', '-c', 'echo ran >&2'], { cwd });
    expect(stderr).toBe(
      `This project (${join(root, 'agent.json')}) belongs to workspace ws_prod, the profile to ws_dev. Run: bp-auth profiles bind prod ${root}\nran\n`,
    );
  });

  test.each([
    ['a flag', ['--profile', 'dev'], {}],
    ['the environment', [], { BP_PROFILE: 'dev' }],
  ])('what %s says is what is meant: nothing is proposed', async (_, flags, env) => {
    const { home, cwd } = project('ws_prod');
    const { stderr } = await runIn({ ...inHome(home, cwd), env }, 'token', ...flags);
    expect(stderr).toMatch(/the profile to ws_dev\n$/);
  });

  test('profiles active says it, a prompt does not', async () => {
    const { home, cwd } = project('ws_prod');
    const ctx = inHome(home, cwd);
    const { stderr } = await runIn(ctx, 'profiles', 'active', '--offline');
    expect(stderr).toMatch(/belongs to workspace ws_prod.* Run: bp-auth profiles bind prod /);
    expect(await runIn(ctx, 'profiles', 'active', '--short')).toMatchObject({ stderr: '' });
  });

  test('bind takes the profile of the project, which then applies below it and nowhere else', async () => {
    const { home, cwd } = project('ws_prod');
    const ctx = inHome(home, join(home, 'project'));
    expect(await runIn(ctx, 'profiles', 'bind')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/project and all below it to prod\n$/),
    });
    const current = async (directory: string) => {
      const { stdout } = await runIn(inHome(home, directory), 'profiles', 'list', '--json');
      return JSON.parse(stdout).currentProfile;
    };
    expect(await current(cwd)).toBe('prod');
    const { stdout } = await runIn({ ...ctx, userHome: realpathSync(home) }, 'profiles', 'list');
    expect(stdout).toMatch(/prod .* PROTECTED {2}~\/project\n/);
    expect(await current(home)).toBe('dev');
    expect(await runIn(ctx, 'profiles', 'unbind')).toMatchObject({ code: 0 });
    expect(await current(cwd)).toBe('dev');
    expect(await runIn(ctx, 'profiles', 'unbind')).toMatchObject({ code: 2 });
  });

  test('a project is looked for up to the git root only', async () => {
    const { home, cwd } = project('ws_client');
    mkdirSync(join(cwd, '.git'));
    const { stderr } = await runIn(inHome(home, cwd), 'token');
    expect(stderr).toBe('');
  });
});

describe('protect', () => {
  test('asks for the name, which -y does not stand for, to be taken off', async () => {
    const ctx = inHome(homeWithProfiles());
    expect(await runIn(ctx, 'profiles', 'protect', 'dev')).toMatchObject({ code: 0 });
    expect(await runIn(ctx, 'token')).toMatchObject({ code: 2, stdout: '' });
    const off = ['profiles', 'protect', 'dev', '--off'];
    expect(await runIn(ctx, ...off, '-y')).toMatchObject({ code: 2 });
    expect(await runIn(ctx, ...off, '--confirm', 'prod')).toMatchObject({ code: 2 });
    expect(await runIn(ctx, ...off, '--confirm', 'dev')).toMatchObject({ code: 0 });
    expect(await runIn(ctx, 'token')).toMatchObject({ code: 0 });
  });
});
