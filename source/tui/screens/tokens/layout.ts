// The places of the tokens screen's parts at each screen size.
import { type ListLayout, listLayout } from '../../components/listLayout.ts';
import { layoutOf, type Size } from '../../look/layout.ts';

/** Tabs and owner. */
const headRows = 2;
/** In a low terminal there is room for the tabs or the owner. */
const fewestHeadRows = 1;
const fewestRows = 6;

/**
 * The room that the list needs: how many entries there are, and the columns in which none of them is cut. Without
 * details, the columns are null.
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
