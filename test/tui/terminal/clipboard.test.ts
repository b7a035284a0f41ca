// Copying: which program gets the text, which codes the terminal gets, and real programs on a separate
// PATH.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { copyCodes } from '../../../source/tui/terminal/copyCodes.ts';
import {
  clipboardPrograms,
  copyToSystem,
  timeToCopy,
} from '../../../source/tui/terminal/systemClipboard.ts';
import { fakeContext, temporaryDirectory } from '../../support/context.ts';

const text = 'bp_pat_äöü_1234567890';

describe('the program for the system’s clipboard', () => {
  const all = ['pbcopy', 'wl-copy', 'xclip', 'xsel', 'termux-clipboard-set', 'clip.exe'];
  const x = { DISPLAY: ':0' };
  const both = { ...x, WAYLAND_DISPLAY: 'wayland-0' };
  const inX = ['/bin/xclip -selection clipboard', '/bin/xsel --clipboard --input'];
  const [xclip = '', xsel = ''] = inX;
  const clip = '/mnt/c/Windows/System32/clip.exe';
  test.each<[string, NodeJS.Platform, object, drive: string | null, there: string[], string[]]>([
    ['macOS', 'darwin', {}, null, all, ['/bin/pbcopy']],
    ['macOS without it', 'darwin', x, null, ['xclip'], []],
    ['Windows', 'win32', {}, null, all, ['C:\\Windows\\System32\\clip.exe']],
    ['another Windows', 'win32', { SystemRoot: 'D:\\W' }, null, all, ['D:\\W\\System32\\clip.exe']],
    ['WSL', 'linux', {}, '/mnt/c', all, [clip]],
    ['WSL with a display', 'linux', both, '/mnt/c', all, [clip, '/bin/wl-copy', ...inX]],
    ['WSL without drives', 'linux', {}, null, all, []],
    ['Wayland', 'linux', both, null, all, ['/bin/wl-copy', ...inX]],
    ['Wayland without its program', 'linux', both, null, ['xclip', 'xsel'], inX],
    ['X', 'linux', x, null, all, inX],
    ['X with one', 'linux', x, null, ['xclip'], [xclip]],
    ['X with the other', 'linux', x, null, ['xsel'], [xsel]],
    ['X with none', 'linux', x, null, [], []],
    ['no display', 'linux', {}, null, all, []],
    ['Termux', 'android', { TERMUX_VERSION: '0.118' }, null, all, ['/bin/termux-clipboard-set']],
    ['FreeBSD', 'freebsd', x, null, all, inX],
    ['SSH', 'linux', { ...both, SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' }, null, all, []],
    ['SSH, told by its terminal', 'darwin', { SSH_TTY: '/dev/ttys001' }, null, all, []],
    ['SSH into WSL', 'linux', { SSH_TTY: '/dev/pts/1' }, '/mnt/c', all, []],
  ])('%s', (_, platform, env, drive, there, expected) => {
    const wsl = drive === null ? null : { drive };
    const find = (name: string) =>
      !there.some(one => name.endsWith(one)) ? null : /[\\/]/.test(name) ? name : `/bin/${name}`;
    const found = clipboardPrograms({ platform, env: env as Record<string, string> }, wsl, find);
    expect(found.map(({ path, args }) => [path, ...args].join(' '))).toEqual(expected);
    for (const { path, encoding } of found) {
      expect(encoding).toBe(path.endsWith('clip.exe') ? 'utf16le' : 'utf8');
    }
  });
});

describe('the codes for the terminal', () => {
  const code = `\u001b]52;c;${Buffer.from(text).toString('base64')}\u0007`;
  const throughTmux = `\u001bPtmux;${code.replace('\u001b', '\u001b\u001b')}\u001b\\`;
  test.each<[string, NodeJS.Platform, Record<string, string>, string | null]>([
    ['a terminal', 'linux', { TERM: 'xterm-256color' }, code],
    ['one over SSH', 'linux', { TERM: 'xterm', SSH_TTY: '/dev/pts/1' }, code],
    ['tmux', 'linux', { TERM: 'tmux-256color', TMUX: '/tmp/tmux,1,0' }, code + throughTmux],
    ['screen', 'linux', { TERM: 'screen', STY: '1.pts-0' }, `\u001bP${code}\u001b\\`],
    ['Windows Terminal', 'win32', { WT_SESSION: 'x' }, code],
    ['the editor’s terminal on Windows', 'win32', { TERM_PROGRAM: 'vscode' }, code],
    ['Windows’ own console', 'win32', {}, null],
    ['Apple’s Terminal', 'darwin', { TERM_PROGRAM: 'Apple_Terminal', TERM: 'xterm' }, null],
    ['tmux in it', 'darwin', { TERM_PROGRAM: 'tmux', TMUX: 'x' }, code + throughTmux],
    ['the Linux console', 'linux', { TERM: 'linux' }, null],
    ['a terminal without codes', 'linux', { TERM: 'dumb' }, null],
  ])('%s', (_, platform, env, expected) => {
    expect(copyCodes(text, { platform, env })).toBe(expected);
  });

  test('a long text reaches the terminal in pieces that screen passes on', () => {
    const long = 'x'.repeat(3000);
    const codes = copyCodes(long, { platform: 'linux', env: { STY: '1' } }) ?? '';
    const pieces = codes.split('\u001b\\').slice(0, -1);
    expect(pieces.every(piece => piece.startsWith('\u001bP') && piece.length < 768)).toBe(true);
    const whole = pieces.map(piece => piece.slice(2)).join('');
    expect(whole).toBe(`\u001b]52;c;${Buffer.from(long).toString('base64')}\u0007`);
  });
});

describe.skipIf(process.platform === 'win32')('copying by a program', () => {
  /**
   * @param programs name → shell script. Each program saves its arguments and environment in
   * NAME.args and NAME.env. INPUT in a script stands for the file NAME.in.
   */
  const stage = (programs: Record<string, string>, env: Record<string, string> = {}) => {
    const bin = temporaryDirectory();
    for (const [name, script] of Object.entries(programs)) {
      const kept = join(bin, name);
      const lines = [`/bin/echo "$@" >'${kept}.args'`, `/usr/bin/env >'${kept}.env'`, script];
      const body = lines.join('\n').replaceAll('INPUT', `'${kept}.in'`);
      writeFileSync(kept, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
    }
    const surroundings = { PATH: bin, DISPLAY: ':7', WAYLAND_DISPLAY: 'w', ...env };
    const ctx = { ...fakeContext({ env: surroundings, cwd: bin }), platform: 'linux' as const };
    const read = (file: string) =>
      existsSync(join(bin, file)) ? readFileSync(join(bin, file), 'utf8') : null;
    return { ctx, bin, read };
  };
  const takes = '/bin/cat >INPUT';

  test('hands it over by standard input, without our credentials', async () => {
    const { ctx, read } = stage({ 'wl-copy': takes, xclip: takes }, { BP_TOKEN: text });
    expect(await copyToSystem(ctx, text)).toBe(true);
    expect(read('wl-copy.in')).toBe(text);
    expect(read('wl-copy.args')).toBe('\n');
    expect(read('wl-copy.env')).not.toContain(text);
    expect(read('xclip.in')).toBeNull();
  });

  test.each<[string, string]>([
    ['fails', 'exit 1'],
    ['is for another system', 'exit 126'],
    ['ends without reading and fails', 'exec 0<&-; exit 3'],
  ])('takes the next one where the first %s', async (_, script) => {
    const { ctx, read } = stage({ 'wl-copy': script, xclip: takes, xsel: takes });
    expect(await copyToSystem(ctx, text)).toBe(true);
    expect(read('xclip.in')).toBe(text);
    expect(read('xclip.args')).toBe('-selection clipboard\n');
    expect(read('xsel.in')).toBeNull();
  });

  test('does not wait for what a program leaves in the background, which keeps the pipe', async () => {
    const { ctx, read } = stage({ 'wl-copy': `${takes}\n/bin/sleep 20 &\nexit 0` });
    expect(await copyToSystem(ctx, text)).toBe(true);
    expect(read('wl-copy.in')).toBe(text);
  });

  test('gives up on one that never ends', async () => {
    const { ctx, read } = stage({ 'wl-copy': `${takes}\nexec /bin/sleep 20`, xclip: takes });
    const copied = copyToSystem(ctx, text);
    await vi.waitFor(() => expect(read('wl-copy.in')).toBe(text));
    ctx.clock.advance(timeToCopy);
    expect(await copied).toBe(true);
    expect(read('xclip.in')).toBe(text);
  });

  test('runs nothing that lies in the current directory', async () => {
    const { ctx, bin, read } = stage({ 'wl-copy': takes, xclip: takes, xsel: takes });
    for (const PATH of ['', '.', `:${join('.', 'x')}`]) {
      expect(await copyToSystem({ ...ctx, env: { ...ctx.env, PATH }, cwd: bin }, text)).toBe(false);
    }
    expect(read('wl-copy.in')).toBeNull();
  });

  test('starts nothing over SSH', async () => {
    const { ctx, read } = stage({ 'wl-copy': takes }, { SSH_CONNECTION: 'a 1 b 22' });
    expect(await copyToSystem(ctx, text)).toBe(false);
    expect(read('wl-copy.in')).toBeNull();
  });
});
