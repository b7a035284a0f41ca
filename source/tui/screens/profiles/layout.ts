// The places of the profile list's parts at each size.
import { layoutOf, type Size } from '../../look/layout.ts';

export type ProfilesLayout = {
  /** Rows of the list. */
  list: number;
  /** Where the selected profile's details stand. */
  details: 'right' | 'below' | 'none';
  /** Columns of the list. */
  width: number;
};

/** Rows of the details below the list, the line between them included. */
export const profileDetailHeight = 8;

const titleRows = 1;

export function profilesLayout(size: Size): ProfilesLayout {
  const { body, columns, twoPanes } = layoutOf(size);
  const room = Math.max(1, body - titleRows);
  if (twoPanes) return { list: room, details: 'right', width: Math.floor(columns * 0.6) };
  const below = room >= profileDetailHeight + 8;
  return {
    list: below ? room - profileDetailHeight : room,
    details: below ? 'below' : 'none',
    width: columns,
  };
}
