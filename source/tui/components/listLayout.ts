// The places of a list and of its selected entry's details at each size.
import { layoutOf, type Size } from '../look/layout.ts';

export type ListLayout = {
  /** Rows of the list, below what stands above it. */
  list: number;
  /** Where the details stand. */
  details: 'right' | 'below' | 'none';
  /** Columns of the list. */
  width: number;
};

/** Rows of the details below a list, the line between them included. */
export const detailsHeight = 8;

/**
 * @param head rows above the list
 * @param fewest fewer rows of the list than this are not worth details below it
 */
export function listLayout(size: Size, head: number, fewest: number): ListLayout {
  const { body, columns, twoPanes } = layoutOf(size);
  const room = Math.max(1, body - head);
  if (twoPanes) return { list: room, details: 'right', width: Math.floor(columns * 0.6) };
  const below = room >= detailsHeight + fewest;
  return {
    list: below ? room - detailsHeight : room,
    details: below ? 'below' : 'none',
    width: columns,
  };
}
