// The present meaning of keys in the profile list, by its mode.
import { isMore } from '../../components/more.ts';
import { type Binding, type Keys, keysFor } from '../../contract/keymap.ts';
import type { Shared } from '../../contract/knowledge.ts';
import type { SeenProfiles } from './availability.ts';
import { listKeys } from './bindings.ts';
import { profilesLayout } from './layout.ts';
import { legend } from './legend.ts';
import { withLoginAgain } from './loginAgainBindings.ts';
import { targetProfiles } from './marking.ts';
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
    ...keysFor(
      'Profiles',
      [...escKeys(seen), ...withMarks(withLoginAgain(listKeys, seen), seen)],
      seen,
    ),
    legend,
    more,
  };
}

const forSeveral: ReadonlyMap<Binding['message']['type'], string> = new Map([
  ['profiles.verify', 'verify'],
  ['profiles.remove', 'remove'],
]);

/** With marks the footer begins with what is done to all of them. */
function withMarks(
  keys: readonly Binding<SeenProfiles>[],
  { own, shared }: SeenProfiles,
): readonly Binding<SeenProfiles>[] {
  if (own.marks.size === 0) return keys;
  const { length } = targetProfiles(own, shared).entries;
  const first = keys.flatMap(binding => {
    const verb = forSeveral.get(binding.message.type);
    if (binding.message.type === 'profiles.mark') return [binding];
    return verb === undefined ? [] : [{ ...binding, footer: `${verb} ${length}` }];
  });
  const types = new Set(first.map(({ message }) => message.type));
  return [...first, ...keys.filter(({ message }) => !types.has(message.type))];
}
