// The marks of the profile list: setting them, and the profiles that they select.
import { profileNamed } from '../../../profiles/config.ts';
import { type ActedOn, actedOn, type Markable, updateMarks } from '../../components/marks.ts';
import type { Step } from '../../contract/effects.ts';
import type { NamedProfile, Shared } from '../../contract/knowledge.ts';
import type { Message } from '../../contract/messages.ts';
import { move } from '../../contract/scroll.ts';
import { profilesLayout } from './layout.ts';
import { atProfile, listedProfiles, type ProfilesState, selectedProfile } from './state.ts';

/** A profile's name and id, kept while the profile is marked or a question about it is open. */
export const markableIn =
  ({ home }: Shared) =>
  ({ name }: NamedProfile): Markable => ({
    name,
    id: home.state === 'failed' ? null : (profileNamed(home.stored.config, name)?.id ?? null),
  });

/** The profiles that some keys act on: those marked and in view, or the selected one. */
export const targetProfiles = (own: ProfilesState, shared: Shared): ActedOn<NamedProfile> =>
  actedOn(
    own.marks,
    own.marks.size === 0 ? [] : listedProfiles(own, shared),
    ({ name }) => name,
    selectedProfile(own, shared),
  );

/** The present names of profiles that may have been renamed, removed or replaced meanwhile. */
export const namesNow = (profiles: readonly Markable[], shared: Shared): string[] => [
  ...updateMarks(new Map(profiles.map(({ name, id }) => [name, id])), {
    type: 'read',
    all: shared.profiles.map(markableIn(shared)),
  }).keys(),
];

/** The list with its marks brought up to date after the profiles were read again. */
export function withMarksRead(own: ProfilesState, shared: Shared): ProfilesState {
  if (own.marks.size === 0 || shared.home.state === 'failed') return own;
  const all = shared.profiles.map(markableIn(shared));
  return { ...own, marks: updateMarks(own.marks, { type: 'read', all }) };
}

/** The list after a message about its marks; null for other messages. */
export function updateMarking(
  own: ProfilesState,
  message: Message,
  shared: Shared,
): Step<ProfilesState> | null {
  switch (message.type) {
    case 'profiles.mark': {
      const profile = selectedProfile(own, shared);
      if (profile === null) return [own];
      const entry = markableIn(shared)(profile);
      const marks = updateMarks(own.marks, { type: 'toggle', entry });
      const { length } = listedProfiles(own, shared);
      const scroll = move(own.scroll, 'down', length, profilesLayout(shared, length).list);
      return [atProfile({ ...own, marks }, shared, scroll)];
    }
    case 'profiles.mark.shown': {
      const shown = listedProfiles(own, shared).map(markableIn(shared));
      return [{ ...own, marks: updateMarks(own.marks, { type: 'toggle-shown', shown }) }];
    }
    case 'profiles.mark.clear':
      return [{ ...own, marks: updateMarks(own.marks, { type: 'clear' }) }];
    default:
      return null;
  }
}
