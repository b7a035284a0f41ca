// Each component separately, in frames of ink-testing-library: 100 columns, and any number of rows.
import { cleanup, render } from 'ink-testing-library';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Dialog } from '../../source/tui/components/Dialog.tsx';
import type { Modal } from '../../source/tui/components/dialog.ts';
import { emptyLine } from '../../source/tui/components/lineEditor.ts';
import { Pager } from '../../source/tui/components/Pager.tsx';
import { atTop } from '../../source/tui/contract/scroll.ts';
import { App } from '../../source/tui/kernel/App.tsx';
import type { UiState } from '../../source/tui/kernel/state.ts';
import { Rows } from '../../source/tui/look/Rows.tsx';
import { type Row, textRow } from '../../source/tui/look/rows.ts';
import { ThemeContext } from '../../source/tui/look/ThemeContext.tsx';
import { createTheme } from '../../source/tui/look/theme.ts';
import { press, worldWith } from './world.ts';

afterEach(cleanup);

const theme = createTheme({ env: {}, colour: false });
const world = (): UiState => worldWith();

/** The frame of a component, as rows without trailing blanks. */
function frameOf(node: ReactNode): string[] {
  const { lastFrame } = render(<ThemeContext.Provider value={theme}>{node}</ThemeContext.Provider>);
  return (lastFrame() ?? '').split('\n').map(row => row.trimEnd());
}

describe('rows', () => {
  const rows: Row[] = ['one', 'a longer second row', 'three'].map(text => textRow(text));

  test('are cut to their columns, and to the rows that there is room for', () => {
    expect(frameOf(<Rows rows={rows} columns={8} height={2} />)).toEqual(['one', 'a longe…']);
  });

  test('are cleaned, and show no token', () => {
    const token = `bp_pat_${'x'.repeat(36)}`;
    const [row] = frameOf(<Rows rows={[textRow(`\u001b[2J${token}\r!`)]} columns={80} />);
    expect(row).toBe(`bp_pat_${'•'.repeat(36)}!`);
  });

  test('turn their spinner with the time', () => {
    const spinner: Row[] = [[{ icon: 'spinner' }]];
    const turns = [0, 100].map(now => frameOf(<Rows rows={spinner} columns={4} now={now} />)[0]);
    expect(new Set(turns).size).toBe(2);
  });
});

test('a pager shows the part that it is scrolled to', () => {
  const rows = Array.from({ length: 200 }, (_, index) => textRow(`row ${index}`));
  const { shared } = world();
  const pager = (index: number) => (
    <Pager rows={rows} scroll={{ ...atTop, index }} shared={shared} />
  );
  expect(frameOf(pager(0))[0]).toBe('row 0');
  expect(frameOf(pager(0)).at(-1)).toBe('  ↓ 184 more');
  expect(frameOf(pager(199)).slice(-2)).toEqual(['row 199', '  ↑ 184 more']);
  expect(frameOf(pager(100)).at(-1)).toBe('  ↑ 85 more  ↓ 99 more');
});

describe('a question', () => {
  const modal: Modal = {
    question: {
      title: 'Remove the profile acme?',
      lines: ['Its token is forgotten here.'],
      confirm: 'Remove',
      typed: null,
      onConfirm: { type: 'quit' },
    },
    openedAt: 0,
    line: emptyLine,
    choice: 'cancel',
  };

  test('stands in a box in the middle', () => {
    const rows = frameOf(<Dialog modal={modal} columns={100} height={15} />);
    const top = rows.findIndex(row => row.includes('╭'));
    expect(top).toBeGreaterThan(0);
    expect(rows.join('\n')).toContain('Remove the profile acme?');
  });

  test('has no box where there is no room for one', () => {
    const rows = frameOf(<Dialog modal={modal} columns={40} height={5} />);
    expect(rows.join('\n')).not.toContain('╭');
    expect(rows.length).toBe(5);
    expect(rows.join('\n')).toMatch(/Cancel.*Remove/);
  });
});

test('the app draws anew when the store has something else to show', async () => {
  let shown = world();
  let hear = () => {};
  const subscribe = (listener: () => void) => {
    hear = listener;
    return () => {};
  };
  const { lastFrame } = render(
    <App store={{ subscribe, shown: () => shown }} themeFor={() => theme} />,
  );
  const before = lastFrame();
  expect(before).toContain('Profiles');
  shown = press(shown, '?').state;
  hear();
  await vi.waitFor(() => expect(lastFrame()).not.toBe(before));
});
