// The places of the tokens screen's parts at each screen size.
import { type ListLayout, listLayout } from '../../components/listLayout.ts';
import { layoutOf, type Size } from '../../look/layout.ts';

/** Tabs and owner. */
const headRows = 2;
/** In a low terminal there is room for one of the two. */
const fewestHeadRows = 1;
const fewestRows = 6;

/** `headings`: whether there is room for column headings. */
export function tokensLayout(size: Size): ListLayout & { headings: boolean } {
  const { roomy: headings } = layoutOf(size);
  return { ...listLayout(size, headings ? headRows + 1 : fewestHeadRows, fewestRows), headings };
}
