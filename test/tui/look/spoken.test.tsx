// What a screen reader reads: sentences, and after a change only what is new.
import { expect, test } from 'vitest';
import type { UiState } from '../../../source/tui/kernel/state.ts';
import { createPainter } from '../../../source/tui/terminal/painter.ts';
import { draw } from '../easel.tsx';
import { accepted, checked, play, press, worldWith } from '../world.ts';

const size = { columns: 100, rows: 30, linear: true };
const read = (state: UiState) => draw(state, { screenReader: true });
const list = () => worldWith({ size });

test('a profile is a sentence, and its end says whether it is selected', () => {
  const { rows } = read(press(list(), 'down').state);
  expect(rows).toContain('prod, protected, workspace Team prod, not checked, selected');
  expect(rows.join('\n')).toMatch(/ dev, workspace Team dev, not checked$/m);
});

test('a login says which of its steps one is at', () => {
  const { rows } = read(press(list(), 'n').state);
  expect(rows.join('\n')).toMatch(/^Login, step \d of 6: (where|how)$/m);
});

test('tabs are told one by one', () => {
  const { rows } = read(press(list(), 't', 'tab').state);
  expect(rows.join('\n')).toContain('Tab 2 of 3: Bot keys');
});

test('no row begins with blanks, and none has a sign or a table of blanks', () => {
  for (const keys of [[], ['t'], ['w'], ['x'], ['n'], ['?'], [':'], ['d']]) {
    const state = play(list(), checked(list(), 'dev', accepted)).state;
    const { rows } = read(press(state, ...keys).state);
    for (const row of rows.filter(row => row.trim() !== '')) {
      expect(row).toMatch(/^\S/);
      expect(row).not.toMatch(/[─│╭╮╰╯█░⠀-⣿❯●✓✗▲·→…◆⌂]/);
    }
  }
});

test('of a move only the row that one comes to is written, and of the other nothing to be read', () => {
  let written = '';
  const painter = createPainter(
    text => {
      written += text;
    },
    () => size,
  );
  painter.paint(read(list()).frame);
  written = '';
  painter.paint(read(press(list(), 'down').state).frame);
  const told = written.replace(/\u001b\[[?\d;]*[A-Za-z]/g, '\n');
  expect(told).toContain('prod, protected, workspace Team prod, not checked, selected');
  expect(told).not.toContain('Team dev');
});
