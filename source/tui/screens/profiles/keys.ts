// What keys mean in the profile list right now, by its mode.
import { isMore } from '../../components/more.ts';
import { type Keys, keysFor } from '../../contract/keymap.ts';
import type { Shared } from '../../contract/knowledge.ts';
import { listKeys } from './bindings.ts';
import { profilesLayout } from './layout.ts';
import { legend } from './legend.ts';
import { withLoginAgain } from './loginAgainBindings.ts';
import { escKeys, filterKeys, renameKeys } from './modeBindings.ts';
import { listedProfiles, type ProfilesState } from './state.ts';

export function profilesKeys(own: ProfilesState, shared: Shared): Keys {
  const seen = { own, shared };
  if (own.rename !== null) {
    return keysFor('Rename', renameKeys, seen, input => ({ type: 'profiles.rename.type', input }));
  }
  if (own.filter?.typing) {
    return keysFor('Filter', filterKeys, seen, input => ({ type: 'profiles.filter.type', input }));
  }
  const { length } = listedProfiles(own, shared);
  const more = isMore(length, profilesLayout(shared, length).list);
  return {
    ...keysFor('Profiles', [...escKeys(seen), ...withLoginAgain(listKeys, seen)], seen),
    legend,
    more,
  };
}
