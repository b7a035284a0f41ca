// The places of the tokens screen's parts at each size.
import { type ListLayout, listLayout } from '../../components/listLayout.ts';
import { layoutOf, type Size } from '../../look/layout.ts';

/** Tabs, and whose tokens they are. */
const headRows = 2;
const fewestRows = 6;

/** `headings`: whether there is room for those of the columns. */
export function tokensLayout(size: Size): ListLayout & { headings: boolean } {
  const { roomy: headings } = layoutOf(size);
  return { ...listLayout(size, headRows + (headings ? 1 : 0), fewestRows), headings };
}
