// The key tables as a whole: nothing bound twice, nothing unreachable, and what each key is for.
import { describe, expect, test } from 'vitest';
import {
  type KeyEntry,
  type Keys,
  keyLabel,
  messageFor,
} from '../../../source/tui/contract/keymap.ts';
import type { Message } from '../../../source/tui/contract/messages.ts';
import { helpEntryRows } from '../../../source/tui/kernel/help.ts';
import { layersOf } from '../../../source/tui/kernel/listening.ts';
import type { KeyInput } from '../../../source/tui/terminal/keys.ts';
import { allTables, commandTables, typingTables } from '../keyTables.ts';
import { worldWith } from '../world.ts';

describe('the key tables', () => {
  test.each(Object.entries(allTables))('%s keeps keys and words apart in the help', (_, table) => {
    const entries = table.map(binding => ({ ...binding, unavailable: null }));
    for (const columns of [40, 80, 200]) {
      const rows = helpEntryRows(entries, columns).map(row =>
        row.map(piece => ('text' in piece ? piece.text : '')).join(''),
      );
      for (const [at, row] of rows.entries()) {
        const { keys, does } = entries[at] as KeyEntry;
        expect(row).toContain(`  ${does}`);
        if (columns >= 80) expect(row.trim()).toContain(`${keys.map(keyLabel).join(' ')}  `);
      }
    }
  });

  test.each(Object.entries(allTables))('%s binds no key twice', (_, table) => {
    const keys = table.flatMap(binding => binding.keys);
    expect(keys).toEqual([...new Set(keys)]);
  });

  test.each(Object.entries(commandTables))('%s binds k and j to moving only', (_, table) => {
    const meaning = (key: string) => table.find(({ keys }) => keys.includes(key))?.message;
    expect(meaning('k')).toMatchObject({ by: 'up' });
    expect(meaning('j')).toMatchObject({ by: 'down' });
  });

  test.each(Object.entries(commandTables))('%s leaves what holds everywhere alone', (_, table) => {
    const taken = table.flatMap(({ keys }) => keys);
    for (const key of ['?', ':', 'q', 'ctrl+c', 'ctrl+l', 'ctrl+z'])
      expect(taken).not.toContain(key);
  });

  test.each(Object.entries(typingTables))('%s leaves text to its field', (_, table) => {
    const printable = table.flatMap(({ keys }) => keys).filter(key => [...key].length === 1);
    expect(printable).toEqual([]);
  });

  test.each(Object.entries(allTables))('%s says what each key does', (_, table) => {
    for (const { does, footer } of table) {
      expect(does).toMatch(/^[A-Z].*[^.]$/);
      expect(footer ?? 'x').not.toBe('');
    }
  });
});

test.each([
  ['win32', false],
  ['linux', true],
  ['darwin', true],
] as const)('on %s, Ctrl+Z suspends: %s', (platform, suspends) => {
  const state = worldWith();
  const { home } = state.shared;
  const there = { ...home, ...('place' in home ? { place: { ...home.place, platform } } : {}) };
  const layers = layersOf({
    ...state,
    shared: { ...state.shared, home: there } as typeof state.shared,
  });
  const keys = layers.flatMap(({ entries }) => entries.flatMap(entry => entry.keys));
  expect(keys.includes('ctrl+z')).toBe(suspends);
});

const bound = (keys: string[], message: Message, unavailable: string | null = null): KeyEntry => ({
  keys,
  does: 'Something',
  message,
  unavailable,
});
const key = (name: string, text = ''): KeyInput => ({ type: 'key', key: name, text });
const typed = (input: KeyInput): Message => ({ type: 'login.type', input });

describe('finding the meaning of a key', () => {
  const top: Keys = { title: 'top', entries: [bound(['enter'], { type: 'login.next' })] };
  const field: Keys = { ...top, typing: typed };
  const below: Keys = {
    title: 'below',
    entries: [
      bound(['enter'], { type: 'quit' }),
      bound(['q', 'ctrl+c'], { type: 'quit' }),
      bound(['r'], { type: 'repaint' }, 'not now'),
    ],
  };

  test.each<[what: string, layers: Keys[], input: KeyInput, message: Message | null]>([
    ['the first layer wins', [top, below], key('enter'), { type: 'login.next' }],
    ['what it does not know goes down', [top, below], key('q', 'q'), { type: 'quit' }],
    ['nobody knows it', [top, below], key('f9'), null],
    [
      'what is disabled says why',
      [below],
      key('r', 'r'),
      { type: 'unavailable', reason: 'not now' },
    ],
    ['in a field letters are text', [field, below], key('q', 'q'), typed(key('q', 'q'))],
    ['in a field Backspace edits', [field, below], key('backspace'), typed(key('backspace'))],
    ['in a field Ctrl+C still quits', [field, below], key('ctrl+c'), { type: 'quit' }],
    ['in a field Enter is the binding', [field, below], key('enter'), { type: 'login.next' }],
    [
      'a paste goes to the field',
      [field],
      { type: 'paste', text: 'x' },
      typed({ type: 'paste', text: 'x' }),
    ],
    ['a paste elsewhere is nothing', [top, below], { type: 'paste', text: 'q' }, null],
  ])('%s', (_, layers, input, message) => {
    expect(messageFor(layers, input)).toEqual(message);
  });
});
