// The undo of a removal: what was taken is kept in memory, and put back unless something else has taken its
// place.
import type { Context } from '../context.ts';
import { isAppError } from '../errors.ts';
import type { Triple } from './bpFiles.ts';
import { comparable } from './confFile.ts';
import { type Config, profileNamed, type StoredProfile } from './config.ts';
import { freeName } from './name.ts';
import { keepToken } from './sources/keep.ts';
import { keyOf, readKeychain } from './sources/keychain.ts';
import { changeState, type State } from './store.ts';

/** Everything that a removal took, secrets included: never stored and never shown. */
export type TakenProfile = {
  name: string;
  profile: StoredProfile;
  /** The whole config before the removal, and after it. */
  before: Config;
  after: Config;
  /** Other names that bp had for the profile. */
  aliases: Record<string, Triple>;
  /** The content of its keychain entry; null if it has none, or if the entry still exists. */
  secret: string | null;
  /** What cannot be restored, in sentences without a full stop. */
  lost: readonly string[];
};

/** The keychain's token of a profile; `unread` if the keychain did not give it. */
export async function secretOf(
  ctx: Context,
  profile: StoredProfile | null,
): Promise<{ secret: string | null; unread: boolean }> {
  const key = profile === null ? null : keyOf(profile);
  if (key === null) return { secret: null, unread: false };
  try {
    return { secret: await readKeychain(ctx, key), unread: false };
  } catch (error) {
    // The removal continues without the token, and says what is lost.
    if (isAppError(error)) return { secret: null, unread: true };
    throw error;
  }
}

export type PutBack = {
  state: State;
  name: string;
  /** The profile's name now: a different one if its own has been taken. */
  as: string;
  /** What differs from before, in sentences without a full stop. */
  but: readonly string[];
};

/**
 * Puts a removed profile back: its entry, its place in the list, its directories, its keychain
 * entry, bp's files.
 * @throws AppError `local`, `cancelled`. Nothing is put back then
 */
export async function putBack(ctx: Context, taken: TakenProfile): Promise<PutBack> {
  const key = keyOf(taken.profile);
  const kept =
    key === null || taken.secret === null
      ? null
      : await keepToken(ctx, { kind: 'keychain' }, key, taken.secret);
  let found = { as: taken.name, but: [] as readonly string[] };
  try {
    const change = (config: Config, broken: State['broken']) => {
      const { config: restored, ...rest } = withPutBack(config, taken, broken);
      found = rest;
      return restored;
    };
    const options = { aliases: taken.aliases };
    const state = await changeState(ctx, 'undo of a removal', change, options);
    return { state, name: taken.name, as: found.as, but: [...found.but, ...taken.lost] };
  } catch (error) {
    await kept?.undo();
    throw error;
  }
}

/** The config with the profile in it again. Changes that others made since the removal stay. Pure. */
export function withPutBack(
  now: Config,
  taken: Pick<TakenProfile, 'name' | 'profile' | 'before' | 'after'>,
  broken: State['broken'] = {},
): { config: Config; as: string; but: readonly string[] } {
  const { name, profile, before, after } = taken;
  // Nothing was changed meanwhile, so the old config is restored as it was.
  if (isSame(now, after) && !Object.hasOwn(broken, name))
    return { config: before, as: name, but: [] };
  const there = profileNamed(now, name);
  if (there !== null && there.id === profile.id && isSame(there, profile)) {
    return { config: now, as: name, but: ['another process had put it back already'] };
  }
  const isTaken = (other: string) =>
    profileNamed(now, other) !== null || Object.hasOwn(broken, other);
  const as = freeName(name, isTaken);
  const mine = Object.entries(before.directories ?? {}).filter(([, bound]) => bound === name);
  const taker = (directory: string) => now.directories?.[directory];
  const free = mine.filter(([directory]) => taker(directory) === undefined);
  const wasActive = before.activeProfile === name;
  const active = now.activeProfile ?? null;
  const wasPrevious = before.previousProfile === name && (now.previousProfile ?? null) === null;
  return {
    as,
    config: {
      ...now,
      activeProfile: wasActive && active === null ? as : active,
      previousProfile: wasPrevious ? as : (now.previousProfile ?? null),
      profiles: insertedLike(before.profiles, now.profiles, name, [as, profile]),
      directories: { ...now.directories, ...Object.fromEntries(free.map(([at]) => [at, as])) },
    },
    but: [
      ...(as === name
        ? []
        : [`another profile is called ${name} now, so the restored one is called ${as}`]),
      ...(wasActive && active !== null ? [`the active profile stays ${active}`] : []),
      ...mine
        .filter(([directory]) => taker(directory) !== undefined)
        .map(([directory]) => `the directory ${directory} stays bound to ${taker(directory)}`),
    ],
  };
}

const isSame = (a: unknown, b: unknown) => comparable(a) === comparable(b);

/**
 * The profiles with the removed one again. The removed profile comes after the nearest profile that
 * used to precede it and still exists.
 */
function insertedLike(
  before: Config['profiles'],
  now: Config['profiles'],
  name: string,
  entry: readonly [string, StoredProfile],
): Config['profiles'] {
  const order = Object.keys(before);
  const earlier = order.slice(0, order.indexOf(name)).reverse();
  const entries = Object.entries(now);
  const neighbour = earlier.find(other => Object.hasOwn(now, other));
  const at = neighbour === undefined ? 0 : Object.keys(now).indexOf(neighbour) + 1;
  return Object.fromEntries([...entries.slice(0, at), entry, ...entries.slice(at)]);
}
