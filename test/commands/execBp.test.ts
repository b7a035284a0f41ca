// `exec -- bp …`: refused if bp would prefer anything to the given credentials.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bpArguments, refuseBp } from '../../source/commands/execBp.ts';
import { isAppError } from '../../source/errors.ts';
import { fakeContext } from '../support/context.ts';
import { runIn } from '../support/run.ts';
import { sampleTokens } from '../support/sandbox.ts';

function refusal(...args: string[]): { message: string; hint: string | undefined } | null {
  try {
    refuseBp(args);
    return null;
  } catch (error) {
    if (!isAppError(error)) throw error;
    expect(error).toMatchObject({ kind: 'usage', code: 'bp-overrules' });
    return { message: error.message, hint: error.hint };
  }
}

describe('which program is bp', () => {
  test.each<[string, string[], readonly string[] | null]>([
    ['bp', ['deploy'], ['deploy']],
    ['/usr/bin/bp', [], []],
    ['./node_modules/.bin/bp', ['dev'], ['dev']],
    ['bp.cmd', ['deploy'], ['deploy']],
    ['C:\\Users\\me\\npm\\bp.CMD', ['deploy'], ['deploy']],
    ['npx', ['bp', 'login'], ['login']],
    ['npx', ['-y', '-p', '@botpress/cli', 'bp', 'deploy'], ['deploy']],
    ['npx', ['@botpress/cli@1.2.3', 'deploy'], ['deploy']],
    ['pnpm', ['exec', 'bp', 'deploy', '-y'], ['deploy', '-y']],
    ['yarn', ['bp', 'deploy'], ['deploy']],
    ['npm', ['run', 'deploy'], null],
    ['npx', ['botpress', 'bp'], null],
    ['abp', ['login'], null],
    ['bp-auth', ['login'], null],
    ['bp2', [], null],
    ['sh', ['-c', 'bp login'], null],
    ['/opt/bp/run', ['login'], null],
  ])('%s %j', (program, args, expected) => {
    expect(bpArguments(program, args, 'linux')).toEqual(expected);
  });

  test('capitals count where files may be called either way', () => {
    expect(bpArguments('BP.exe', [], 'win32')).toEqual([]);
    expect(bpArguments('BP', [], 'darwin')).toEqual([]);
    expect(bpArguments('BP', [], 'linux')).toBeNull();
  });
});

describe('what is refused', () => {
  test.each([
    [['bots', 'list', '--token', sampleTokens.owner]],
    [['bots', 'list', `--token=${sampleTokens.owner}`]],
    [['deploy', '--workspaceId', 'ws_prod']],
    [['deploy', '--workspace-id', 'ws_prod']],
    [['deploy', '--workspaceId=ws_prod']],
    [['deploy', '--workspace-id=ws_prod']],
    [['--apiUrl', 'https://x.example', 'deploy']],
    [['deploy', '--api-url=https://x.example']],
    [['deploy', '--profile', 'prod']],
    [['deploy', '--profile=prod']],
    [['deploy', '-p', 'prod']],
    [['deploy', '-yp', 'prod']],
    [['deploy', 'dotenv_config_override=true']],
  ])('%j, with the line to use instead', args => {
    const { message, hint } = refusal(...args) ?? {};
    expect(hint).toMatch(/^Use: bp-auth exec --profile \S+ -- bp (?:bots list|deploy)$/);
    expect(message).toMatch(/^bp would|^bp ignores|^With dotenv/);
    expect(`${message} ${hint}`).not.toContain(sampleTokens.owner);
  });

  test('bp’s own profile becomes the profile of exec', () => {
    expect(refusal('deploy', '--profile', 'prod', '--botId', 'bot_a')?.hint).toBe(
      'Use: bp-auth exec --profile prod -- bp deploy --botId bot_a',
    );
  });

  test.each([
    [['login']],
    [['logout']],
    [['profiles', 'use', 'prod']],
    [['-v', 'login']],
    [['--botpressHome', '/x', 'login']],
    [['--botpress-home=/x', 'profiles', 'list']],
  ])('%j', args => {
    expect(refusal(...args)?.hint).toMatch(/Run `bp-auth (?:login|logout|profiles)`/);
  });
});

test.each([
  [['deploy']],
  [['deploy', '-y', '--botId', 'bot_a', '--no-build']],
  [['bots', 'get', 'login']],
  [['init', '--name', 'profiles']],
  [['--workDir', 'login', 'deploy']],
  [['deploy', '--', '--profile', 'x']],
  [['--help']],
  [['deploy', '--profiler', '--tokens']],
  [[]],
])('bp %j runs', args => {
  expect(refusal(...args)).toBeNull();
});

/** A world with the profiles dev and nows, which has no workspace; dev is active. */
function world() {
  const apiUrl = 'http://127.0.0.1:9';
  const ctx = fakeContext({ env: { PATH: process.env.PATH ?? '' } });
  const profile = { apiUrl, tokenOrigin: apiUrl, kind: 'pat' };
  const dev = { ...profile, token: sampleTokens.owner, workspaceId: 'ws_dev' };
  const nows = { ...profile, token: sampleTokens.noWorkspace };
  const config = { version: 1, activeProfile: 'dev', profiles: { dev, nows } };
  mkdirSync(ctx.botpressHome, { mode: 0o700 });
  writeFileSync(join(ctx.botpressHome, 'config.json'), JSON.stringify(config), { mode: 0o600 });
  return ctx;
}

describe('as a command', () => {
  test('a refused bp never runs, and nothing is read for it', async () => {
    const argv = ['exec', '--profile', 'nope', '--', '/usr/bin/bp', 'deploy', '--profile=prod'];
    expect(await runIn(world(), ...argv)).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'Error: bp would use the profile of its own --profile, not the one from bp-auth\nUse: bp-auth exec --profile prod -- bp deploy\n',
    });
  });

  test('with --json the code says what it was', async () => {
    const { stderr } = await runIn(world(), 'exec', '--json', '--', 'bp', 'login');
    expect(JSON.parse(stderr)).toMatchObject({ error: { kind: 'usage', code: 'bp-overrules' } });
  });

  test('a PAT without a workspace is not for bp, but for anything else', async () => {
    const ctx = world();
    const exec = ['exec', '--profile', 'nows', '--'];
    expect(await runIn(ctx, ...exec, 'bp', 'bots', 'list')).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'Error: The profile nows has no workspace: bp would take the one it used last\nChoose a workspace: bp-auth login --profile nows --workspaceId ID. Or name a profile with a workspace: bp-auth exec --profile NAME -- bp …\n',
    });
    expect(await runIn(ctx, ...exec, process.execPath, '--version')).toMatchObject({ code: 0 });
  });
});
