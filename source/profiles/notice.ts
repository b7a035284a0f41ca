// Notices about what is stored, as data.

import type { Change } from './change.ts';
import type { NoModes, WideMode } from './modes.ts';

/** A notice about what is stored, as data; screens and commands put it into words. */
export type Notice = Change | WideMode | NoModes | ClosedHome;

/** The home cannot be read; credentials from the environment still apply. */
type ClosedHome = { type: 'home-closed'; why: string };

/** Whether a notice is about a change made by bp. */
export const isChange = (notice: Notice): notice is Change =>
  notice.type !== 'wide-mode' && notice.type !== 'no-modes' && notice.type !== 'home-closed';
