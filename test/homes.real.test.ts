// Homes at unusual places, or of other users: variables and flags name them, or the built program
// runs as another user.
import { chmodSync, chownSync, mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builtCli, cleanEnv, type Ran, runCli } from './support/cli.ts';
import { temporaryDirectory } from './support/context.ts';
import { runProgram } from './support/programs.ts';
import { sampleTokens, sandboxForTest } from './support/sandbox.ts';

const login = (url: string) => [
  ...['login', '--token', sampleTokens.owner, '--workspaceId', 'ws_abc123', '--apiUrl', url],
];

describe('a home that a variable or a flag names', () => {
  const named: ReadonlyArray<readonly [env: Record<string, string>, flags: string[]]> = [
    [{ BP_BOTPRESS_HOME: '~/x' }, []],
    [{}, ['--botpressHome', '~/x']],
    [{}, ['--botpress-home=~/x']],
  ];
  test.each(named)('%j %j is below the home of the user', async (env, flags) => {
    const [home, cwd] = [temporaryDirectory(), temporaryDirectory()];
    const { url } = await sandboxForTest();
    const ran = await runCli(home, [...login(url), ...flags], { env, cwd });
    expect(ran).toMatchObject({ code: 0 });
    expect(readdirSync(join(home, 'x'))).toContain('config.json');
    expect(readdirSync(cwd)).toEqual([]);
  });

  const relative: ReadonlyArray<Record<string, string>> = [
    { HOME: 'foo' },
    { BP_BOTPRESS_HOME: './foo' },
  ];
  test.each(relative)('%j is refused', async env => {
    const cwd = temporaryDirectory();
    const { url } = await sandboxForTest();
    const ran = await runCli(temporaryDirectory(), login(url), { env, cwd });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(`${Object.keys(env)[0]} is the relative path`);
    expect(readdirSync(cwd)).toEqual([]);
    const help = await runCli(temporaryDirectory(), ['--help'], { env, cwd });
    expect(help.code).toBe(0);
  });
});

test('a directory may be bound by a path with ~, as shells that do not expand it hand it over', async () => {
  const home = temporaryDirectory();
  mkdirSync(join(home, 'acme'));
  const { url } = await sandboxForTest();
  await runCli(home, login(url));
  const ran = await runCli(home, ['profiles', 'bind', 'acme', '~/acme']);
  expect(ran).toMatchObject({
    code: 0,
    stdout: `Bound ${join(home, 'acme')} and all below it to acme\n`,
  });
});

test('a home behind a symlink is one home: doctor finds no copy, and advises to delete nothing', async () => {
  const dir = temporaryDirectory();
  mkdirSync(join(dir, 'real'));
  symlinkSync(join(dir, 'real'), join(dir, 'link'));
  const home = join(dir, 'link');
  const { url } = await sandboxForTest();
  await runCli(home, login(url));
  const ran = await runCli(home, ['doctor']);
  expect(ran.stdout).toContain('All is well');
  expect(ran.code).toBe(0);
});

const canBecomeOthers = process.geteuid?.() === 0;
if (!canBecomeOthers) console.warn('SKIPPED: homes of other users (this needs root)');

/** 12345 is not in the list of users, as in a container with `--user`. */
const [stranger, nobody] = [12345, 65534];

function runAs(
  uid: number,
  args: readonly string[],
  env: Record<string, string>,
  cwd = '/',
): Promise<Ran> {
  const { HOME: _, ...clean } = cleanEnv();
  return runProgram(
    [
      'setpriv',
      `--reuid=${uid}`,
      `--regid=${uid}`,
      '--clear-groups',
      process.execPath,
      builtCli,
      ...args,
    ],
    { env: { ...clean, ...env }, cwd },
  );
}

describe.skipIf(!canBecomeOthers)('other users', () => {
  const homeOf = (uid: number, mode = 0o700) => {
    const home = temporaryDirectory();
    chownSync(home, uid, uid);
    chmodSync(home, mode);
    return home;
  };
  const credentials = (url: string) => ({
    BP_TOKEN: sampleTokens.owner,
    BP_WORKSPACE_ID: 'ws_abc123',
    BP_API_URL: url,
  });

  test.each([
    ['no HOME', {}],
    ['an empty one', { HOME: '' }],
  ])('without an entry in the list of users, and %s', async (_, env) => {
    const cwd = homeOf(stranger);
    const { url } = await sandboxForTest();
    const refused = await runAs(stranger, login(url), env, cwd);
    expect(refused).toMatchObject({ code: 8, stdout: '' });
    expect(refused.stderr).toContain('home directory is not known');
    expect(readdirSync(cwd)).toEqual([]);
    const named = { ...env, BP_BOTPRESS_HOME: join(cwd, 'x') };
    expect((await runAs(stranger, login(url), named, cwd)).code).toBe(0);
    expect((await runAs(stranger, ['profiles', 'list'], named, cwd)).code).toBe(0);
    const active = await runAs(stranger, ['profiles', 'active'], { ...env, ...credentials(url) });
    expect(active).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Authenticated: Yes'),
    });
  });

  test('without an entry in the list of users a token command runs, and doctor looks', async () => {
    const HOME = homeOf(stranger);
    const { url } = await sandboxForTest();
    await runAs(stranger, login(url), { HOME });
    const move = [
      'profiles',
      'move-token',
      'acme',
      '--to',
      'command',
      '--',
      '/bin/echo',
      sampleTokens.owner,
    ];
    expect(await runAs(stranger, move, { HOME })).toMatchObject({ code: 0 });
    expect(await runAs(stranger, ['token'], { HOME })).toMatchObject({
      stdout: `${sampleTokens.owner}\n`,
    });
    chmodSync(join(HOME, '.botpress'), 0o777);
    const doctor = await runAs(stranger, ['doctor', '--offline'], { HOME });
    expect(doctor.stdout).toContain('Others may write');
    // doctor does not run the token command of a home that others may write to.
    expect(doctor.code).toBe(8);
  });

  const whose = new RegExp(`belongs to user ${stranger}, and you are nobody`);

  test.each([0o700, 0o755])('a HOME of somebody else, mode %o', async mode => {
    const HOME = homeOf(stranger, mode);
    const { url } = await sandboxForTest();
    await runAs(stranger, login(url), { HOME });
    const env = { HOME, ...credentials(url) };
    for (const args of [['profiles', 'list'], login(url), ['token', '--profile', 'acme']]) {
      const ran = await runAs(nobody, args, env);
      expect(ran).toMatchObject({ code: 8, stdout: '' });
      expect(ran.stderr).toMatch(whose);
      expect(ran.stderr).toContain('BP_BOTPRESS_HOME');
    }
    for (const args of [
      ['profiles', 'active'],
      ['tokens', 'list'],
      ['exec', '--', 'true'],
    ]) {
      const ran = await runAs(nobody, args, env);
      expect({ args, ...ran }).toMatchObject({ code: 0 });
      expect(ran.stderr).toMatch(whose);
    }
    const named = await runAs(nobody, ['token'], { ...env, BP_PROFILE: 'acme' });
    expect(named.code).toBe(8);
  });

  test('a HOME of somebody else, as doctor sees it', async () => {
    const HOME = homeOf(stranger);
    const { url } = await sandboxForTest();
    const doctor = await runAs(nobody, ['doctor', '--json'], { HOME, ...credentials(url) });
    expect(doctor.code).toBe(3);
    const found: { rootCause: { id: string }; checks: { id: string; status: string }[] } =
      JSON.parse(doctor.stdout);
    expect(found.rootCause.id).toBe('home-foreign');
    // A check that cannot examine its files is skipped, and does not count as good.
    for (const id of ['modes', 'lock', 'left-overs', 'copies', 'bp-files']) {
      expect(found.checks.find(check => check.id === id)).toMatchObject({ id, status: 'skip' });
    }
    expect((await runAs(nobody, ['doctor'], { HOME })).code).toBe(8);
  });

  test('what sudo left to root is named with the line that takes it back', async () => {
    const HOME = homeOf(nobody);
    const { url } = await sandboxForTest();
    await runAs(nobody, login(url), { HOME });
    chownSync(join(HOME, '.botpress'), 0, 0);
    const ran = await runAs(nobody, ['profiles', 'list'], { HOME });
    expect(ran.code).toBe(8);
    expect(ran.stderr).toContain(`sudo chown -R "$(id -u)" ${join(HOME, '.botpress')}`);
  });

  test('the first use under sudo leaves the home to its user', async () => {
    const HOME = homeOf(nobody);
    const { url } = await sandboxForTest();
    const deep = { HOME, BP_BOTPRESS_HOME: join(HOME, 'a', 'b') };
    for (const env of [{ HOME }, deep]) {
      expect((await runAs(0, login(url), env)).code).toBe(0);
      const list = await runAs(nobody, ['profiles', 'list'], env);
      expect(list).toMatchObject({ code: 0, stderr: '' });
      expect((await runAs(nobody, login(url), env)).code).toBe(0);
    }
    const made = ['.botpress', '.botpress/config.json', 'a', 'a/b', 'a/b/config.json'];
    expect(made.map(name => statSync(join(HOME, name)).uid)).toEqual(made.map(() => nobody));
  });
});
