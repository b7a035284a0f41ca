// How the program changes the terminal, and that it always restores it.
import { describe, expect, test } from 'vitest';
import { builtCli } from '../../support/cli.ts';
import { temporaryDirectory } from '../../support/context.ts';
import { type Pty, type PtyOptions, restored, startPty } from '../../support/pty.ts';
import type { Size } from '../../support/screen.ts';

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
    // The shell may switch bracketed paste on for itself.
    expect(pty.screen.modes()).toMatchObject({ alternate: false, cursorShown: true, wraps: true });
    pty.send('fg\r');
    await pty.waitFor('authenticated');
    pty.press('down');
    await pty.waitFor(/^❯ .{2}prod/m);
    pty.press('q');
    await pty.waitFor('prompt>');
  });
});

test('goes on after SIGSTOP and SIGCONT, whatever was written on the screen meanwhile', async () => {
  const pty = await demo();
  const before = pty.screen.text();
  pty.kill('SIGSTOP');
  await pty.screen.write('\u001b[3;3Hgarbage\u001b[?1049l\u001b[?25h');
  pty.kill('SIGCONT');
  await pty.waitFor(text => text === before);
  expect(pty.screen.modes()).toMatchObject({ alternate: true, cursorShown: false });
  pty.press('down');
  await pty.waitFor(/^❯ .{2}prod/m);
});

describe('the ground of the terminal', () => {
  const white = '\u001b]11;rgb:ffff/ffff/ffff\u001b\\';
  const accent = (pty: Pty) => pty.output().lastIndexOf('\u001b[36m');
  const isLight = (pty: Pty) => pty.output().includes('\u001b[34m');

  test('is asked for once, and an answer in pieces makes it light, into no field', async () => {
    const pty = startPty(process.execPath, [builtCli, '--demo'], {
      env: { HOME: temporaryDirectory() },
    });
    await expect.poll(() => pty.output(), { timeout: 20_000 }).toContain('\u001b]11;?\u0007');
    pty.send(white.slice(0, 9));
    pty.send(white.slice(9, 20));
    pty.send(white.slice(20));
    await pty.waitFor('authenticated');
    await expect.poll(() => isLight(pty)).toBe(true);
    expect(pty.output().split('\u001b]11;?').length).toBe(2);
    pty.press('T');
    await pty.waitFor('Theme: for a dark background');
    await expect.poll(() => accent(pty)).toBeGreaterThan(pty.output().lastIndexOf('[34m'));
  });

  test('that comes late, while somebody types, is heard as nothing', async () => {
    const pty = await demo();
    pty.press('/');
    await pty.waitFor('Profiles  /');
    pty.send(`de${white}v`);
    await pty.waitFor('/dev');
    pty.press('esc');
    pty.send(white);
    pty.press('down');
    await pty.waitFor(/^❯ .{2}prod/m);
  });

  test('is not asked for where there are no colours anyway', async () => {
    const pty = await demo({ env: { NO_COLOR: '1' } });
    expect(pty.output()).not.toContain('\u001b]11;');
    pty.press('T');
    await pty.waitFor('NO_COLOR leaves out the colours');
  });

  test('a theme that was chosen is there at the next start', async () => {
    const home = temporaryDirectory();
    const open = () => startPty(process.execPath, [builtCli], { env: { HOME: home }, cwd: home });
    const pty = open();
    await pty.waitFor('no profile');
    pty.press('T', 'T');
    await pty.waitFor('Theme: for a light background');
    pty.press('q');
    expect(await pty.exited).toMatchObject({ code: 0 });
    const again = open();
    await again.waitFor('no profile');
    await expect.poll(() => isLight(again)).toBe(true);
    expect(again.output()).not.toContain('\u001b[36m');
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
  // The port of the demo's sandbox differs from run to run.
  const cells = (pty: Pty) =>
    pty.screen
      .runs()
      .map(row => JSON.stringify(row).replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT'));

  test.each<[name: string, size: Size, key: string | null, shows: string]>([
    ['the profiles at 80×24', { columns: 80, rows: 24 }, null, 'added'],
    ['the profiles at 40×10', { columns: 40, rows: 10 }, null, '? help'],
    ['the profiles at 120×40', { columns: 120, rows: 40 }, null, 'added'],
    ['the workspace at 80×24', { columns: 80, rows: 24 }, 'w', 'authenticated, just now'],
  ])('ends in the very screen of a fresh start, cell by cell: %s', async (_, size, key, shows) => {
    const [pty, fresh] = await Promise.all([demo(), demo(size)]);
    for (const one of [pty, fresh]) if (key !== null) one.press(key);
    for (const next of sizes) {
      pty.resize(next);
      await pty.waitFor(text =>
        next.columns < 40 ? text.includes('too small') : text.split('\n').at(-2) !== '',
      );
    }
    // All sizes at once, faster than any frame.
    for (const next of [...sizes, { columns: 81, rows: 23 }, size]) pty.resize(next);
    const isCalm = (text: string) => text.includes(shows) && !/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/.test(text);
    await pty.waitFor(isCalm);
    await fresh.waitFor(isCalm);
    await expect.poll(() => cells(pty), { timeout: 10_000 }).toEqual(cells(fresh));
  });

  test('is the only time that the screen is cleared', async () => {
    const pty = await demo();
    pty.press('down', 'w');
    await pty.waitFor(/^Members/m);
    pty.press('esc');
    await pty.waitFor('Profiles');
    pty.press('?');
    await pty.waitFor('Use the selected profile');
    expect(pty.screen.clears()).toBe(1);
  });
});

describe('what is written', () => {
  const screens: Array<[key: string, shows: RegExp]> = [
    ['w', /^Members/m],
    ['t', /Personal access tokens/],
    ['x', /Everything that was checked is fine/],
    ['n', /Paste a personal access token/],
    ['?', /Use the selected profile/],
  ];
  const percentile = (values: number[], percent: number) =>
    values.toSorted((a, b) => a - b)[Math.ceil((values.length * percent) / 100) - 1];

  test('for a move of the cursor is little, for a change of screen not much', async () => {
    const pty = await demo();
    const cost = async (key: string, wanted: RegExp) => {
      const before = Buffer.byteLength(pty.output());
      pty.press(key);
      await pty.waitFor(wanted);
      return Buffer.byteLength(pty.output()) - before;
    };
    const rows = ['prod', 'acme', 'expired', 'viewer', 'expired', 'acme', 'prod', 'dev'];
    const moves: number[] = [];
    for (let round = 0; round < 5; round++) {
      for (const [index, name] of rows.entries()) {
        const pointed = new RegExp(`^❯ .{2}${name} `, 'm');
        moves.push(await cost(index < rows.length / 2 ? 'down' : 'up', pointed));
      }
    }
    const changes: number[] = [];
    for (const [key, shows] of screens) {
      changes.push(await cost(key, shows));
      changes.push(await cost('esc', /^Profiles/m));
    }
    const [move = 0, change = 0] = [percentile(moves, 95), Math.max(...changes)];
    console.info(`Bytes at 80×24: a move ${move} (p95), a change of screen at most ${change}`);
    expect(move).toBeLessThanOrEqual(700);
    expect(change).toBeLessThanOrEqual(6144);
  });

  test('has no colour with NO_COLOR', async () => {
    const pty = await demo({ env: { NO_COLOR: '1' } });
    pty.press('V');
    await pty.waitFor(/expired .*✗ rejected/);
    expect(pty.output()).not.toMatch(/\u001b\[(?:3[0-8]|9[0-7]|4[0-8])m/);
  });

  test('has no style at all with --no-color', async () => {
    const pty = await demo({ args: ['--no-color'] });
    pty.press('V');
    await pty.waitFor(/expired .*✗ rejected/);
    expect(pty.output()).not.toMatch(/\u001b\[[1-9][\d;]*m/);
  });

  test('is rows of words for a screen reader: no box, no rule, no spinner', async () => {
    const pty = await demo({ env: { INK_SCREEN_READER: 'true' } });
    pty.press('V');
    await pty.waitFor(/expired, .*rejected/);
    pty.press('P');
    await pty.waitFor('is protected');
    pty.press('d');
    await pty.waitFor('to confirm');
    expect(pty.output()).not.toMatch(/[─│╭╮╰╯█░⠀-⣿❯●✓✗▲·→…]/);
  });

  test('is ASCII with --ascii', async () => {
    const pty = await demo({ args: ['--ascii'] });
    pty.press('V');
    await pty.waitFor(/expired .*x rejected/);
    expect(pty.output()).not.toMatch(/[^\u0000-\u007f]/);
  });
});
