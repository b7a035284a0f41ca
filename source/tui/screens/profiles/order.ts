// The sort orders of the profile list.
import { checkOf, type NamedProfile, type Shared, usedAtOf } from '../../contract/knowledge.ts';
import { signOf } from '../../home/signs.ts';
import type { Tone } from '../../look/theme.ts';

export type Sort = 'added' | 'name' | 'used' | 'state';

/** In the order of the key that goes through them, as the title says them. */
export const sortWords: Readonly<Record<Sort, string>> = {
  added: 'as added',
  name: 'by name',
  used: 'by last use',
  state: 'by state',
};

const sorts = Object.keys(sortWords) as Sort[];

export const nextSort = (sort: Sort): Sort =>
  sorts[(sorts.indexOf(sort) + 1) % sorts.length] ?? 'added';

type Ordered = { key: readonly unknown[]; profiles: readonly NamedProfile[] };
let last: Ordered | null = null;

/** All profiles in that order; worked out again only when something changed that it depends on. */
export function orderedProfiles(shared: Shared, sort: Sort): readonly NamedProfile[] {
  const { profiles, checks } = shared;
  if (sort === 'added') return profiles;
  const key = [profiles, sort, sort === 'state' ? checks : null];
  if (last === null || !key.every((part, index) => part === last?.key[index])) {
    last = { key, profiles: orders[sort](shared) };
  }
  return last.profiles;
}

const orders: Readonly<Record<Exclude<Sort, 'added'>, (shared: Shared) => NamedProfile[]>> = {
  name: ({ profiles }) => profiles.toSorted((a, b) => byName().compare(a.name, b.name)),
  used: byLastUse,
  state: byState,
};

let collator: Intl.Collator | undefined;

/** As people count: p2 before p10. Made when it is wanted first: that takes a while. */
function byName(): Intl.Collator {
  collator ??= new Intl.Collator(undefined, { numeric: true });
  return collator;
}

/** The active one first, then as they were used last; of the others nothing is known. */
function byLastUse(shared: Shared): NamedProfile[] {
  const rank = ({ active, name }: NamedProfile) => (active ? '~' : (usedAtOf(shared, name) ?? ''));
  return shared.profiles
    .map(profile => ({ profile, rank: rank(profile) }))
    .sort((a, b) => (a.rank < b.rank ? 1 : a.rank > b.rank ? -1 : 0))
    .map(({ profile }) => profile);
}

/** What calls for something to be done comes first. */
const states: readonly Tone[] = ['error', 'warn', 'muted', 'ok'];

/** One that is being asked about stays where its last answer had it. */
function byState(shared: Shared): NamedProfile[] {
  const groups = new Map(states.map(tone => [tone, [] as NamedProfile[]]));
  for (const profile of shared.profiles) {
    const check = checkOf(shared, profile);
    const { tone } = signOf(check?.state === 'checking' ? check.before : check);
    groups.get(tone)?.push(profile);
  }
  return [...groups.values()].flat();
}
