// The conditions for keys of the profile list, and the reasons when they are not met.

import { whyHidden } from '../../components/marks.ts';
import type { Shared } from '../../contract/knowledge.ts';
import { targetProfiles } from './marking.ts';
import { type ProfilesState, selectedProfile } from './state.ts';

export type SeenProfiles = { own: ProfilesState; shared: Shared };

export const unreadReason = ({ shared }: SeenProfiles) =>
  shared.home.state === 'failed'
    ? 'The profiles cannot be read: press x to find the cause, or r to read them again'
    : null;
export const noSelection = (seen: SeenProfiles) =>
  unreadReason(seen) ??
  (selectedProfile(seen.own, seen.shared) === null ? 'There is no profile here' : null);
/** The reason why keys for the marked profiles cannot be used; null if they can. */
export const noTarget = (seen: SeenProfiles) =>
  noSelection(seen) ?? whyHidden(targetProfiles(seen.own, seen.shared));
export const noProfiles = (seen: SeenProfiles) =>
  unreadReason(seen) ??
  (seen.shared.profiles.length === 0 ? 'There are no profiles yet: press n to log in' : null);
