// Owns rows as data: what stands where on a row, before anything is drawn.
import type { AppError } from '../errors.ts';
import type { Icon, Part, Tone } from './theme.ts';
import { fixed, widthOf, wrapped } from './width.ts';
import type { Sign } from './words.ts';

/** One row of the screen; an icon takes its shape from the theme when it is drawn. */
export type Row = readonly Piece[];
export type Piece = Part | { icon: Icon | 'spinner'; tone?: Tone | undefined };

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
export function fieldRow(label: string, value: string, source: string | null = null): Row {
  const named: Row = [
    { text: fixed(`  ${label}`, labelColumns + 2), tone: 'muted' },
    { text: value },
  ];
  return source === null ? named : [...named, { text: `  ${source}`, tone: 'muted' }];
}

/** A long text over several rows, each with the same indent. */
export function paragraph(text: string, columns: number, tone?: Tone, indent = 0): Row[] {
  const margin = ' '.repeat(indent);
  return wrapped(text, columns - indent).map(line => textRow(margin + line, tone));
}

/** Icon and word of a state. */
export function signPieces(sign: Sign): Piece[] {
  return [
    { icon: sign.icon, tone: sign.tone },
    { text: ` ${sign.word}`, tone: sign.tone },
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

/** Columns that a row takes; icons have one. */
export function rowWidth(row: Row): number {
  return row.reduce((sum, piece) => sum + ('text' in piece ? widthOf(piece.text) : 1), 0);
}
