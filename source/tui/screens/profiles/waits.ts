// The texts shown while the profile list changes something.
import type { WaitsOf } from '../../contract/waits.ts';
import { joinNames } from '../../text/names.ts';
import type { ProfilesWork } from './messages.ts';

export const profilesWaits: WaitsOf<ProfilesWork> = {
  'profile.use': ({ name }) => ({ says: `Switching to ${name}` }),
  'profile.rename': ({ from }) => ({ says: `Renaming ${from}` }),
  'profile.remove': ({ names }) => ({ says: `Removing ${joinNames(names)}` }),
  'profile.putBack': () => ({ says: 'Putting back what was removed' }),
  'profile.letGo': () => null,
  'profile.protect': ({ name, on }) => ({
    says: on ? `Protecting ${name}` : `Removing the protection of ${name}`,
  }),
  'directory.bind': ({ directory, name }) => ({
    says: name === null ? `Unbinding ${directory}` : `Binding ${directory} to ${name}`,
  }),
  'profiles.import': () => ({ says: 'Importing profiles' }),
};
