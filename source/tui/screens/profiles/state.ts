// The state of the profile list: selection, filter and renaming.
import { profileNamed } from '../../../profiles/config.ts';
import { lookAlikesAmong, lookAlikeText } from '../../../profiles/lookAlike.ts';
import { nameProblem } from '../../../profiles/name.ts';
import { looksLikeProduction } from '../../../profiles/production.ts';
import { filterText, type ListFilter } from '../../components/filter.ts';
import { type EditedLine, textOf } from '../../components/lineEditor.ts';
import { type Marks, noMarks } from '../../components/marks.ts';
import type { NamedProfile, Shared } from '../../contract/knowledge.ts';
import { atTop, type Scroll, scrollTo } from '../../contract/scroll.ts';
import { winningClaim } from '../../home/applies.ts';
import { addressOf, targetId } from '../../home/labels.ts';
import { createFilter, type Marker } from '../../text/fuzzy.ts';
import { profilesLayout } from './layout.ts';
import { keptSort, orderedProfiles, type Sort } from './order.ts';

export type ProfilesState = {
  /** The selected profile by name, because its row can change; null until one is selected. */
  selected: string | null;
  scroll: Scroll;
  /** The first visible row of the selected profile's details. */
  detailsTop: number;
  /** The profiles that some keys act on together. */
  marks: Marks;
  filter: ListFilter;
  sort: Sort;
  rename: { name: string; line: EditedLine } | null;
  /** Identities of the profiles that are being verified together. */
  batch: readonly string[];
};

const untouched: ProfilesState = {
  selected: null,
  scroll: atTop,
  detailsTop: 0,
  marks: noMarks,
  filter: null,
  sort: 'added',
  rename: null,
  batch: [],
};

/**
 * The list when first opened. The cursor is on the profile that applies here, otherwise on the
 * active one.
 */
export function openProfiles(shared: Shared): ProfilesState {
  return keepProfilesPosition({ ...untouched, sort: keptSort(shared) }, shared);
}

const filter = createFilter<NamedProfile>(profile => ({
  loose: [profile.name, profile.workspaceName, profile.workspaceHandle],
  strict: [targetId(profile), profile.account, addressOf(profile.apiUrl)],
}));

/** The profiles that match the filter, in the chosen order. */
export function listedProfiles(own: ProfilesState, shared: Shared): readonly NamedProfile[] {
  return filter.find(orderedProfiles(shared, own.sort), filterText(own.filter));
}

/** Marks what the filter found in a profile's texts. */
export const profileMarker = (own: ProfilesState, profile: NamedProfile): Marker =>
  filter.markerOf(profile, filterText(own.filter));

/** The profile that keys act on; null in an empty list. */
export function selectedProfile(own: ProfilesState, shared: Shared): NamedProfile | null {
  return listedProfiles(own, shared)[own.scroll.index] ?? null;
}

/** Why the profile cannot get the typed name; null if it can. */
export function renameProblem(own: ProfilesState, shared: Shared): string | null {
  if (own.rename === null) return null;
  const name = textOf(own.rename.line);
  const problem = nameProblem(name);
  if (problem !== null) return `the name ${problem}`;
  const taken = shared.profiles.some(profile => profile.name === name) && name !== own.rename.name;
  return taken ? `there is a profile ${name} already` : null;
}

/** Keeps the selection and scroll position after the list changed. */
export function keepProfilesPosition(own: ProfilesState, shared: Shared): ProfilesState {
  const rows = listedProfiles(own, shared);
  const wanted = own.selected ?? winningClaim(shared.home)?.name ?? activeProfiles(shared)[0]?.name;
  const index = rows.findIndex(({ name }) => name === wanted);
  const { list } = profilesLayout(shared, rows.length);
  const scroll = scrollTo(own.scroll, index === -1 ? own.scroll.index : index, rows.length, list);
  return atProfile(own, shared, scroll);
}

/** Selects the profile at a scroll position. A newly selected one has its details at the top. */
export function atProfile(own: ProfilesState, shared: Shared, scroll: Scroll): ProfilesState {
  const selected = listedProfiles(own, shared)[scroll.index]?.name ?? own.selected;
  const detailsTop = selected === own.selected ? own.detailsTop : 0;
  return { ...own, scroll, selected, detailsTop };
}

/** Names of the ADK's profiles that bp-auth does not have yet. */
export function importableNames({ home }: Shared): readonly string[] {
  return home.state === 'ready' ? home.importable.flatMap(({ profiles }) => profiles) : [];
}

/** The advice about an unprotected profile that looks like production; null if there is none. */
export function protectionAdvice(name: string, { profiles }: Shared): string | null {
  const profile = profiles.find(other => other.name === name);
  if (profile === undefined || !wantsProtection(profile)) return null;
  return `${name} looks like production: P in the list protects it`;
}

/** The advice about a profile's new name: it looks like production, or like another name. */
export function nameAdvice(name: string, shared: Shared): string[] {
  const known = lookAlikesAmong(shared.profiles.map(profile => profile.name));
  return [protectionAdvice(name, shared), lookAlikeText(name, known)].filter(text => text !== null);
}

export const wantsProtection = (profile: NamedProfile): boolean =>
  !profile.protected && looksLikeProduction(profile.name, profile);

export function activeProfiles(shared: Shared): NamedProfile[] {
  return shared.profiles.filter(profile => profile.active);
}

/** The profile that `-` returns to; null if there is none. */
export function previousProfile(shared: Shared): string | null {
  if (shared.home.state === 'failed') return null;
  const { config } = shared.home.stored;
  const name = config.previousProfile ?? null;
  return name !== null && profileNamed(config, name) !== null ? name : null;
}
