// The profile list as a screen: its parts.

import type { Screen } from '../../contract/screen.ts';
import type { TypesOf } from '../../contract/screenTypes.ts';
import { listKeys } from './bindings.ts';
import { profileCommands } from './commands.ts';
import { profilesKeys } from './keys.ts';
import type { ProfilesMessage, ProfilesWork } from './messages.ts';
import { openProfiles, type ProfilesState, selectedProfile } from './state.ts';
import { profilesTitle } from './title.ts';
import { updateProfiles } from './update.ts';
import { ProfilesView } from './view.tsx';
import { profilesWaits } from './waits.ts';

declare module '../../contract/screenTypes.ts' {
  interface ScreenTypes {
    profiles: TypesOf<ProfilesState, ProfilesMessage, ProfilesWork>;
  }
}

export const profilesScreen: Screen<'profiles'> = {
  name: 'profiles',
  open: (_asked, shared, before) => [before ?? openProfiles(shared)],
  update: updateProfiles,
  title: profilesTitle,
  bindings: profilesKeys,
  table: listKeys,
  // Verifying does not count here: `kernel/ticks.ts` redraws the spinners for it on every screen.
  isBusy: () => false,
  actions: 'everywhere',
  commands: profileCommands,
  View: ProfilesView,
  jobs: async () => (await import('./jobs.ts')).profilesJobs,
  waits: profilesWaits,
  about: (own, shared) => selectedProfile(own, shared)?.name ?? null,
  select: name => ({ type: 'profiles.select', name }),
};
