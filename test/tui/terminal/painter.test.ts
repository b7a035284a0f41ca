// Frames on a real screen model: what is painted, and how little.
import { describe, expect, test } from 'vitest';
import { cursorMark } from '../../../source/tui/look/styled.ts';
import { createPainter } from '../../../source/tui/terminal/painter.ts';
import { createScreen, type Size } from '../../support/screen.ts';

function easel(size: Size = { columns: 20, rows: 6 }) {
  const screen = createScreen(size);
  let written = '';
  const painter = createPainter(
    text => {
      written += text;
    },
    () => size,
  );
  return {
    screen,
    painter,
    size,
    /** Paints, and returns the bytes that were written. */
    async paint(...lines: string[]) {
      written = '';
      painter.paint(lines.join('\n'));
      await screen.write(written);
      return written;
    },
  };
}

describe('the painter', () => {
  test('writes only the rows that changed', async () => {
    const { screen, paint } = easel();
    await paint('one', 'two', 'three');
    const written = await paint('one', 'TWO', 'three');
    expect(screen.lines().slice(0, 3)).toEqual(['one', 'TWO', 'three']);
    expect(written).toContain('TWO');
    expect(written).not.toContain('one');
    expect(screen.clears()).toBe(1);
  });

  test('writes nothing for the same frame', async () => {
    const { paint } = easel();
    await paint('one');
    expect(await paint('one')).toBe('');
  });

  test('leaves no rest of longer rows and taller frames', async () => {
    const { screen, paint } = easel();
    await paint('a long row', 'below', 'more');
    await paint('short');
    expect(screen.text().trimEnd()).toBe('short');
  });

  test('fills the last column without losing it', async () => {
    const { screen, paint } = easel();
    await paint('x'.repeat(20));
    await paint('y'.repeat(20));
    expect(screen.lines()[0]).toBe('y'.repeat(20));
  });

  test('is never taller than the terminal less one row', async () => {
    const { screen, paint } = easel();
    await paint('1', '2', '3', '4', '5', '6', '7');
    expect(screen.lines()).toEqual(['1', '2', '3', '4', '5', '']);
  });

  test('after forgetting paints all of it on a cleared screen', async () => {
    const { screen, painter, paint } = easel();
    await paint('one', 'two');
    await screen.write('\u001b[1;1HGARBAGE\u001b[5;5Hmore of it');
    painter.forget();
    await paint('one', 'two');
    expect(screen.lines()).toEqual(['one', 'two', '', '', '', '']);
  });

  test('puts the cursor where a field marks it, and hides it where none does', async () => {
    const { screen, paint } = easel();
    await paint('name', `世${cursorMark.start}x${cursorMark.end}y`);
    expect(screen.lines()[1]).toBe('世xy');
    expect(screen.cursor()).toEqual({ column: 2, row: 1 });
    expect(screen.modes().cursorShown).toBe(true);
    await paint('name', '世xy');
    expect(screen.modes().cursorShown).toBe(false);
  });
});
