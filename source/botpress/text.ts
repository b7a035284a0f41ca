// Text from a server or a file, made harmless for a terminal: cleaned, and cut where no name is so long.
import { stripVTControlCharacters } from 'node:util';

// C0, DEL, C1, and the characters that reorder or hide text: bidirectional controls, line and
// paragraph separators, zero-width ones but the joiner that emoji are made with.
const harmful =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

// Whole string sequences (OSC, DCS, APC …): Node's own function leaves what they carry.
const stringSequences =
  /(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?/g;

/** Whether a text is printable ASCII: harmless, and as wide as it is long. */
export const isPlainText = (text: string): boolean => /^[ -~]*$/.test(text);

/** The text without escape sequences, control and bidirectional characters. */
export function cleanText(text: string): string {
  // Nearly all is plain, and a list asks for thousands.
  if (isPlainText(text)) return text;
  return stripVTControlCharacters(text.replace(stringSequences, '')).replace(harmful, '');
}

/** Graphemes of a name or handle that are kept. */
const longest = 200;

/** A name or handle that is no longer than any name has reason to be. */
export function shortened(text: string): string {
  // No grapheme is shorter than a code unit.
  if (text.length <= longest) return text;
  // One grapheme may be as long as it likes, too: a letter with a million accents.
  const graphemes = [...new Intl.Segmenter().segment(text.slice(0, longest * 10))];
  if (graphemes.length <= longest && text.length <= longest * 10) return text;
  const kept = graphemes.slice(0, longest - 1).map(({ segment }) => segment);
  return `${kept.join('')}…`;
}

/** Cleans every string inside a JSON value, in place; keys are left alone, nobody prints them. */
export function cleanValue<Value>(value: Value): Value {
  if (typeof value === 'string') return cleanText(value) as Value;
  if (value === null || typeof value !== 'object') return value;
  const map = value as Record<string, unknown>;
  for (const key of Object.keys(map)) {
    const inner = map[key];
    const clean = cleanValue(inner);
    if (clean !== inner) Object.defineProperty(map, key, { value: clean });
  }
  return value;
}
