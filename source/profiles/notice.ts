// What there is to know about what is stored, before it is put into words.

import type { Change } from './change.ts';
import type { WideMode } from './modes.ts';

/** Something worth knowing about what is stored, in a form that screens and commands put into words. */
export type Notice = Change | WideMode | ClosedHome;

/** The home cannot be looked into; credentials of the environment apply all the same. */
type ClosedHome = { type: 'home-closed'; why: string };

/** Whether it is something that bp did. */
export const isChange = (notice: Notice): notice is Change =>
  notice.type !== 'wide-mode' && notice.type !== 'home-closed';
