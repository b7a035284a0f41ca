// Starting a browser: which program, with which arguments, and never through a shell.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { startBrowserLogin } from '../../source/login/browserLogin.ts';
import { launchers, openBrowser } from '../../source/login/openBrowser.ts';
import { fakeContext, temporaryDirectory } from '../support/context.ts';
import { callbackOf, knock } from './knock.ts';

const page = 'https://app.botpress.cloud/cli-login?redirect=x';
const windowsOpens = 'url.dll,FileProtocolHandler';

describe('the browser is started by', () => {
  const display = { DISPLAY: ':0' };
  test.each([
    ['macOS', 'darwin', {}, [['/usr/bin/open']]],
    ['Windows', 'win32', {}, [['C:\\Windows\\System32\\rundll32.exe', windowsOpens]]],
    [
      'Windows elsewhere',
      'win32',
      { SystemRoot: 'D:\\W' },
      [['D:\\W\\System32\\rundll32.exe', windowsOpens]],
    ],
    ['Linux with X', 'linux', display, [['xdg-open']]],
    ['Linux with Wayland', 'linux', { WAYLAND_DISPLAY: 'wayland-0' }, [['xdg-open']]],
    ['Linux without a display', 'linux', {}, []],
    [
      'WSL',
      'WSL',
      display,
      [['wslview'], ['/mnt/c/Windows/System32/rundll32.exe', windowsOpens], ['xdg-open']],
    ],
    ['WSL without Windows’ drives', 'bare WSL', {}, [['wslview']]],
    ['BROWSER in WSL', 'WSL', { BROWSER: 'firefox' }, [['firefox']]],
    ['SSH to a desktop', 'linux', { ...display, SSH_CONNECTION: '::1 1 ::1 22' }, []],
    ['SSH to a Mac', 'darwin', { SSH_TTY: '/dev/ttys001' }, []],
    ['BROWSER', 'linux', { ...display, BROWSER: 'firefox' }, [['firefox']]],
    ['BROWSER over SSH', 'linux', { SSH_TTY: '/dev/pts/0', BROWSER: 'code' }, [['code']]],
    [
      'BROWSER with arguments',
      'darwin',
      { BROWSER: ' firefox  --new-tab %s ' },
      [['firefox', '--new-tab', '%s']],
    ],
    ['BROWSER, several', 'linux', { BROWSER: 'lynx::w3m -N' }, [['lynx'], ['w3m', '-N']]],
    [
      'BROWSER with blanks in its path',
      'win32',
      { BROWSER: '"C:\\Program Files\\a b.exe" -p;edge' },
      [['C:\\Program Files\\a b.exe', '-p'], ['edge']],
    ],
    ['an empty BROWSER', 'linux', { ...display, BROWSER: '' }, [['xdg-open']]],
  ] as const)('%s', (_, platform, env, expected) => {
    const isWsl = platform === 'WSL' || platform === 'bare WSL';
    const wsl = isWsl ? { drive: platform === 'WSL' ? '/mnt/c' : null } : null;
    const system = isWsl ? 'linux' : platform;
    expect(launchers({ platform: system, env }, wsl)).toEqual(expected);
  });
});

/** A program that records how it was called, and then runs `end`. */
function recorder(end = 'exit 0') {
  const directory = temporaryDirectory();
  const program = join(directory, 'browser');
  const script = `#!/bin/sh
cd '${directory}'
env > env; echo "$OLDPWD" > cwd; echo $$ > pid
for each in "$@"; do printf '%s\\n' "$each"; done > argv
${end}
`;
  writeFileSync(program, script, { mode: 0o700 });
  const lines = (name: string) => readFileSync(join(directory, name), 'utf8').trimEnd().split('\n');
  return { directory, program, lines, ran: () => existsSync(join(directory, 'argv')) };
}

describe.skipIf(process.platform === 'win32')('a program named by BROWSER', () => {
  test.each([
    'a=1&b=2',
    'a=1;touch pwned',
    'a=$(touch pwned)&b=`touch pwned`',
    `a='"&b=|touch pwned|`,
    'a=%25s&b=%s&c=$&',
    'a=<b>&c=\\n&d=*?[x]~{1,2}!#',
  ])('gets the URL as one argument, untouched by any shell: %s', async query => {
    const browser = recorder();
    const ctx = fakeContext({ env: { BROWSER: browser.program, PATH: '/usr/bin:/bin' } });
    const { href } = new URL(`https://app.botpress.cloud/a'b|c;d$(e)?${query}`);
    expect(await openBrowser(ctx, href)).toBe(true);
    expect(browser.lines('argv')).toEqual([href]);
    expect(existsSync(join(browser.directory, 'pwned'))).toBe(false);
  });

  test('gets it where %s stands, with its own arguments as they are', async () => {
    const browser = recorder();
    const env = { BROWSER: `${browser.program} --new $HOME --url=%s "x y"`, PATH: '/usr/bin:/bin' };
    expect(await openBrowser(fakeContext({ env }), page)).toBe(true);
    expect(browser.lines('argv')).toEqual(['--new', '$HOME', `--url=${page}`, 'x y']);
  });

  test('gets no credentials, and not the current directory', async () => {
    const browser = recorder();
    const credentials = { BP_TOKEN: 'canary', BOTPRESS_PAT: 'canary', BP_PROFILE: 'canary' };
    const env = { BROWSER: browser.program, PATH: '/usr/bin:/bin', KEPT: 'yes', ...credentials };
    await openBrowser(fakeContext({ env }), page);
    expect(browser.lines('env')).toContain('KEPT=yes');
    expect(browser.lines('env').join()).not.toContain('canary');
    expect(browser.lines('cwd')).toEqual(['/']);
  });

  test('is followed by the next one where it fails', async () => {
    const [failing, working] = [recorder('exit 3'), recorder()];
    const env = { BROWSER: `/nowhere/x:${failing.program}:${working.program}`, PATH: '/bin' };
    expect(await openBrowser(fakeContext({ env }), page)).toBe(true);
    expect([failing.ran(), working.ran()]).toEqual([true, true]);
  });

  test.each([
    ['does not exist', () => '/nowhere/browser'],
    ['is not to be run', () => fakeContext().userHome],
    ['fails', () => recorder('exit 1').program],
    ['is nothing', () => ' '],
  ])('that %s is no error', async (_, browser) => {
    const ctx = fakeContext({ env: { BROWSER: browser(), PATH: '/usr/bin:/bin' } });
    const login = await startBrowserLogin(ctx, { apiUrl: 'https://api.botpress.cloud' });
    expect(login.opened).toBe(false);
    login.cancel();
  });

  test('counts as opened when it still runs after a second', async () => {
    const browser = recorder('exec tail -f /dev/null');
    const ctx = fakeContext({ env: { BROWSER: browser.program, PATH: '/usr/bin:/bin' } });
    const opening = openBrowser(ctx, page);
    await vi.waitFor(() => expect(browser.lines('argv')).toEqual([page]));
    ctx.clock.advance(1000);
    expect(await opening).toBe(true);
    process.kill(Number(browser.lines('pid')[0]));
  });

  test('gets the URL as it was judged', async () => {
    const browser = recorder();
    const ctx = fakeContext({ env: { BROWSER: browser.program, PATH: '/usr/bin:/bin' } });
    await openBrowser(ctx, ' HTTPS:\\\\app.botpress.cloud\\@evil.example/\n');
    expect(browser.lines('argv')).toEqual(['https://app.botpress.cloud/@evil.example/']);
  });

  test('is never run for a page that is not ours', async () => {
    const browser = recorder();
    const ctx = fakeContext({ env: { BROWSER: browser.program, PATH: '/usr/bin:/bin' } });
    for (const address of ['https://evil.example/', 'file:///etc/passwd', '--help']) {
      expect(await openBrowser(ctx, address)).toBe(false);
    }
    expect(browser.ran()).toBe(false);
  });

  test('is led to the dashboard by the login, whose address nobody sees', async () => {
    const browser = recorder();
    const ctx = fakeContext({ env: { BROWSER: browser.program, PATH: '/usr/bin:/bin' } });
    const login = await startBrowserLogin(ctx, { apiUrl: 'https://api.botpress.cloud' });
    const [address = ''] = browser.lines('argv');
    expect([login.opened, address]).toEqual([
      true,
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:/),
    ]);
    expect(address).not.toContain(new URL(callbackOf(login.url)).pathname);
    expect((await knock(address)).headers.location).toBe(login.url);
    login.cancel();
  });
});
