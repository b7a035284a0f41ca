// The places of the tokens screen's parts at each size.
import { layoutOf, type Size } from '../../look/layout.ts';

export type TokensLayout = {
  /** Rows of the list. */
  list: number;
  /** Whether there is room for column headings. */
  headings: boolean;
  /** Where the selected token's details stand. */
  details: 'right' | 'below' | 'none';
  /** Columns of the list. */
  width: number;
};

/** Rows of the details below the list, the line between them included. */
export const tokenDetailHeight = 8;

/** Tabs, and whose tokens they are. */
const headRows = 2;
/** Fewer rows of the list than this are not worth details below it. */
const fewestRows = 6;

export function tokensLayout(size: Size): TokensLayout {
  const { body, columns, twoPanes, roomy } = layoutOf(size);
  const room = Math.max(1, body - headRows - (roomy ? 1 : 0));
  if (twoPanes) {
    return { list: room, headings: roomy, details: 'right', width: Math.floor(columns * 0.6) };
  }
  const below = room >= tokenDetailHeight + fewestRows;
  return {
    list: below ? room - tokenDetailHeight : room,
    headings: roomy,
    details: below ? 'below' : 'none',
    width: columns,
  };
}
