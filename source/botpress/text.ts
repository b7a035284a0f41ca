// Text from servers and files, made safe for a terminal: control characters removed, overlong names
// cut.
import { stripVTControlCharacters } from 'node:util';

// C0, DEL, C1, and characters that reorder or hide text: bidirectional controls, line and paragraph
// separators, zero-width characters except the joiner used in emoji.
const harmful =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

// Complete string sequences (OSC, DCS, APC …): Node's own function leaves their content in.
const stringSequences =
  /(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?/g;

/** Whether a text is printable ASCII: safe, and one column per character. */
export const isPlainText = (text: string): boolean => /^[ -~]*$/.test(text);

/** The text without escape sequences, control and bidirectional characters. */
export function cleanText(text: string): string {
  // A shortcut: nearly all text is plain, and a list has thousands of strings.
  if (isPlainText(text)) return text;
  return stripVTControlCharacters(text.replace(stringSequences, '')).replace(harmful, '');
}

/** The most graphemes kept of a name or handle. */
const longest = 200;

/** A name or handle, cut to a length that no real name exceeds. */
export function shortened(text: string): string {
  // A grapheme has at least one code unit, so this text is short enough.
  if (text.length <= longest) return text;
  // A single grapheme can be endless too: a letter with a million accents.
  const graphemes = [...new Intl.Segmenter().segment(text.slice(0, longest * 10))];
  if (graphemes.length <= longest && text.length <= longest * 10) return text;
  const kept = graphemes.slice(0, longest - 1).map(({ segment }) => segment);
  return `${kept.join('')}…`;
}

/**
 * Cleans every string inside a JSON value, in place; keys are never printed and stay as they are.
 */
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
