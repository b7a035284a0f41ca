// The present meaning of keys in the profile list, by its mode.
import { detailsBindings } from '../../components/detailsScroll.ts';
import { listKeysFor } from '../../components/listKeys.ts';
import { isMore } from '../../components/more.ts';
import { type Binding, type Keys, keysFor } from '../../contract/keymap.ts';
import type { Shared } from '../../contract/knowledge.ts';
import type { SeenProfiles } from './availability.ts';
import { listKeys, profileTable } from './bindings.ts';
import { profileDetailsExtent } from './details.ts';
import { profilesLayout } from './layout.ts';
import { legend } from './legend.ts';
import { withLoginAgain } from './loginAgainBindings.ts';
import { targetProfiles } from './marking.ts';
import { escKeys, renameKeys } from './modeBindings.ts';
import { listedProfiles, type ProfilesState } from './state.ts';

export function profilesKeys(own: ProfilesState, shared: Shared): Keys {
  const seen = { own, shared };
  if (own.rename !== null) {
    return keysFor('Rename', renameKeys, seen, input => ({ type: 'profiles.rename.type', input }));
  }
  const { length } = listedProfiles(own, shared);
  const more = isMore(length, profilesLayout(shared, length).list);
  const esc = escKeys(seen);
  const bindings = [
    ...withMarks(withLoginAgain(listKeys, seen), seen),
    ...detailsBindings<SeenProfiles>(profileDetailsExtent(own, shared), towards => ({
      type: 'profiles.details',
      towards,
    })),
  ];
  return {
    ...(esc.length > 0 && !own.filter?.typing
      ? keysFor('Profiles', [...esc, ...bindings], seen)
      : listKeysFor('Profiles', profileTable, own.filter, bindings, seen)),
    legend,
    more,
  };
}

const forSeveral: ReadonlyMap<Binding['message']['type'], string> = new Map([
  ['profiles.verify', 'verify'],
  ['profiles.remove', 'remove'],
]);

/** If profiles are marked, the footer begins with the actions on all of them. */
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
