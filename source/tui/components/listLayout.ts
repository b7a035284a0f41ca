// The places of a list and of its selected entry's details at each size. Pure.
import { layoutOf, paneGap, type Size } from '../look/layout.ts';
import { blankRow, type Row } from '../look/rows.ts';

export type ListLayout = {
  /** How many rows the list has, without those above it. */
  list: number;
  /** How many columns the list has. */
  width: number;
  /** The place and size of the details, without the line above them. */
  details: { at: 'right' | 'below'; columns: number; rows: number } | null;
};

type Listing = {
  /** How many rows are above the list. */
  head: number;
  /** How many entries the list has. */
  count: number;
  /**
   * Details get room below the list only if this many entries stay visible, or all entries of a
   * shorter list.
   */
  fewest: number;
  /** Columns that the list takes if nothing in it is cut. */
  widest: number;
};

/**
 * The fewest rows for details below a list, including the line above the details. Below a short list, the details get
 * all rows that the list leaves.
 */
const leastBelow = 8;
/** The fewest columns in which details beside a list are useful. */
const leastBeside = 48;

/** List and details side by side if both have room, else one below the other, else the list alone. */
export function listLayout(size: Size, { head, count, fewest, widest }: Listing): ListLayout {
  const { body, columns } = layoutOf(size);
  const room = Math.max(1, body - head);
  const beside = columns - widest - paneGap;
  if (beside >= leastBeside && size.linear !== true) {
    return { list: room, width: widest, details: { at: 'right', columns: beside, rows: body } };
  }
  const entries = Math.max(1, count);
  if (room < leastBelow + Math.min(fewest, entries)) {
    return { list: room, width: columns, details: null };
  }
  const below = Math.max(leastBelow, room - entries);
  return {
    list: room - below,
    width: columns,
    details: { at: 'below', columns, rows: below - 1 },
  };
}

/** Gives the rows of something for a width in columns. */
export type RowsIn = (columns: number) => readonly Row[];

/** The content of a pane, with the blocks below it that fit; `left` are the blocks that do not fit. */
export function stacked(
  rows: readonly Row[],
  blocks: readonly RowsIn[],
  { columns, height }: { columns: number; height: number },
): { rows: Row[]; left: RowsIn[] } {
  const all = [...rows];
  const left = blocks.filter(block => {
    // Without room for a blank row and one row of the block, the block need not be computed.
    if (all.length + 2 > height) return true;
    const more = block(columns);
    const fits = all.length + 1 + more.length <= height;
    if (fits && more.length > 0) all.push(blankRow, ...more);
    return !fits;
  });
  return { rows: all, left };
}
