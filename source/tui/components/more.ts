// The mark for hidden rows: how many there are above and below the visible ones.
import { entryRows, type Scroll, windowOf } from '../contract/scroll.ts';
import type { Piece, Row } from '../look/rows.ts';

const tone = 'muted';

/** `↑ 3 more  ↓ 14 more`, for `count` entries of which `start` to `end` (exclusive) are visible. */
export function moreRow(start: number, end: number, count: number): Row {
  const above: Piece[] = [
    { icon: 'up', tone },
    { text: ` ${start} more`, tone },
  ];
  const below: Piece[] = [
    { icon: 'down', tone },
    { text: ` ${count - end} more`, tone },
  ];
  return [
    { text: '  ' },
    ...(start > 0 ? above : []),
    ...(start > 0 && end < count ? [{ text: '  ' }] : []),
    ...(end < count ? below : []),
  ];
}

/** Whether the entries do not fit, so that a row is needed for the mark. */
export const isMore = (count: number, height: number): boolean => entryRows(count, height) < height;

/** The visible rows, and a mark below them if other rows are hidden. */
export function scrolledRows(rows: readonly Row[], scroll: Scroll, height: number): Row[] {
  const [start, end] = windowOf(scroll, rows.length, height);
  const seen = rows.slice(start, end);
  return isMore(rows.length, height) ? [...seen, moreRow(start, end, rows.length)] : seen;
}

/** As many rows as fit, including the mark for the rest; for content that does not scroll. */
export const fittingRows = (rows: readonly Row[], height: number): Row[] =>
  scrolledRows(rows, { index: 0, top: 0 }, height);
