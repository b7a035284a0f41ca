// Rows as data: what stands where on a row, before anything is drawn.
import { cleanText } from '../../botpress/text.ts';
import type { AppError } from '../../errors.ts';
import { veil } from '../../secrets/kind.ts';
import { type Sign, signWords } from '../home/labels.ts';
import { type Marker, unmarked } from '../text/fuzzy.ts';
import { type EditedLine, textOf, viewOf } from '../text/lineEditor.ts';
import { cut, fixed, widthOf, wrapped } from '../text/width.ts';
import type { Icon } from './icons.ts';
import type { Tone } from './theme.ts';

/**
 * A piece of a row. Icons take their shape from the theme when they are drawn. Tokens in a text are
 * veiled then, unless it is `bare`: a new token that has to be copied.
 */
export type Piece =
  | { text: string; tone?: Tone | undefined; bare?: true }
  | { icon: Icon | 'spinner'; tone?: Tone | undefined }
  /** The character that the cursor of a text field stands on. */
  | { cursor: string };

export type Row = readonly Piece[];

export const blankRow: Row = [];

export function textRow(text: string, tone?: Tone): Row {
  return [{ text, tone }];
}

/** A heading above a group of rows. */
export function headingRow(text: string): Row {
  return [{ text, tone: 'strong' }];
}

const labelColumns = 13;

/** `label  value`, with where the value came from at the end. */
export function fieldRow(
  label: string,
  value: string,
  source: string | null = null,
  mark = unmarked,
): Row {
  return [
    { text: fixed(`  ${label}`, labelColumns + 2), tone: 'muted' },
    ...markedPieces(value, widthOf(value), mark),
    ...(source === null ? [] : markedPieces(`  ${source}`, widthOf(source) + 2, mark, 'muted')),
  ];
}

/** The same over as many rows as it takes: nothing of it is cut, an id least of all. */
export function fieldRows(
  label: string,
  value: string,
  columns: number,
  source: string | null = null,
): Row[] {
  const whole = fieldRow(label, value, source);
  if (rowWidth(whole) <= columns) return [whole];
  const named = fieldRow(label, value);
  const indent = labelColumns + 2;
  const valueRows =
    rowWidth(named) <= columns
      ? [named]
      : [fieldRow(label, ''), ...paragraph(value, columns, undefined, 4)];
  return source === null
    ? valueRows
    : [
        ...valueRows,
        ...paragraph(source, columns, 'muted', columns < 2 * indent + 12 ? 4 : indent),
      ];
}

/** A long text over several rows, each with the same indent. */
export function paragraph(text: string, columns: number, tone?: Tone, indent = 0): Row[] {
  const margin = ' '.repeat(indent);
  return wrapped(text, columns - indent).map(line => textRow(margin + line, tone));
}

/** The one of several words in a row that is chosen. */
export function chosenPieces(text: string): Piece[] {
  const tone = 'selected';
  return [
    { icon: 'chosen', tone },
    { text, tone },
    { icon: 'chosenEnd', tone },
  ];
}

/** A row of a list that one chooses from. */
export function pointed(selected: boolean, pieces: readonly Piece[]): Row {
  const pointer: Piece = selected ? { icon: 'pointer', tone: 'selected' } : { text: ' ' };
  return [pointer, { text: ' ' }, ...pieces];
}

/** Icon and word of a state. */
export function signPieces(sign: Omit<Sign, 'reason'>): Piece[] {
  return [
    { icon: sign.icon, tone: sign.tone },
    { text: ` ${signWords(sign)}`, tone: sign.tone },
  ];
}

/** An error as the screens explain it: what happened, and the next step. */
export function errorRows(error: AppError, columns: number): Row[] {
  const [first = '', ...rest] = wrapped(error.message, columns - 2);
  return [
    [
      { icon: 'error', tone: 'error' },
      { text: ` ${first}`, tone: 'error' },
    ],
    ...rest.map(line => textRow(`  ${line}`, 'error')),
    ...(error.hint === undefined ? [] : paragraph(error.hint, columns, undefined, 2)),
  ];
}

/** Without the first rows, if what is pointed at would else not be among so many. */
export function downToPointer(rows: readonly Row[], height: number): readonly Row[] {
  const at = rows.findIndex(row => row.some(piece => 'icon' in piece && piece.icon === 'pointer'));
  return rows.slice(Math.max(0, at - Math.max(1, height) + 1));
}

/** Columns that a row takes; icons count as one. */
export function rowWidth(row: Row): number {
  return row.reduce((sum, piece) => sum + ('text' in piece ? widthOf(piece.text) : 1), 0);
}

/** A row with something at its right end, as far as there is room for both. */
export function withRight(left: Row, right: Row, columns: number): Row {
  const room = columns - rowWidth(left) - rowWidth(right);
  return room < 1 ? left : [...left, { text: ' '.repeat(room) }, ...right];
}

/** Exactly so many columns of a text, with what a filter found in it marked. */
export function markedPieces(text: string, columns: number, mark: Marker, tone?: Tone): Piece[] {
  // Veiled as a whole: in pieces a token would not be told as one.
  const whole = veil(cleanText(text));
  const shown = cut(whole, columns);
  const [head, end] = shown === whole ? [whole, ''] : [shown.slice(0, -1), shown.slice(-1)];
  let room = head.length;
  const pieces: Piece[] = [];
  for (const stretch of mark(whole)) {
    pieces.push({ text: stretch.text.slice(0, room), tone: stretch.marked ? 'match' : tone });
    room = Math.max(0, room - stretch.text.length);
  }
  const filling = ' '.repeat(Math.max(0, columns - widthOf(shown)));
  return [...pieces, { text: end + filling, tone }];
}

/** A text field: the part of the line that fits, with the cursor in it; a token in it is veiled. */
export function linePieces(line: EditedLine, columns: number): Piece[] {
  const { before, at, after } = viewOf(veiled(line), columns);
  return [{ text: before }, { cursor: at }, { text: after }];
}

function veiled(line: EditedLine): EditedLine {
  const text = veil(textOf(line));
  return { before: text.slice(0, line.before.length), after: text.slice(line.before.length) };
}

/** A bar. @param share from 0 to 1; what is beyond fills it too */
export function barPieces(share: number, columns: number, tone: Tone = 'accent'): Piece[] {
  const full = Math.max(0, Math.min(columns, Math.floor(share * columns)));
  const icons = (count: number, icon: Icon, tone: Tone): Piece[] =>
    Array.from({ length: count }, () => ({ icon, tone }));
  return [...icons(full, 'full', tone), ...icons(columns - full, 'empty', 'muted')];
}

/** How far something has come, as a bar and in numbers. */
export function progressPieces(done: number, total: number, columns = 12): Piece[] {
  const share = total === 0 ? 1 : done / total;
  return [...barPieces(share, columns), { text: ` ${done} of ${total}` }];
}
