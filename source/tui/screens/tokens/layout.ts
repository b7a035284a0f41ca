// The places of the tokens screen's parts at each screen size.
import { type ListLayout, listLayout } from '../../components/listLayout.ts';
import { layoutOf, type Size } from '../../look/layout.ts';

/** The rows for the tabs and the owner. */
const headRows = 2;
/** In a low terminal there is one row: the tabs, or the filter. */
const fewestHeadRows = 1;
const fewestRows = 6;

/**
 * The size of the list: the number of its entries, and the width of its widest entry in columns.
 * `widest` is null for a list without details, which gets all columns of the screen.
 */
export type TokensExtent = { count: number; widest: number | null };

/** `headings`: whether there is room for column headings. */
export function tokensLayout(
  size: Size,
  { count, widest }: TokensExtent,
): ListLayout & { headings: boolean } {
  const { roomy: headings, body, columns } = layoutOf(size);
  const head = headings ? headRows + 1 : fewestHeadRows;
  if (widest === null) {
    return { list: Math.max(1, body - head), width: columns, details: null, headings };
  }
  return { ...listLayout(size, { head, count, fewest: fewestRows, widest }), headings };
}
