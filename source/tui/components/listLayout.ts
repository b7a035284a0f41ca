// The places of a list and its details at each screen size.
import { layoutOf, type Size } from '../look/layout.ts';

export type ListLayout = {
  /** Rows of the list, below its head. */
  list: number;
  /** Where the details are. */
  details: 'right' | 'below' | 'none';
  /** Columns of the list. */
  width: number;
};

/** Rows of the details below a list, including the rule between them. */
export const detailsHeight = 8;

/**
 * @param head rows above the list
 * @param fewest with fewer rows than this for the list, there are no details below it
 */
export function listLayout(size: Size, head: number, fewest: number): ListLayout {
  const { body, columns } = layoutOf(size);
  const twoPanes = columns >= 100 && !size.linear;
  const room = Math.max(1, body - head);
  if (twoPanes) return { list: room, details: 'right', width: Math.floor(columns * 0.6) };
  const below = room >= detailsHeight + fewest;
  return {
    list: below ? room - detailsHeight : room,
    details: below ? 'below' : 'none',
    width: columns,
  };
}
