// Cursor and window of a list that is longer than the screen.

/** The cursor's index, and the first visible row. */
export type Scroll = { readonly index: number; readonly top: number };

export type ListMove = 'up' | 'down' | 'pageUp' | 'pageDown' | 'first' | 'last';

export const atTop: Scroll = { index: 0, top: 0 };

/**
 * The number of entries that fit into the rows: if there are more, the last row says how many (`moreRow`).
 * A single row always shows an entry.
 */
export const entryRows = (count: number, height: number): number =>
  count > height && height > 1 ? height - 1 : Math.max(0, height);

/**
 * The cursor as near as possible to the given row, and the window moved no further than necessary.
 */
export function scrollTo(scroll: Scroll, index: number, count: number, height: number): Scroll {
  const rows = Math.max(1, entryRows(count, height));
  const cursor = Math.max(0, Math.min(index, count - 1));
  const lastTop = Math.max(0, count - rows);
  const top = Math.min(Math.max(scroll.top, cursor - rows + 1), cursor, lastTop);
  return { index: cursor, top: Math.max(0, top) };
}

export function move(scroll: Scroll, by: ListMove, count: number, height: number): Scroll {
  const page = Math.max(1, entryRows(count, height) - 1);
  const target = {
    up: scroll.index - 1,
    down: scroll.index + 1,
    pageUp: scroll.index - page,
    pageDown: scroll.index + page,
    first: 0,
    last: count - 1,
  }[by];
  return scrollTo(scroll, target, count, height);
}

/** The visible rows: `[start, end)`. Safe if the list or the screen has shrunk. */
export function windowOf(
  scroll: Scroll,
  count: number,
  height: number,
): [start: number, end: number] {
  const { top } = scrollTo(scroll, scroll.index, count, height);
  return [top, Math.min(count, top + entryRows(count, height))];
}

/** Scrolls text without a cursor: only the first visible row moves. */
export function scrollBy(scroll: Scroll, by: ListMove, count: number, height: number): Scroll {
  const { index: top } = move({ index: scroll.top, top: 0 }, by, count, height);
  const clamped = Math.max(0, Math.min(top, count - entryRows(count, height)));
  return { index: clamped, top: clamped };
}
