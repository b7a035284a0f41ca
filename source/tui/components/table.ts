// Tables: columns as wide as their content; nothing is cut while its row has room. Pure.
import { cleanText } from '../../botpress/text.ts';
import type { Piece, Row } from '../look/rows.ts';
import { widthOf } from '../text/width.ts';

export type Column = {
  heading: string;
  /** The width of its widest value. */
  widest: number;
  /** The greatest width for which the other columns make room. A longer value pushes the rest of its own row aside. */
  most: number;
  /** The smallest width. An optional column is left out if there is no room for that. */
  least: number;
  optional?: boolean;
  /** The sort direction, if the list is sorted by this column. */
  sorted?: 'up' | 'down' | undefined;
};

/** A value: its width, and its pieces for a given width. */
export type Cell = { width: number; pieces(columns: number): readonly Piece[] };

/** Where a column begins; null if it is left out. */
export type Start = number | null;

/** The width of the gap between two values. */
export const cellGap = 2;

/** The width of a text as it will be drawn. */
export const cellWidth = (text: string): number => widthOf(cleanText(text));

/** The smallest width at which no column is narrowed or left out. */
export const tableWidth = (columns: readonly Column[]): number =>
  sum(columns.map(natural)) + cellGap * (columns.length - 1);

const natural = ({ widest, most, heading }: Column) =>
  Math.max(Math.min(widest, most), heading.length);

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

/** Where the columns begin, given the width of the table. */
export function tableStarts(columns: readonly Column[], room: number): Start[] {
  const shown = shownIn(columns, room);
  const widths = fitted(
    shown.map(natural),
    shown.map(column => leastOf(column)),
    room,
  );
  const starts = new Map<Column, number>();
  let at = 0;
  for (const [index, column] of shown.entries()) {
    starts.set(column, at);
    at += (widths[index] ?? 0) + cellGap;
  }
  return columns.map(column => starts.get(column) ?? null);
}

const leastOf = (column: Column) => Math.min(column.least, natural(column));

/** The columns that are shown: the last optional ones are left out until the rest fits. */
function shownIn(columns: readonly Column[], room: number): Column[] {
  const shown = [...columns];
  const needed = () => sum(shown.map(leastOf)) + cellGap * (shown.length - 1);
  while (needed() > room) {
    const last = shown.findLastIndex(({ optional }) => optional);
    if (last === -1) break;
    shown.splice(last, 1);
  }
  return shown;
}

/** The widths, made to fit: the widest are reduced first, none below its minimum. */
function fitted(widths: readonly number[], leasts: readonly number[], room: number): number[] {
  const fit = [...widths];
  let over = sum(fit) + cellGap * (fit.length - 1) - room;
  while (over > 0) {
    let widest = -1;
    for (const [index, width] of fit.entries()) {
      const isOpen = width > (leasts[index] ?? 0);
      if (isOpen && (widest === -1 || width > (fit[widest] ?? 0))) widest = index;
    }
    if (widest === -1) break;
    fit[widest] = (fit[widest] ?? 0) - 1;
    over--;
  }
  return fit;
}

/** A value's place in its row. */
type Place = { start: number; width: number };

/**
 * The places of a row's values, as near to the starts of their columns as possible. If they do not all fit,
 * the longest are cut.
 * @param starts where the columns begin
 * @param widths of the values
 * @param leasts the widths below which none of them is cut
 */
export function rowPlaces(
  starts: readonly number[],
  widths: readonly number[],
  leasts: readonly number[],
  room: number,
): Place[] {
  const floors = widths.map((width, index) => Math.min(width, leasts[index] ?? 0));
  const fit = fitted(widths, floors, room);
  const places: Place[] = [];
  let end = 0;
  for (const [index, width] of fit.entries()) {
    const start = Math.max(starts[index] ?? 0, end);
    places.push({ start, width });
    end = start + width + cellGap;
  }
  let limit = room;
  for (const place of places.toReversed()) {
    place.start = Math.max(0, Math.min(place.start, limit - place.width));
    limit = place.start - cellGap;
  }
  return places;
}

export function tableRow(
  columns: readonly Column[],
  starts: readonly Start[],
  cells: readonly Cell[],
  room: number,
): Piece[] {
  const shown = columns.flatMap((column, index) => {
    const [cell, start] = [cells[index], starts[index]];
    return cell === undefined || start == null ? [] : [{ cell, start, least: column.least }];
  });
  const places = rowPlaces(
    shown.map(({ start }) => start),
    shown.map(({ cell }) => cell.width),
    shown.map(({ least }) => least),
    room,
  );
  let at = 0;
  return shown.flatMap(({ cell }, index) => {
    const { start, width } = places[index] ?? { start: at, width: 0 };
    const pieces: Piece[] = [{ text: ' '.repeat(Math.max(0, start - at)) }, ...cell.pieces(width)];
    at = start + width;
    return pieces;
  });
}

/** The headings above the columns, and the sort direction. */
export function headingsRow(
  columns: readonly Column[],
  starts: readonly Start[],
  indent: number,
): Row {
  const tone = 'muted';
  let at = -indent;
  return columns.flatMap(({ heading, sorted }, index) => {
    const start = starts[index];
    if (start == null) return [];
    const gap = ' '.repeat(Math.max(0, start - at));
    at = start + heading.length + (sorted === undefined ? 0 : 2);
    const sign: Piece[] = sorted === undefined ? [] : [{ text: ' ' }, { icon: sorted, tone }];
    return [{ text: gap }, { text: heading, tone }, ...sign];
  });
}
