// The shape of config.json in memory: profiles, which one is active, and what bp was last told.
import { fingerprint, type TokenKind } from '../secrets/kind.ts';
import { valueAt } from '../valueAt.ts';
import {
  isAnything,
  isObject,
  isSwitch,
  isText,
  listOf,
  mapOf,
  maybe,
  objectOf,
  oneOf,
  type Shape,
  type ShapedBy,
} from './shape.ts';

export const configVersion = 1;

/** Where a token lives, and what it takes to read it there. */
export type TokenSource =
  | { kind: 'file' }
  | { kind: 'keychain' }
  | { kind: 'command'; command: string[] }
  | { kind: 'env'; name: string };

const sourceShapes = {
  file: objectOf({}),
  keychain: objectOf({}),
  command: objectOf({ command: listOf(isText) }),
  env: objectOf({ name: isText }),
};

const isTokenSource: Shape<TokenSource> = (value): value is TokenSource =>
  isObject(value) && valueAt<Shape<unknown>>(sourceShapes, String(value.kind))?.(value) === true;

/** `maybe(isText)` in one call instead of two: most of what is looked at is this. */
const text: Shape<string | null | undefined> = (value): value is string | null | undefined =>
  typeof value === 'string' || value === undefined || value === null;

/** One profile as stored. Keys that are not ours are kept. */
export const isStoredProfile = objectOf({
  apiUrl: isText,
  workspaceId: text,
  workspaceName: text,
  workspaceHandle: text,
  botId: text,
  integrationId: text,
  /** Present for the token source `file` only. */
  token: text,
  /** Absent means `file`. */
  tokenSource: maybe(isTokenSource),
  /** Kept for the sources whose token is not here. */
  tokenFingerprint: text,
  tokenOrigin: text,
  tokenId: text,
  /** Stable, survives renaming; keys the keychain entry. */
  id: text,
  kind: maybe(oneOf('pat', 'bot', 'integration', 'unknown')),
  accountId: text,
  accountEmail: text,
  createdAt: text,
  verifiedAt: text,
  /** When it was last made the active profile here. Stays out of what is printed as JSON (docs/reference.md). */
  usedAt: text,
  protected: maybe(isSwitch),
});

export type StoredProfile = ShapedBy<typeof isStoredProfile>;

/** What bp's files looked like: a fingerprint of each entry's triple, and of the cache's. */
const isPublished = objectOf({ profiles: maybe(mapOf(isText)), cache: text });

export type Published = ShapedBy<typeof isPublished>;

const isVersion: Shape<number> = (value): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1;

/** Looked at one by one, so that one of them does not spoil the others. */
const isProfileMap: Shape<Record<string, StoredProfile>> = (
  value,
): value is Record<string, StoredProfile> => isObject(value);

/** The keys of config.json that are ours, in the order in which they are looked at. */
export const configKeys = {
  version: isVersion,
  activeProfile: text,
  previousProfile: text,
  profiles: isProfileMap,
  /** Absolute directory → profile name. */
  directories: maybe(mapOf(isText)),
  published: maybe(isPublished),
  /** What bp's files held before a publication that has not finished. */
  publishing: maybe(isPublished),
  /** What we do not understand and will not lose: entries of profiles.json, profiles of ours. */
  setAside: maybe(mapOf(isAnything)),
};

const isConfig = objectOf(configKeys);
export type Config = ShapedBy<typeof isConfig>;

export const emptyConfig: Config = { version: configVersion, activeProfile: null, profiles: {} };

/** A profile by name; names like `constructor` are looked up as names, not as members. */
export function profileNamed(config: Config, name: string): StoredProfile | null {
  return valueAt(config.profiles, name) ?? null;
}

export function sourceOf(profile: StoredProfile): TokenSource {
  return profile.tokenSource ?? { kind: 'file' };
}

export function kindOfProfile(profile: StoredProfile): TokenKind {
  return profile.kind ?? 'unknown';
}

/** Null where neither the token nor its fingerprint is here. */
export function fingerprintOf({ token, tokenFingerprint }: StoredProfile): string | null {
  return token ? fingerprint(token) : (tokenFingerprint ?? null);
}

/** The config with one profile set; order of the others is kept. */
export function withProfile(config: Config, name: string, profile: StoredProfile): Config {
  return { ...config, profiles: { ...config.profiles, [name]: profile } };
}
