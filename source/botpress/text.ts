// Owns making text from a server or a file harmless for a terminal.
import { stripVTControlCharacters } from 'node:util';

// C0, DEL, C1, and the characters that reorder or hide text: bidirectional controls, line and
// paragraph separators, zero-width ones but the joiner that emoji are made with.
const harmful =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

// Whole string sequences (OSC, DCS, APC …): Node's own function leaves what they carry.
const stringSequences =
  /(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?/g;

/** The text without escape sequences, control and bidirectional characters. */
export function cleanText(text: string): string {
  return stripVTControlCharacters(text.replace(stringSequences, '')).replace(harmful, '');
}

/** Cleans every string inside a JSON value; keys are left alone, nobody prints them. */
export function cleanValue<Value>(value: Value): Value {
  if (typeof value === 'string') return cleanText(value) as Value;
  if (Array.isArray(value)) return value.map(cleanValue) as Value;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, cleanValue(inner)]),
  ) as Value;
}
