// The bytes that a terminal (xterm) sends for each key, by the names in source/tui/terminal/keys.ts.

const sequences: Readonly<Record<string, string>> = {
  enter: '\r',
  esc: '\u001b',
  tab: '\t',
  'shift+tab': '\u001b[Z',
  space: ' ',
  backspace: '\u007f',
  'alt+backspace': '\u001b\u007f',
  delete: '\u001b[3~',
  insert: '\u001b[2~',
  up: '\u001b[A',
  down: '\u001b[B',
  right: '\u001b[C',
  left: '\u001b[D',
  home: '\u001b[H',
  end: '\u001b[F',
  pageup: '\u001b[5~',
  pagedown: '\u001b[6~',
  'ctrl+left': '\u001b[1;5D',
  'ctrl+right': '\u001b[1;5C',
  f1: '\u001bOP',
  'ctrl+f1': '\u001b[1;5P',
};

/** The bytes of a key: a name as above, `ctrl+LETTER`, `alt+LETTER`, or the character itself. */
export function bytesOf(key: string): string {
  const known = sequences[key];
  if (known !== undefined) return known;
  const [, modifier, letter = ''] = /^(ctrl|alt)\+(.)$/.exec(key) ?? [];
  if (modifier === 'ctrl') return String.fromCharCode(letter.charCodeAt(0) & 0x1f);
  if (modifier === 'alt') return `\u001b${letter}`;
  if ([...key].length === 1) return key;
  throw new Error(`No key is called ${key}`);
}

/** A paste, as a terminal with bracketed paste marks it. */
export function pasteOf(text: string): string {
  return `\u001b[200~${text}\u001b[201~`;
}

/** Every key that has a name here, for tests that press any of them. */
export const keyNames: readonly string[] = Object.keys(sequences);
