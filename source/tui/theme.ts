// Owns how the screens look: colours by meaning, icons in two sets, and what a plain terminal gets.

/** What a piece of text means; never how it looks. */
export type Tone =
  | 'accent'
  | 'ok'
  | 'warn'
  | 'error'
  | 'muted'
  | 'selected'
  | 'strong'
  /** Letters that a filter has found. */
  | 'match';

/** The props of ink's Text that a tone becomes. */
export type Style = { color?: string; bold?: boolean; dimColor?: boolean; underline?: boolean };

const unicode = {
  pointer: '❯',
  active: '●',
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

export type Icon = Exclude<keyof typeof unicode, 'spinner'>;

const ascii: typeof unicode = {
  pointer: '>',
  active: '*',
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
const spoken: typeof unicode = {
  ...(Object.fromEntries(Object.keys(unicode).map(name => [name, ''])) as typeof unicode),
  pointer: 'selected:',
  active: 'active:',
  protected: 'protected',
  directory: 'in directories',
  dot: ',',
  arrow: 'to',
  ellipsis: '...',
  up: 'up',
  down: 'down',
};

// The 16 colours that every terminal maps to its own palette, readable on light and dark alike.
const colours: Readonly<Record<Tone, Style>> = {
  accent: { color: 'cyan', bold: true },
  ok: { color: 'green' },
  warn: { color: 'yellow' },
  error: { color: 'red' },
  muted: { dimColor: true },
  selected: { color: 'cyan', bold: true },
  strong: { bold: true },
  match: { color: 'magenta', underline: true },
};
const withoutColour: Readonly<Record<Tone, Style>> = {
  accent: { bold: true },
  ok: {},
  warn: { bold: true },
  error: { bold: true },
  muted: { dimColor: true },
  selected: { bold: true },
  strong: { bold: true },
  match: { underline: true },
};
const withoutStyle: Readonly<Record<Tone, Style>> = {
  accent: {},
  ok: {},
  warn: {},
  error: {},
  muted: {},
  selected: {},
  strong: {},
  match: {},
};

export type Theme = {
  styles: Readonly<Record<Tone, Style>>;
  icons: Readonly<typeof unicode>;
  /** Replaces our typographic characters (`…`, `→`) by ASCII where that is wanted. */
  plain(text: string): string;
  /** Frames around modals; none for screen readers. */
  border: 'round' | 'classic' | null;
};

export type ThemeOptions = {
  env: Readonly<Record<string, string | undefined>>;
  ascii?: boolean;
  screenReader?: boolean;
};

/** NO_COLOR (any value but empty) takes the colours, TERM=dumb every style and the icons too. */
export function createTheme({
  env,
  ascii: wanted = false,
  screenReader = false,
}: ThemeOptions): Theme {
  const dumb = env.TERM === 'dumb';
  const isAscii = wanted || dumb;
  const noColour = env.NO_COLOR !== undefined && env.NO_COLOR !== '';
  return {
    styles: dumb ? withoutStyle : noColour ? withoutColour : colours,
    icons: screenReader ? spoken : isAscii ? ascii : unicode,
    plain: isAscii ? toAscii : text => text,
    border: screenReader ? null : isAscii ? 'classic' : 'round',
  };
}

const replacements = new Map<string, string>([
  ...Object.entries(unicode)
    .filter(([name]) => name !== 'spinner')
    .map(([name, glyph]): [string, string] => [glyph, ascii[name as Icon]]),
  ['•', '*'],
  ['—', '-'],
  ['’', "'"],
  ['“', '"'],
  ['”', '"'],
]);

function toAscii(text: string): string {
  return text.replace(/[^\u0000-\u007f]/g, character => replacements.get(character) ?? character);
}
