// `exec -- adk …`, and programs that run adk: the built program with a stand-in for the ADK. The
// ADK uses the token of the named profile, or fails.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { adkArguments, runsAsItIs } from '../../source/commands/execAdk.ts';
import { type Sandbox, startSandbox } from '../../source/sandbox/server.ts';
import { type AdkContent, adkContent, adkOnPath, adkText, writeAdk } from '../support/adk.ts';
import { runCli } from '../support/cli.ts';
import { temporaryDirectory } from '../support/context.ts';
import { sampleTokens } from '../support/sandbox.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
  return () => sandbox.close();
});

const impossible = 'bp-auth:no-profile-with-this-token';

type Setup = { adk?: AdkContent | string; env?: Record<string, string>; agent?: object };

/** A home with unverified profiles, and the given ADK file. */
function home({ adk, env = {}, agent }: Setup = {}) {
  const directory = temporaryDirectory();
  const { url } = sandbox;
  const profile = (token: string, workspaceId: string, extra: object = {}) => ({
    ...{ apiUrl: url, tokenOrigin: url, token, workspaceId, kind: 'pat' },
    ...extra,
  });
  const profiles = {
    dev: profile(sampleTokens.owner, 'ws_dev'),
    prod: profile(sampleTokens.owner, 'ws_prod', { protected: true }),
    viewer: profile(sampleTokens.viewer, 'ws_dev'),
    bot: { ...profile(sampleTokens.bot, ''), workspaceId: null, botId: 'bot_acme', kind: 'bot' },
  };
  mkdirSync(join(directory, '.botpress'), { mode: 0o700 });
  const config = { version: 1, activeProfile: 'dev', profiles };
  writeFileSync(join(directory, '.botpress', 'config.json'), JSON.stringify(config), {
    mode: 0o600,
  });
  if (adk !== undefined) writeAdk(directory, adk);
  if (agent !== undefined) writeFileSync(join(directory, 'agent.json'), JSON.stringify(agent));
  const PATH = `${adkOnPath(directory)}:${process.env.PATH}`;
  const bp = (...args: string[]) => runCli(directory, args, { env: { PATH, ...env } });
  return { directory, bp };
}

const has = (
  entries: Record<string, readonly [token: string, workspaceId?: string]>,
): AdkContent => ({
  profiles: Object.fromEntries(
    Object.entries(entries).map(([name, [token, workspaceId]]) => [
      name,
      { token, apiUrl: sandbox.url, ...(workspaceId ? { workspaceId } : {}) },
    ]),
  ),
  currentProfile: Object.keys(entries)[0] ?? '',
});

const { owner, viewer, single } = sampleTokens;

describe('exec -- adk', () => {
  test('acts as the profile that was named, whatever the ADK has current', async () => {
    const { bp } = home({ adk: has({ other: [viewer], mine: [owner, 'ws_dev'] }) });
    const ran = await bp('exec', '--profile', 'dev', '--', 'adk', 'deploy');
    expect(ran).toMatchObject({
      code: 0,
      stderr: 'The ADK on its own would use its profile other; here it acts as mine\n',
    });
    expect(JSON.parse(ran.stdout)).toEqual({
      ...{ name: 'mine', status: 200, who: 'owner@example.com', workspace: 'ws_dev' },
    });
    const second = await bp('exec', '--profile', 'viewer', '--', 'adk', 'deploy');
    expect(second).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(second.stdout)).toMatchObject({ name: 'other', who: 'viewer@example.com' });
  });

  test('is not led astray by a variable, nor by the project', async () => {
    const { bp } = home({
      adk: has({ other: [viewer], mine: [owner] }),
      env: { ADK_PROFILE: 'other' },
      agent: { apiUrl: sandbox.url, workspaceId: 'ws_dev' },
    });
    const ran = await bp('exec', '--', 'adk', 'deploy');
    expect(JSON.parse(ran.stdout)).toMatchObject({ name: 'mine', workspace: 'ws_dev' });
    expect(ran.stderr).toMatch(
      /The ADK on its own would use its profile other, because of ADK_PROFILE; here/,
    );
  });

  const refusals: ReadonlyArray<readonly [string, () => Setup, string[], RegExp]> = [
    ['without its file', () => ({}), ['dev'], /of dev: it is not logged in/],
    [
      'for a profile that it does not have',
      () => ({ adk: has({ other: [viewer] }) }),
      ['dev'],
      /of dev: it would use its profile other/,
    ],
    [
      'for one that it has for another workspace',
      () => ({ adk: has({ dev: [owner, 'ws_abc123'] }) }),
      ['dev'],
      /of dev: it would use its profile dev \(workspace ws_abc123\)/,
    ],
    [
      'for a protected one, once it is confirmed',
      () => ({}),
      ['prod', '--confirm', 'prod'],
      /prod/,
    ],
  ];
  test.each(refusals)(
    'is refused %s, with the line that mends it',
    async (_, setup, args, says) => {
      const { bp } = home(setup());
      const [name = '', ...more] = args;
      const exec = ['exec', '--profile', name, ...more, '--', 'adk', 'deploy'];
      const { code, stdout, stderr } = await bp(...exec);
      expect({ code, stdout }).toEqual({ code: 5, stdout: '' });
      expect(stderr).toMatch(says);
      for (const token of [owner, viewer]) expect(stderr).not.toContain(token);
      const line = /^Give the ADK the token: bp-auth (.*)$/m.exec(stderr)?.[1] ?? '';
      expect(line).not.toBe('');
      const mended = await bp(...line.split(' '), ...more);
      expect(mended).toMatchObject({ code: 0, stderr: '' });
      const after = await bp(...exec);
      expect(after.code).toBe(0);
      expect(JSON.parse(after.stdout)).toMatchObject({ name, who: 'owner@example.com' });
    },
  );

  test('is refused for keys, for credentials that are not stored, and for a file that is broken', async () => {
    const { bp } = home({ adk: '{' });
    const broken = await bp('exec', '--', 'adk', 'deploy');
    expect(broken).toMatchObject({ code: 8, stderr: expect.stringMatching(/not valid JSON/) });
    const whole = home({ adk: has({ other: [viewer] }) });
    const key = await whole.bp('exec', '--profile', 'bot', '--', 'adk', 'deploy');
    expect(key).toMatchObject({ code: 5, stderr: expect.stringMatching(/personal access token/) });
    const unit = { BP_TOKEN: single, BP_WORKSPACE_ID: 'ws_solo', BP_API_URL: sandbox.url };
    const outside = await home({ adk: has({}), env: unit }).bp('exec', '--', 'adk', 'deploy');
    expect(outside).toMatchObject({ code: 5, stderr: expect.stringMatching(/bp-auth login/) });
  });

  test('says so as JSON, too', async () => {
    const { bp } = home();
    const { code, stderr } = await bp('exec', '--json', '--', 'adk', 'deploy');
    expect(code).toBe(5);
    expect(JSON.parse(stderr).error).toMatchObject({
      ...{ kind: 'forbidden', code: 'adk-profile-missing' },
      hint: 'Give the ADK the token: bp-auth profiles export --to adk dev',
    });
  });

  test('is refused with --ephemeral, before a token is made', async () => {
    const { bp } = home({ adk: has({ mine: [owner] }) });
    const ran = await bp('exec', '--ephemeral', '--', 'adk', 'deploy');
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringMatching(/its own file/) });
  });

  test('is refused with a --profile of its own that is another one', async () => {
    const { bp } = home({ adk: has({ other: [viewer], mine: [owner] }) });
    for (const flag of [['--profile', 'other'], ['--profile=other'], ['--profile', 'gone']]) {
      const ran = await bp('exec', '--profile', 'dev', '--', 'adk', 'deploy', ...flag);
      expect(ran).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/^Use: bp-auth exec --profile (other|gone) -- adk deploy$/m),
      });
    }
    const same = await bp('exec', '--profile', 'dev', '--', 'adk', 'deploy', '--profile', 'mine');
    expect(same).toMatchObject({ code: 0 });
  });

  const asTheyAre: ReadonlyArray<readonly [words: string[], flags: string[]]> = [
    [['login'], []],
    [['login'], ['--profile', 'prod']],
    [['login'], ['--ephemeral']],
    [['logout'], ['--profile', 'dev']],
    [
      ['profiles', 'list'],
      ['--profile', 'prod'],
    ],
    [['help'], ['--ephemeral']],
    [['--help'], []],
    [
      ['deploy', '--help'],
      ['--profile', 'prod'],
    ],
    [['-h'], []],
    [['version'], ['--profile', 'bot']],
    [['--version'], ['--ephemeral']],
  ];
  test.each(asTheyAre)('runs as it is: adk %j, with %j', async (words, flags) => {
    const { bp } = home({ env: { ADK_PROFILE: 'mine', BP_TOKEN: 'theirs' } });
    const ran = await bp('exec', ...flags, '--', 'adk', ...words);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    if (words[0] === 'login') expect(ran.stdout).toBe('logged in as mine\n');
    else expect(JSON.parse(ran.stdout)).toMatchObject({ ADK_PROFILE: 'mine', BP_TOKEN: 'theirs' });
  });

  test('runs as it is without any profile', async () => {
    const directory = temporaryDirectory();
    const PATH = `${adkOnPath(directory)}:${process.env.PATH}`;
    const ran = await runCli(directory, ['exec', '--', 'adk', 'help'], { env: { PATH } });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('a program that runs the ADK for us', () => {
  const script = ['sh', '-c', 'adk deploy'];
  const variable = ['sh', '-c', 'echo "$ADK_PROFILE"'];

  test('has it act as the profile that was named', async () => {
    const { bp } = home({ adk: has({ other: [viewer], mine: [owner] }) });
    const ran = await bp('exec', '--profile', 'dev', '--', ...script);
    expect(JSON.parse(ran.stdout)).toMatchObject({ name: 'mine', who: 'owner@example.com' });
  });

  test('has it fail instead of acting as somebody else', async () => {
    const adk = has({ other: [viewer] });
    const { bp } = home({ adk });
    const ran = await bp('exec', '--profile', 'dev', '--', ...script);
    expect(ran).toMatchObject({ code: 1, stderr: `adk: there is no profile ${impossible}\n` });
  });

  test('has it fail with a token of its own', async () => {
    const { bp } = home({ adk: has({ mine: [owner] }) });
    const ran = await bp('exec', '--ephemeral', '--', ...script);
    expect(ran).toMatchObject({ code: 1, stderr: `adk: there is no profile ${impossible}\n` });
  });

  test('has the variable as it was where the ADK has no file', async () => {
    const { bp } = home({ env: { ADK_PROFILE: 'theirs' } });
    expect((await bp('exec', '--', ...variable)).stdout).toBe('theirs\n');
    expect((await home().bp('exec', '--', ...variable)).stdout).toBe('\n');
  });

  test('has an impossible name where its file is broken, or has that very name', async () => {
    expect((await home({ adk: '[' }).bp('exec', '--', ...variable)).stdout).toBe(`${impossible}\n`);
    const { bp } = home({ adk: has({ [impossible]: [viewer] }) });
    expect((await bp('exec', '--', ...variable)).stdout).toBe(`${impossible}-\n`);
  });
});

describe('profiles export --to adk', () => {
  test('makes the file, in the ADK’s form, for one who has none', async () => {
    const { bp, directory } = home();
    const { code, stdout, stderr } = await bp('profiles', 'export', '--to', 'adk', 'dev', 'viewer');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(`Exported dev, viewer to the ADK (${directory}/.adk/credentials)\n`);
    const { profiles, profileMetadata, currentProfile } = adkContent(directory);
    expect(profiles).toEqual({
      dev: { token: owner, apiUrl: sandbox.url, workspaceId: 'ws_dev' },
      viewer: { token: viewer, apiUrl: sandbox.url, workspaceId: 'ws_dev' },
    });
    expect(Object.keys(profileMetadata ?? {})).toEqual(['dev', 'viewer']);
    expect(currentProfile).toBe('dev');
    const again = await bp('profiles', 'export', '--to', 'adk', 'dev', '--json');
    expect(again.code).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({ exported: ['dev'] });
  });

  test('adds to what is there, and leaves it current', async () => {
    const { bp, directory } = home({ adk: has({ other: [viewer] }) });
    const before = adkText(directory);
    expect(await bp('profiles', 'export', '--to', 'adk', 'dev')).toMatchObject({ code: 0 });
    expect(adkContent(directory)).toMatchObject({ currentProfile: 'other' });
    expect(adkText(directory).startsWith(before.slice(0, before.indexOf('\n  },')))).toBe(true);
  });

  test('replaces what differs only with --overwrite', async () => {
    const { bp, directory } = home({ adk: has({ dev: [viewer, 'ws_prod'] }) });
    const before = adkText(directory);
    const refused = await bp('profiles', 'export', '--to', 'adk', 'viewer', 'dev');
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringMatching(/--overwrite/) });
    expect(adkText(directory)).toBe(before);
    const done = await bp('profiles', 'export', '--to', 'adk', 'dev', '--overwrite');
    expect(done).toMatchObject({ code: 0 });
    expect(adkContent(directory).profiles?.dev).toEqual({
      ...{ token: owner, apiUrl: sandbox.url, workspaceId: 'ws_dev' },
    });
  });

  test.each([
    [2, ['--to', 'adk']],
    [2, ['--to', 'bp', 'dev']],
    [2, ['--to', 'adk', 'gone']],
    [2, ['--to', 'adk', 'bot']],
    [2, ['--to', 'adk', 'prod', '-y']],
    [2, ['--to', 'adk', 'dev', '--output', 'x.json']],
  ])('ends with %i: %j', async (code, args) => {
    const { bp } = home();
    expect(await bp('profiles', 'export', ...args)).toMatchObject({ code, stdout: '' });
  });

  test('leaves a broken file alone', async () => {
    const { bp, directory } = home({ adk: '{"profiles"' });
    expect(await bp('profiles', 'export', '--to', 'adk', 'dev')).toMatchObject({ code: 8 });
    expect(adkText(directory)).toBe('{"profiles"');
  });
});

describe('which program is the ADK, and what it does', () => {
  test.each<[string, string[], readonly string[] | null]>([
    ['adk', ['deploy'], ['deploy']],
    ['/usr/bin/adk', [], []],
    ['adk.cmd', ['dev'], ['dev']],
    ['npx', ['adk', 'deploy'], ['deploy']],
    ['npx', ['@botpress/adk@latest', 'deploy'], ['deploy']],
    ['npm', ['run', 'adk-deploy'], null],
    ['adk2', [], null],
  ])('%s %j', (program, args, expected) => {
    expect(adkArguments(program, args, 'linux')).toEqual(expected);
  });

  test.each([
    [['deploy'], false],
    [[], false],
    [['dev', 'login'], false],
    [['--profile', 'login', 'deploy'], false],
    [['--profile', 'x', 'login'], true],
    [['run', '--', '--help'], false],
    [['run', '-v'], false],
    [['-V'], true],
  ])('%j runs as it is: %s', (args, expected) => {
    expect(runsAsItIs(args)).toBe(expected);
  });
});
