// The places of the profile list's parts at each screen size.
import { type ListLayout, listLayout } from '../../components/listLayout.ts';
import type { Shared } from '../../contract/knowledge.ts';
import { layoutOf } from '../../look/layout.ts';
import { profilesWidth } from './table.ts';

const fewestRows = 8;

/**
 * `headings`: whether there is room for column headings.
 * @param count the number of profiles in the list
 */
export function profilesLayout(shared: Shared, count: number): ListLayout & { headings: boolean } {
  const { roomy: headings } = layoutOf(shared.size);
  const head = headings ? 1 : 0;
  const listing = { head, count, fewest: fewestRows, widest: profilesWidth(shared) };
  return { ...listLayout(shared.size, listing), headings };
}
