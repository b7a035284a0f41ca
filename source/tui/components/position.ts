// The position of the cursor in a list: `17/306`.
import type { Scroll } from '../contract/scroll.ts';
import type { Row } from '../look/rows.ts';

/** Empty for an empty list. */
export function positionRow({ index }: Scroll, count: number): Row {
  if (count === 0) return [];
  return [{ text: `${Math.min(index, count - 1) + 1}/${count}`, tone: 'muted' }];
}
