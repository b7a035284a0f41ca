// A line of text, edited by visible characters: pure, for every text field.
import { cleanText } from '../../botpress/text.ts';
import { valueAt } from '../../valueAt.ts';
import type { KeyInput } from '../terminal/keys.ts';
import { graphemes, widthOf } from '../text/width.ts';

/** A line of text and the cursor's position in it. */
export type EditedLine = { readonly before: string; readonly after: string };

/** Longest line (UTF-16 units); the rest of a paste is dropped. */
export const maxLine = 2000;

export const emptyLine: EditedLine = { before: '', after: '' };

/** A line with the cursor at its end. */
export const lineOf = (text: string): EditedLine => ({ before: text, after: '' });

export const textOf = (line: EditedLine): string => line.before + line.after;

/** Inserts at the cursor; line breaks become blanks, harmful characters are dropped. */
export function insert(line: EditedLine, text: string): EditedLine {
  const room = maxLine - textOf(line).length;
  const oneLine = cleanText(text.replace(/\s*[\r\n]+\s*/g, ' '));
  return { ...line, before: line.before + headBelow(oneLine, room) };
}

/** The start of a text: at most `units` UTF-16 units, and only complete characters. */
function headBelow(text: string, units: number): string {
  if (text.length <= units) return text;
  let head = '';
  // The slice is a little longer than `units`, so that the character at the limit is complete.
  for (const grapheme of graphemes(text.slice(0, units + 64))) {
    if (head.length + grapheme.length > units) break;
    head += grapheme;
  }
  return head;
}

const lastOf = (text: string) => graphemes(text).at(-1) ?? '';
const firstOf = (text: string) => graphemes(text)[0] ?? '';
const wordBefore = (text: string) => /[\p{L}\p{N}_]*[^\p{L}\p{N}_]*$/u.exec(text)?.[0] ?? '';
const wordAfter = (text: string) => /^[^\p{L}\p{N}_]*[\p{L}\p{N}_]*/u.exec(text)?.[0] ?? '';

type Edit = (line: EditedLine) => EditedLine;

/** Moves the cursor to the left over the text that `pick` returns. */
const left =
  (pick: (before: string) => string): Edit =>
  ({ before, after }) => {
    const piece = pick(before);
    return { before: before.slice(0, before.length - piece.length), after: piece + after };
  };
const right =
  (pick: (after: string) => string): Edit =>
  ({ before, after }) => {
    const piece = pick(after);
    return { before: before + piece, after: after.slice(piece.length) };
  };
const deleteLeft =
  (pick: (before: string) => string): Edit =>
  line => ({ before: left(pick)(line).before, after: line.after });
const deleteRight =
  (pick: (after: string) => string): Edit =>
  line => ({ before: line.before, after: right(pick)(line).after });
const all = (text: string) => text;

const edits: Readonly<Record<string, Edit>> = {
  left: left(lastOf),
  'ctrl+b': left(lastOf),
  right: right(firstOf),
  'ctrl+f': right(firstOf),
  'ctrl+left': left(wordBefore),
  'alt+left': left(wordBefore),
  'alt+b': left(wordBefore),
  'ctrl+right': right(wordAfter),
  'alt+right': right(wordAfter),
  'alt+f': right(wordAfter),
  home: left(all),
  'ctrl+a': left(all),
  end: right(all),
  'ctrl+e': right(all),
  backspace: deleteLeft(lastOf),
  'ctrl+h': deleteLeft(lastOf),
  delete: deleteRight(firstOf),
  'ctrl+d': deleteRight(firstOf),
  'ctrl+w': deleteLeft(wordBefore),
  'alt+backspace': deleteLeft(wordBefore),
  'alt+d': deleteRight(wordAfter),
  'ctrl+u': deleteLeft(all),
  'ctrl+k': deleteRight(all),
};

/** Whether a key edits a line although the key is not text. */
export const isEdit = (key: string): boolean => valueAt(edits, key) !== undefined;

/** The line after a key or a paste; unchanged if the key has no meaning for it. */
export function edit(line: EditedLine, input: KeyInput): EditedLine {
  if (input.type === 'paste') return insert(line, input.text);
  if (input.text !== '') return insert(line, input.text);
  return valueAt(edits, input.key)?.(line) ?? line;
}

/** The visible part of a line; `at` is the character under the cursor. */
export type LineView = { before: string; at: string; after: string };

/** Keeps the cursor in view, with a free column for it at the end of the text. */
export function viewOf(line: EditedLine, columns: number): LineView {
  const at = firstOf(line.after) || ' ';
  const room = Math.max(0, columns - widthOf(at));
  const before = takeWhileFits(graphemes(line.before).reverse(), room).reverse().join('');
  const rest = graphemes(line.after).slice(1);
  const after = takeWhileFits(rest, room - widthOf(before)).join('');
  return { before, at, after };
}

function takeWhileFits(parts: string[], columns: number): string[] {
  let used = 0;
  const end = parts.findIndex(part => {
    used += widthOf(part);
    return used > columns;
  });
  return end === -1 ? parts : parts.slice(0, end);
}
