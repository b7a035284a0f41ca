// Text fields in a real terminal: the usual editing keys, as bytes, and the terminal's own cursor.
import { describe, expect, test } from 'vitest';
import { widthOf } from '../../../source/tui/text/width.ts';
import { builtCli } from '../../support/cli.ts';
import { temporaryDirectory } from '../../support/context.ts';
import { type Pty, startPty } from '../../support/pty.ts';
import type { Size } from '../../support/screen.ts';

async function demo(size?: Size): Promise<Pty> {
  const home = temporaryDirectory();
  const env = { HOME: home };
  const pty = startPty(process.execPath, [builtCli, '--demo'], { ...size, env, cwd: home });
  await pty.waitFor('authenticated');
  return pty;
}

/** The text on the cursor's row, up to the cursor. */
function beforeCursor({ screen }: Pty): string {
  const { column, row } = screen.cursor();
  const letters = [...(screen.lines()[row] ?? '').padEnd(column)];
  let text = '';
  for (const letter of letters) {
    if (widthOf(text) >= column) break;
    text += letter;
  }
  return text;
}

describe('a text field', () => {
  test('knows the keys of a shell', async () => {
    const pty = await demo();
    pty.press('/');
    const steps: Array<[keys: string[], before: string, after: string]> = [
      [[...'one two three'], 'one two three', ''],
      [['ctrl+w'], 'one two ', ''],
      [['alt+b'], 'one ', 'two '],
      [['ctrl+left'], '', 'one two '],
      [['alt+f'], 'one', ' two '],
      [['ctrl+right'], 'one two', ' '],
      [['ctrl+a', 'right', 'delete'], 'o', 'e two '],
      [['ctrl+e', 'backspace'], 'oe two', ''],
      [['ctrl+a', 'right', 'ctrl+k'], 'o', ''],
      [['x', 'left', 'ctrl+u'], '', 'x'],
      [['ctrl+e', 'y', 'alt+backspace'], '', ''],
    ];
    for (const [keys, before, after] of steps) {
      pty.press(...keys);
      const line = `/${before}${after}`.trimEnd();
      const stands = () => beforeCursor(pty).endsWith(`/${before}`);
      await pty.waitFor(text => new RegExp(`  ${line}(?:  |$)`, 'm').test(text) && stands());
    }
  });

  test.each<[name: string, size: Size, keys: string[]]>([
    ['the filter at 40×10', { columns: 40, rows: 10 }, ['/']],
    ['the filter at 120×40', { columns: 120, rows: 40 }, ['/']],
    ['a new name at 80×24', { columns: 80, rows: 24 }, ['e', 'ctrl+u']],
    ['a new name at 40×10', { columns: 40, rows: 10 }, ['e', 'ctrl+u']],
    ['the palette at 80×24', { columns: 80, rows: 24 }, [':']],
  ])(
    'has the terminal’s own cursor where the next letter will stand: %s',
    async (_, size, keys) => {
      const pty = await demo(size);
      pty.press(...keys);
      pty.send('世é界b');
      pty.press('left', 'left', 'X');
      await pty.waitFor('世éX界b');
      await pty.waitFor(() => beforeCursor(pty).endsWith('世éX'));
      expect(pty.screen.modes().cursorShown).toBe(true);
    },
  );

  test('keeps its cursor in sight, and a paste of any size within bounds', async () => {
    const pty = await demo({ columns: 40, rows: 10 });
    pty.press('/');
    pty.paste(`${'long '.repeat(40_000)}end`);
    await pty.waitFor(/long long/);
    expect(pty.screen.cursor().column).toBeLessThan(40);
    pty.press('ctrl+u');
    pty.send('acme');
    await pty.waitFor('/acme');
    await pty.waitFor(/❯ .* acme/);
  });
});
