// What the program does to the terminal, and that it always puts it back.
import { describe, expect, test } from 'vitest';
import { builtCli } from '../support/cli.ts';
import { temporaryDirectory } from '../support/context.ts';
import { type Pty, type PtyOptions, restored, startPty } from '../support/pty.ts';
import type { Size } from '../support/screen.ts';

async function demo(options: PtyOptions & { args?: string[] } = {}): Promise<Pty> {
  const home = temporaryDirectory();
  const { args = [], env = {}, ...rest } = options;
  const pty = startPty(process.execPath, [builtCli, '--demo', ...args], {
    ...rest,
    env: { HOME: home, ...env },
    cwd: home,
  });
  await pty.waitFor('authenticated');
  return pty;
}

describe('the terminal', () => {
  test('is taken: alternate screen, marked pastes, no cursor, no wrapping', async () => {
    const pty = await demo();
    expect(pty.screen.modes()).toEqual({
      alternate: true,
      cursorShown: false,
      wraps: false,
      bracketedPaste: true,
    });
  });

  test.each<[how: string, end: (pty: Pty) => void, code: number]>([
    ['q', pty => pty.press('q'), 0],
    ['Ctrl+C', pty => pty.press('ctrl+c'), 130],
    ['Ctrl+C in a text field', pty => pty.press('/', 'ctrl+c'), 130],
    ['SIGTERM', pty => pty.kill('SIGTERM'), 143],
    ['SIGHUP', pty => pty.kill('SIGHUP'), 129],
    ['SIGINT from outside', pty => pty.kill('SIGINT'), 130],
  ])('is given back after %s', async (_, end, code) => {
    const pty = await demo();
    end(pty);
    expect(await pty.exited).toMatchObject({ code });
    expect(pty.screen.modes()).toEqual(restored);
  });

  test('what is typed behind the key that quits is swallowed', async () => {
    const pty = await demo();
    pty.send('qd\u001b[C\rx');
    expect(await pty.exited).toMatchObject({ code: 0 });
    expect(pty.screen.text().trim()).toBe('');
  });

  test('shows its own cursor in a text field, where the next letter will stand', async () => {
    const pty = await demo();
    pty.press('/');
    pty.send('世');
    await pty.waitFor('/世');
    expect(pty.screen.modes().cursorShown).toBe(true);
    const { row, column } = pty.screen.cursor();
    expect(pty.screen.lines()[row]).toMatch(/^Profiles/);
    expect(column).toBe('Profiles  /'.length + 2);
    pty.press('esc');
    await pty.waitFor('5');
    await expect.poll(() => pty.screen.modes().cursorShown).toBe(false);
  });

  test('Ctrl+F1 and other odd sequences harm nothing', async () => {
    const pty = await demo();
    for (const bytes of [
      '\u001b[1;5P',
      '\u001b[57399u',
      '\u001bOx',
      '\u001b[M !!',
      '\u0000',
      '\u001b[I',
    ]) {
      pty.send(bytes);
    }
    pty.press('?');
    await pty.waitFor('Use the selected profile');
  });

  test('suspends and resumes from a shell', async () => {
    const home = temporaryDirectory();
    const pty = startPty('bash', ['--norc', '--noprofile', '-i'], {
      env: { HOME: home, PS1: 'prompt> ' },
      cwd: home,
    });
    await pty.waitFor('prompt>');
    pty.send(`'${process.execPath}' '${builtCli}' --demo\r`);
    await pty.waitFor('authenticated');
    pty.press('ctrl+z');
    await pty.waitFor('Stopped');
    // The shell itself marks pastes.
    expect(pty.screen.modes()).toMatchObject({ alternate: false, cursorShown: true, wraps: true });
    pty.send('fg\r');
    await pty.waitFor('authenticated');
    pty.press('down');
    await pty.waitFor(/^❯ .{2}prod/m);
    pty.press('q');
    await pty.waitFor('prompt>');
  });
});

describe('resizing', () => {
  const sizes: Size[] = [
    { columns: 120, rows: 40 },
    { columns: 60, rows: 16 },
    { columns: 200, rows: 60 },
    { columns: 39, rows: 9 },
    { columns: 40, rows: 10 },
    { columns: 80, rows: 24 },
  ];
  // The port of the demo's sandbox, and the time since the last check, differ from run to run.
  const comparable = (pty: Pty) =>
    pty.screen
      .text()
      .replace(/127\.0\.0\.1:\d+ */g, 'HOST')
      .replace(/ +$/gm, '');

  test('ends in the very screen that a fresh start at that size shows', async () => {
    const pty = await demo();
    for (const size of sizes) {
      pty.resize(size);
      await pty.waitFor(text =>
        size.columns < 40 ? text.includes('too small') : text.split('\n').at(-2) !== '',
      );
    }
    const fresh = await demo({ columns: 80, rows: 24 });
    await expect.poll(() => comparable(pty)).toBe(comparable(fresh));
  });

  test('is the only time that the screen is cleared', async () => {
    const pty = await demo();
    pty.press('down', 'w');
    await pty.waitFor('Where it comes from');
    pty.press('esc');
    await pty.waitFor('Profiles');
    pty.press('?');
    await pty.waitFor('Use the selected profile');
    expect(pty.screen.clears()).toBe(1);
  });
});

describe('what is written', () => {
  test('for a move of the cursor is little, for a change of screen not much', async () => {
    const pty = await demo();
    const cost = async (key: string, wanted: RegExp) => {
      const before = pty.output().length;
      pty.press(key);
      await pty.waitFor(wanted);
      return pty.output().length - before;
    };
    expect(await cost('down', /^❯ .{2}prod/m)).toBeLessThan(1500);
    expect(await cost('down', /^❯ .{2}acme/m)).toBeLessThan(1500);
    expect(await cost('w', /Where it comes from/)).toBeLessThan(8000);
  });

  test('has no colour with NO_COLOR', async () => {
    const pty = await demo({ env: { NO_COLOR: '1' } });
    pty.press('V');
    await pty.waitFor(/expired .*✗ rejected/);
    expect(pty.output()).not.toMatch(/\u001b\[(?:3[0-8]|9[0-7]|4[0-8])m/);
  });

  test('is ASCII with --ascii', async () => {
    const pty = await demo({ args: ['--ascii'] });
    pty.press('V');
    await pty.waitFor(/expired .*x rejected/);
    expect(pty.output()).not.toMatch(/[^\u0000-\u007f]/);
  });
});
