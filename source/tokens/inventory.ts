// Listed tokens with what is known about them: age, profiles that use them, expiry.
import type { ListedKey } from '../botpress/answers.ts';
import {
  type Config,
  fingerprintOf,
  kindOfProfile,
  type StoredProfile,
  sourceOf,
} from '../profiles/config.ts';
import { ageInDays, type ExpiryWarning, expiryOf, expiryWarning, maxAgeOf } from './age.ts';
import type { Owner } from './owner.ts';

export type TokenView = {
  id: string;
  note: string;
  createdAt: string;
  /** Null if the server's date is invalid. */
  ageDays: number | null;
  /** Profiles that certainly use the token. */
  profiles: string[];
  /** Null if it may be in use: some stored tokens have no known id (docs/notes/botpress-api.md). */
  inUse: boolean | null;
  /** As noted by the user; the API knows no expiry. */
  expiresAt: string | null;
  /** Older than the user's limit. */
  tooOld: boolean;
  warning: ExpiryWarning | null;
};

/** The owner of a list, and the credentials that requested it. */
export type Listing = { owner: Owner; asked: StoredProfile };

/** Everything known about the listed tokens, newest first. Pure. */
export function inventory(
  config: Config,
  listed: readonly ListedKey[],
  listing: Listing,
  now: number,
): TokenView[] {
  const users = possibleUsers(config, listing);
  const ids = idsByFingerprint(config);
  const idOf = (profile: StoredProfile) =>
    profile.tokenId ?? ids.get(fingerprintOf(profile) ?? '') ?? null;
  const known = users.map(([name, profile]) => ({ name, id: idOf(profile) }));
  const someUnknown = known.some(({ id }) => id === null);
  const limit = maxAgeOf(config);
  return listed
    .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))
    .map(({ id, note, createdAt }) => {
      const using = known.filter(user => user.id === id);
      const profiles = using.flatMap(({ name }) => name ?? []);
      const expiresAt = expiryOf(config, id);
      const ageDays = ageInDays(createdAt, now);
      return {
        id,
        note,
        createdAt,
        ageDays,
        profiles,
        inUse: using.length > 0 ? true : someUnknown ? null : false,
        expiresAt,
        tooOld: ageDays !== null && ageDays > limit,
        warning: expiryWarning(expiresAt, now),
      };
    });
}

/** The id under which a profile's token is listed, if known. */
export function tokenIdOf(config: Config, profile: StoredProfile): string | null {
  return profile.tokenId ?? idsByFingerprint(config).get(fingerprintOf(profile) ?? '') ?? null;
}

/**
 * Ids of tokens by fingerprint: if two profiles have the same token, perhaps only one knows its id.
 */
function idsByFingerprint(config: Config): Map<string, string> {
  const known = Object.values(config.profiles).flatMap(profile => {
    const print = fingerprintOf(profile);
    return print !== null && profile.tokenId ? [[print, profile.tokenId] as const] : [];
  });
  return new Map(known);
}

type User = readonly [name: string | null, profile: StoredProfile];

/** Everyone who may use one of the listed tokens, as far as the store knows. */
function possibleUsers(config: Config, { owner, asked }: Listing): User[] {
  const kinds = owner.type === 'account' ? ['pat', 'unknown'] : [owner.type, 'unknown'];
  const stored: User[] = Object.entries(config.profiles);
  const isStored = stored.some(([, profile]) => fingerprintOf(profile) === fingerprintOf(asked));
  const all: User[] = isStored ? stored : [...stored, [null, asked]];
  return all.filter(
    ([, profile]) =>
      profile.tokenOrigin === asked.tokenOrigin &&
      kinds.includes(kindOfProfile(profile)) &&
      hasToken(profile) &&
      (owner.type !== 'account' || mayBeSameAccount(profile, asked)),
  );
}

/**
 * Names of the profiles whose token may be in the list although the store does not know the token's
 * id.
 */
export function usersOfUnknownId(config: Config, listing: Listing): string[] {
  return possibleUsers(config, listing)
    .filter(([, user]) => tokenIdOf(config, user) === null)
    .flatMap(([name]) => name ?? []);
}

/** Whether a profile has a token. A token that is not stored in config.json is assumed to exist. */
const hasToken = (profile: StoredProfile) =>
  fingerprintOf(profile) !== null || sourceOf(profile).kind !== 'file';

function mayBeSameAccount(a: StoredProfile, b: StoredProfile): boolean {
  if (a.accountId && b.accountId) return a.accountId === b.accountId;
  if (a.accountEmail && b.accountEmail) return a.accountEmail === b.accountEmail;
  return true;
}
