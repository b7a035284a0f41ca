// The state of the profile list: what is selected, filtered and renamed.
import { profileNamed } from '../../../profiles/config.ts';
import { lookAlikesAmong, lookAlikeText } from '../../../profiles/lookAlike.ts';
import { nameProblem } from '../../../profiles/name.ts';
import { looksLikeProduction } from '../../../profiles/production.ts';
import { filterText, type ListFilter } from '../../components/filter.ts';
import { type EditedLine, textOf } from '../../components/lineEditor.ts';
import type { NamedProfile, Shared } from '../../contract/knowledge.ts';
import { atTop, type Scroll, scrollTo } from '../../contract/scroll.ts';
import { winningClaim } from '../../home/applies.ts';
import { addressOf, targetId } from '../../home/labels.ts';
import { createFilter, type Marker } from '../../text/fuzzy.ts';
import { profilesLayout } from './layout.ts';
import { orderedProfiles, type Sort } from './order.ts';

export type ProfilesState = {
  /** By name, so that it stays selected when the list changes; null before the first key. */
  selected: string | null;
  scroll: Scroll;
  filter: ListFilter;
  sort: Sort;
  rename: { name: string; line: EditedLine } | null;
  /** Identities of the `verify all` that is under way. */
  batch: readonly string[];
};

const untouched: ProfilesState = {
  selected: null,
  scroll: atTop,
  filter: null,
  sort: 'added',
  rename: null,
  batch: [],
};

/** The list as it is first seen: on the profile that applies here, else on the active one. */
export function openProfiles(shared: Shared): ProfilesState {
  return keepProfilesPosition(untouched, shared);
}

const filter = createFilter<NamedProfile>(profile => ({
  loose: [profile.name, profile.workspaceName, profile.workspaceHandle],
  strict: [targetId(profile), profile.account, addressOf(profile.apiUrl)],
}));

/** The profiles that the filter lets through, in the order wanted. */
export function listedProfiles(own: ProfilesState, shared: Shared): readonly NamedProfile[] {
  return filter.find(orderedProfiles(shared, own.sort), filterText(own.filter));
}

/** What the filter found in a profile. */
export const profileMarker = (own: ProfilesState, profile: NamedProfile): Marker =>
  filter.markerOf(profile, filterText(own.filter));

/** The profile that the keys act on; null in an empty list. */
export function selectedProfile(own: ProfilesState, shared: Shared): NamedProfile | null {
  return listedProfiles(own, shared)[own.scroll.index] ?? null;
}

/** Why the name in the field cannot be taken; null when it can. */
export function renameProblem(own: ProfilesState, shared: Shared): string | null {
  if (own.rename === null) return null;
  const name = textOf(own.rename.line);
  const problem = nameProblem(name);
  if (problem !== null) return `the name ${problem}`;
  const taken = shared.profiles.some(profile => profile.name === name) && name !== own.rename.name;
  return taken ? `there is a profile ${name} already` : null;
}

/** Selection and window as near to what they were as the list allows. */
export function keepProfilesPosition(own: ProfilesState, shared: Shared): ProfilesState {
  const rows = listedProfiles(own, shared);
  const wanted = own.selected ?? winningClaim(shared.home)?.name ?? activeProfiles(shared)[0]?.name;
  const index = rows.findIndex(({ name }) => name === wanted);
  const { list } = profilesLayout(shared.size);
  const scroll = scrollTo(own.scroll, index === -1 ? own.scroll.index : index, rows.length, list);
  return atProfile(own, shared, scroll);
}

/** The cursor where the scroll has it. */
export function atProfile(own: ProfilesState, shared: Shared, scroll: Scroll): ProfilesState {
  return {
    ...own,
    scroll,
    selected: listedProfiles(own, shared)[scroll.index]?.name ?? own.selected,
  };
}

/** Names of what the ADK holds and is not here yet. */
export function importableNames({ home }: Shared): readonly string[] {
  return home.state === 'ready' ? home.importable.flatMap(({ profiles }) => profiles) : [];
}

/** What to do about a profile that says production and is not protected; null where nothing is. */
export function protectionAdvice(name: string, { profiles }: Shared): string | null {
  const profile = profiles.find(other => other.name === name);
  if (profile === undefined || !wantsProtection(profile)) return null;
  return `${name} looks like production: P in the list protects it`;
}

/** What to know of a name that a profile has just got: it says production, or looks like another one. */
export function nameAdvice(name: string, shared: Shared): string[] {
  const known = lookAlikesAmong(shared.profiles.map(profile => profile.name));
  return [protectionAdvice(name, shared), lookAlikeText(name, known)].filter(text => text !== null);
}

export const wantsProtection = (profile: NamedProfile): boolean =>
  !profile.protected && looksLikeProduction(profile.name, profile);

export function activeProfiles(shared: Shared): NamedProfile[] {
  return shared.profiles.filter(profile => profile.active);
}

/** The profile that `-` goes back to; null when there is none any more. */
export function previousProfile(shared: Shared): string | null {
  if (shared.home.state === 'failed') return null;
  const { config } = shared.home.stored;
  const name = config.previousProfile ?? null;
  return name !== null && profileNamed(config, name) !== null ? name : null;
}
