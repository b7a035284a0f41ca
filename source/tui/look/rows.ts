// Rows as data: their content and layout, before anything is drawn.
import { cleanText } from '../../botpress/text.ts';
import { veil } from '../../secrets/kind.ts';
import type { Marker } from '../text/fuzzy.ts';
import { cut, widthOf, wrapped } from '../text/width.ts';
import type { Icon } from './icons.ts';
import type { Tone } from './theme.ts';

/**
 * A piece of a row. The theme decides how an icon looks. Tokens in a text are masked when it is drawn, except in a
 * `bare` text: a new token that has to be copied. `commands` are the commands that begin in this text. They are
 * complete, even if a command goes on in the next rows.
 */
export type Piece =
  | { text: string; tone?: Tone | undefined; bare?: true; commands?: readonly string[] }
  | { icon: Icon | 'spinner'; tone?: Tone | undefined }
  /** The mark before a list entry: whether it is the one that keys act on. */
  | { entry: 'selected' | 'other' }
  /** The character under the cursor of a text field. */
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

/** A long text in several rows with the same indent. */
export function paragraph(text: string, columns: number, tone?: Tone, indent = 0): Row[] {
  const margin = ' '.repeat(indent);
  return wrapped(text, columns - indent).map(line => textRow(margin + line, tone));
}

/** A mark with a text beside it, in as many rows as needed. */
export function markedParagraph(
  mark: Piece,
  text: string,
  columns: number,
  { tone, indent = 0 }: { tone?: Tone | undefined; indent?: number } = {},
): Row[] {
  const [first = blankRow, ...rest] = paragraph(text, columns - indent - 2, tone);
  return [
    [{ text: ' '.repeat(indent) }, mark, { text: ' ' }, ...first],
    ...rest.map((row): Row => [{ text: ' '.repeat(indent + 2) }, ...row]),
  ];
}

/** The rows of a text, with the commands that the text contains attached to the first row. */
export function showing(commands: readonly string[], rows: readonly Row[]): Row[] {
  const [first = blankRow, ...rest] = rows;
  const at = first.findIndex(piece => 'text' in piece);
  if (commands.length === 0 || at === -1) return [...rows];
  return [first.map((piece, index) => (index === at ? { ...piece, commands } : piece)), ...rest];
}

/** A command by itself, in as many rows as needed. */
export const commandRows = (command: string, columns: number, indent: number, tone?: Tone): Row[] =>
  showing([command], paragraph(command, columns, tone ?? 'accent', indent));

/** The commands that rows show, each once. */
export const commandsShownIn = (rows: readonly Row[]): string[] => [
  ...new Set(rows.flatMap(row => row.flatMap(piece => ('text' in piece && piece.commands) || []))),
];

/** The width of a row in columns; icons count as one. */
export function rowWidth(row: Row): number {
  return row.reduce((sum, piece) => sum + ('text' in piece ? widthOf(piece.text) : 1), 0);
}

/** A row with something at its right end, if there is room for both. */
export function withRight(left: Row, right: Row, columns: number): Row {
  const room = columns - rowWidth(left) - rowWidth(right);
  return room < 1 ? left : [...left, { text: ' '.repeat(room) }, ...right];
}

/** A text in exactly `columns` columns, with the matches of a filter marked. */
export function markedPieces(text: string, columns: number, mark: Marker, tone?: Tone): Piece[] {
  // Masked before it is split: a token in pieces would not be recognised.
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
