// The built program with a real keychain: gnome-keyring on a D-Bus of its own.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { cleanEnv, type RunOptions, runCli } from '../support/cli.ts';
import { temporaryDirectory } from '../support/context.ts';
import { sampleTokens, sandboxForTest } from '../support/sandbox.ts';
import { isInstalled } from '../support/shell.ts';
import { filesWith } from '../tokens/world.ts';

const missing = ['dbus-daemon', 'dbus-send', 'gnome-keyring-daemon', 'secret-tool'].filter(
  program => !isInstalled(program),
);
if (missing.length > 0) console.warn(`SKIPPED: the real keychain (no ${missing.join(', ')} here)`);

const token = sampleTokens.owner;

const call = ['--session', '--print-reply=literal'];
const nameHasOwner = [
  ...[...call, '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus'],
  'org.freedesktop.DBus.NameHasOwner',
];
const lockLogin = [
  ...[...call, '--dest=org.freedesktop.secrets', '/org/freedesktop/secrets'],
  'org.freedesktop.Secret.Service.Lock',
  'array:objpath:/org/freedesktop/secrets/collection/login',
];

function started(program: string, args: string[], env: Record<string, string>): ChildProcess {
  const child = spawn(program, args, { env, stdio: ['pipe', 'pipe', 'ignore'] });
  onTestFinished(() => {
    child.kill('SIGCONT');
    child.kill('SIGKILL');
  });
  return child;
}

/** A home with an unlocked keychain of its own, a sandbox, and the built program in it. */
async function world() {
  const home = temporaryDirectory();
  const base = cleanEnv({ HOME: home, XDG_RUNTIME_DIR: home });
  const bus = started('dbus-daemon', ['--session', '--nofork', '--print-address'], base);
  const lines = createInterface({ input: bus.stdout as NodeJS.ReadableStream });
  const address = await new Promise<string>(resolve => lines.once('line', resolve));
  const env = { ...base, DBUS_SESSION_BUS_ADDRESS: address };
  const run = (program: string, ...args: string[]) =>
    spawnSync(program, args, { env, encoding: 'utf8' });
  const daemon = started(
    'gnome-keyring-daemon',
    ['--foreground', '--unlock', '--components=secrets'],
    env,
  );
  daemon.stdin?.end('a password\n');
  // D-Bus is asked, not the keychain: a request to the keychain would make D-Bus start a second keychain,
  // which is locked.
  const owned = () => run('dbus-send', ...nameHasOwner, 'string:org.freedesktop.secrets').stdout;
  await vi.waitFor(() => expect(owned()).toContain('true'), { timeout: 10_000 });
  const sandbox = await sandboxForTest();
  return {
    home,
    sandbox,
    daemon,
    cli: (args: string[], options: RunOptions = {}) => runCli(home, args, { env, ...options }),
    lock: () => expect(run('dbus-send', ...lockLogin).status).toBe(0),
    /** The keychain's own list of our entries. */
    entries: () => run('secret-tool', 'search', '--all', 'service', 'bp-auth').stdout,
    login: ['login', '--apiUrl', sandbox.url, '--workspaceId', 'ws_dev'],
  };
}

const inHome = (home: string) => filesWith({ userHome: home }, token);

describe.skipIf(missing.length > 0)('a real keychain', { timeout: 60_000 }, () => {
  test('keeps a login’s token, gives it back, and forgets it on logout', async () => {
    const { cli, home, entries, login } = await world();
    const args = [...login, '--store', 'keychain', '--with-token'];
    const loggedIn = await cli(args, { input: `${token}\n` });
    expect(loggedIn.code, loggedIn.stderr).toBe(0);
    expect(entries()).toContain(`secret = ${token}`);
    expect(entries().match(/secret = /g)).toHaveLength(1);
    expect(inHome(home)).toEqual([]);
    expect((await cli(['profiles', 'active'])).stdout).toContain('Authenticated: Yes');
    await cli(['profiles', 'rename', 'dev', 'renamed']);
    expect((await cli(['token'])).stdout).toBe(`${token}\n`);
    expect(await cli(['logout'])).toMatchObject({
      code: 0,
      stdout: 'Logged out of renamed (removed from config.json, keychain)\n',
    });
    expect(entries()).toBe('');
  });

  test('takes a token from the file and gives it back to it', async () => {
    const { cli, home, entries, login } = await world();
    await cli([...login, '--with-token'], { input: token });
    expect(inHome(home)).toHaveLength(4);
    const moved = await cli(['profiles', 'move-token', 'dev', '--to', 'keychain']);
    expect(moved.code, moved.stderr).toBe(0);
    expect(inHome(home)).toEqual([]);
    expect((await cli(['profiles', 'move-token', 'dev', '--to', 'file'])).code).toBe(0);
    expect(entries()).toBe('');
    expect((await cli(['token'])).stdout).toBe(`${token}\n`);
  });

  test('that is locked ends a login before it has a token: nothing is stored anywhere', async () => {
    const { cli, home, login, lock } = await world();
    lock();
    const args = [...login, '--store', 'keychain', '--with-token'];
    const { code, stdout, stderr } = await cli(args, { input: token });
    expect(stderr).toContain('The keychain cannot be used (');
    expect([code, stdout]).toEqual([8, '']);
    expect(inHome(home)).toEqual([]);
  });

  test('that was locked later leaves the profile, and no request is made', async () => {
    const { cli, home, login, lock, sandbox } = await world();
    await cli([...login, '--store', 'keychain', '--with-token'], { input: token });
    lock();
    await sandbox.close();
    for (const args of [['token'], ['profiles', 'active'], ['exec', '--', 'true']]) {
      expect((await cli(args)).code, args.join(' ')).toBe(8);
    }
    const list = await cli(['profiles', 'list', '--json']);
    expect(JSON.parse(list.stdout).profiles).toMatchObject([{ name: 'dev' }]);
    expect(inHome(home)).toEqual([]);
  });

  test('that hangs is given up on after 3 s, and the program ends', async () => {
    const { cli, home, login, daemon } = await world();
    daemon.kill('SIGSTOP');
    const since = performance.now();
    const args = [...login, '--store', 'keychain', '--with-token'];
    const { code, stderr } = await cli(args, { input: token });
    expect(stderr).toContain('The keychain cannot be used (');
    expect(code).toBe(8);
    expect(performance.now() - since).toBeLessThan(6000);
    expect(inHome(home)).toEqual([]);
  });
});
