// The marks on the screens: in Unicode, in ASCII, and in words for screen readers.
import { valueAt } from '../../valueAt.ts';

export const unicode = {
  pointer: '❯',
  /** Marks an entry that the user has selected with the space key. */
  marked: '■',
  /** Stands before the chosen word, where several words stand in one row. */
  chosen: '[',
  chosenEnd: ']',
  active: '●',
  here: '◉',
  ok: '✓',
  warn: '▲',
  error: '✗',
  forbidden: '⊘',
  unknown: '○',
  skipped: '–',
  protected: '◆',
  directory: '⌂',
  dot: '·',
  arrow: '→',
  rule: '─',
  full: '█',
  empty: '░',
  ellipsis: '…',
  up: '↑',
  down: '↓',
  spinner: '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏',
};

export type Icons = Readonly<typeof unicode>;

export type Icon = Exclude<keyof Icons, 'spinner'>;

export const ascii: Icons = {
  pointer: '>',
  marked: '=',
  chosen: '[',
  chosenEnd: ']',
  active: '*',
  here: '@',
  ok: '+',
  warn: '!',
  error: 'x',
  forbidden: '0',
  unknown: 'o',
  skipped: '-',
  protected: '$',
  directory: '/',
  dot: '-',
  arrow: '>',
  rule: '-',
  full: '#',
  empty: '.',
  ellipsis: '~',
  up: '^',
  down: 'v',
  spinner: '|/-\\',
};

// The words for screen readers; empty if the word beside the icon is enough.
export const spoken: Icons = {
  ...(Object.fromEntries(Object.keys(unicode).map(name => [name, ''])) as Icons),
  pointer: 'selected:',
  chosen: 'selected: ',
  active: 'active:',
  here: 'applies here:',
  protected: ', protected',
  directory: ', bound to directories',
  dot: ',',
  arrow: 'to',
  ellipsis: '...',
  up: 'up',
  down: 'down',
};

const inAscii = new Map<string, string>([
  ...Object.entries(unicode)
    .filter(([name]) => name !== 'spinner')
    .map(([name, glyph]): [string, string] => [glyph, valueAt(ascii, name) ?? glyph]),
  ['›', '>'],
  ['•', '*'],
  ['—', '-'],
  ['’', "'"],
  ['“', '"'],
  ['”', '"'],
]);

/** Replaces our typographic characters (`…`, `→`) by ASCII; names keep theirs. */
export function asciiText(text: string): string {
  return text.replace(/[^\u0000-\u007f]/g, character => inAscii.get(character) ?? character);
}

const inWords: Readonly<Record<string, string>> = {
  '→': 'to',
  '↑': 'up',
  '↓': 'down',
  '…': '...',
};
const marksInWords = new RegExp(`[${Object.keys(inWords).join('')}]`, 'g');

/** The text for reading aloud: words for our marks, and no blanks that only align columns. */
export function spokenText(text: string): string {
  return text
    .replace(/ ?[·\u203a] ?/g, ', ')
    .replace(marksInWords, mark => valueAt(inWords, mark) ?? mark)
    .replace(/ {3,}/g, '  ');
}
