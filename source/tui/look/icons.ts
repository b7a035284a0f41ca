// The marks that stand for things: in Unicode, in ASCII, and in the words a screen reader says.
import { valueAt } from '../../valueAt.ts';

export const unicode = {
  pointer: '❯',
  /** Around the one of several words in a row that is chosen. */
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
  chosen: '[',
  chosenEnd: ']',
  active: '*',
  here: '@',
  ok: '+',
  warn: '!',
  error: 'x',
  forbidden: '#',
  unknown: '?',
  skipped: '-',
  protected: '!',
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

// What a screen reader says instead; the word beside an icon says the rest.
export const spoken: Icons = {
  ...(Object.fromEntries(Object.keys(unicode).map(name => [name, ''])) as Icons),
  pointer: 'selected:',
  chosen: 'selected: ',
  active: 'active:',
  here: 'applies here:',
  protected: 'protected',
  directory: 'in directories',
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
  ['•', '*'],
  ['—', '-'],
  ['’', "'"],
  ['“', '"'],
  ['”', '"'],
]);

/** Our typographic characters (`…`, `→`) replaced by ASCII; names keep theirs. */
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

/** The text as it is best read aloud: words for our marks, and no blanks that only make columns. */
export function spokenText(text: string): string {
  return text
    .replace(/ ?· ?/g, ', ')
    .replace(marksInWords, mark => valueAt(inWords, mark) ?? mark)
    .replace(/ {3,}/g, '  ');
}
