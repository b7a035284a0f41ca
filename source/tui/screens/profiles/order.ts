// The sort orders of the profile list.
import { uiSettings } from '../../../profiles/uiSettings.ts';
import { keepLast } from '../../contract/keepLast.ts';
import { checkOf, type NamedProfile, type Shared, usedAtOf } from '../../contract/knowledge.ts';
import { signOf } from '../../home/signs.ts';
import type { Tone } from '../../look/theme.ts';

export type Sort = 'added' | 'name' | 'used' | 'state';

/** The words for the title, in the order in which the key for sorting goes through them. */
export const sortWords: Readonly<Record<Sort, string>> = {
  added: 'as added',
  name: 'by name',
  used: 'by last use',
  state: 'by state',
};

const sorts = Object.keys(sortWords) as Sort[];

/** The sort order of the last session; `added` if none was stored. */
export function keptSort({ home }: Shared): Sort {
  if (home.state === 'failed') return 'added';
  const kept = uiSettings(home.stored.config).sort;
  return sorts.find(sort => sort === kept) ?? 'added';
}

export const nextSort = (sort: Sort): Sort =>
  sorts[(sorts.indexOf(sort) + 1) % sorts.length] ?? 'added';

const keepOrder = keepLast<readonly NamedProfile[]>();

/** All profiles in the given order; sorted again only after a change that can affect the order. */
export function orderedProfiles(shared: Shared, sort: Sort): readonly NamedProfile[] {
  const { profiles, checks } = shared;
  if (sort === 'added') return profiles;
  return keepOrder([profiles, sort, sort === 'state' ? checks : null], () => orders[sort](shared));
}

const orders: Readonly<Record<Exclude<Sort, 'added'>, (shared: Shared) => NamedProfile[]>> = {
  name: ({ profiles }) => profiles.toSorted((a, b) => byName().compare(a.name, b.name)),
  used: byLastUse,
  state: byState,
};

let collator: Intl.Collator | undefined;

/** Sorts p2 before p10. Created on first use, because creating a collator is slow. */
function byName(): Intl.Collator {
  collator ??= new Intl.Collator(undefined, { numeric: true });
  return collator;
}

/** The active profile first, then the others by last use, and those never used at the end. */
function byLastUse(shared: Shared): NamedProfile[] {
  const rank = ({ active, name }: NamedProfile) => (active ? '~' : (usedAtOf(shared, name) ?? ''));
  return shared.profiles
    .map(profile => ({ profile, rank: rank(profile) }))
    .sort((a, b) => (a.rank < b.rank ? 1 : a.rank > b.rank ? -1 : 0))
    .map(({ profile }) => profile);
}

/** States that need attention come first. */
const states: readonly Tone[] = ['error', 'warn', 'muted', 'ok'];

/** By state. While a profile is being verified, its last state counts. */
function byState(shared: Shared): NamedProfile[] {
  const groups = new Map(states.map(tone => [tone, [] as NamedProfile[]]));
  for (const profile of shared.profiles) {
    const check = checkOf(shared, profile);
    const { tone } = signOf(check?.state === 'checking' ? check.before : check);
    groups.get(tone)?.push(profile);
  }
  return [...groups.values()].flat();
}
