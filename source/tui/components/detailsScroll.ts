// Scrolling of details that are longer than their room, with keys that the list beside them does not use.
import type { Binding } from '../contract/keymap.ts';
import type { Message } from '../contract/messages.ts';
import { entryRows } from '../contract/scroll.ts';

export type DetailsMove = 'down' | 'up';

/** How many rows the details have, and how many of them fit on the screen. */
export type DetailsExtent = { count: number; rows: number };

/** The keys that scroll details; none if all of the details are visible. */
export function detailsBindings<Own>(
  { count, rows }: DetailsExtent,
  message: (towards: DetailsMove) => Message,
): Binding<Own>[] {
  if (count <= rows) return [];
  return [
    {
      keys: ['J', 'ctrl+d'],
      does: 'Scroll the details down',
      footer: 'details',
      message: message('down'),
      moves: true,
    },
    { keys: ['K', 'ctrl+u'], does: 'Scroll the details up', message: message('up'), moves: true },
  ];
}

/** The first visible row of the details after scrolling by half a page. */
export function scrolledDetails(
  top: number,
  towards: DetailsMove,
  { count, rows }: DetailsExtent,
): number {
  const last = Math.max(0, count - entryRows(count, rows));
  const step = Math.max(1, Math.floor(rows / 2));
  const from = Math.min(top, last);
  return Math.max(0, Math.min(last, towards === 'down' ? from + step : from - step));
}
