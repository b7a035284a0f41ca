// Owns the shape of config.json in memory: profiles, which one is active, and what bp was last told.
import * as v from 'valibot';
import type { TokenKind } from '../tokens/kind.ts';

export const configVersion = 1;

type Raw = Record<string, unknown>;

export function isObject(value: unknown): value is Raw {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/**
 * An object used as a map. Its keys are anybody's: valibot's own `record` drops names like `constructor`
 * and takes lists.
 */
function mapOf<Value>(isValue: (value: unknown) => value is Value) {
  return v.custom<Record<string, Value>>(
    input => isObject(input) && Object.values(input).every(isValue),
  );
}

const isText = (value: unknown) => typeof value === 'string';
const isAnything = (_: unknown): _ is unknown => true;
/** Its values are looked at one by one, so that one of them does not spoil the others. */
const profileMap = v.custom<Record<string, StoredProfile>>(isObject);

const tokenSource = v.variant('kind', [
  v.looseObject({ kind: v.literal('file') }),
  v.looseObject({ kind: v.literal('keychain') }),
  v.looseObject({ kind: v.literal('command'), command: v.array(v.string()) }),
  v.looseObject({ kind: v.literal('env'), name: v.string() }),
]);

const text = v.nullish(v.string());

/** One profile as stored. Keys that are not ours are kept. */
const storedProfile = v.looseObject({
  apiUrl: v.string(),
  workspaceId: text,
  workspaceName: text,
  workspaceHandle: text,
  botId: text,
  integrationId: text,
  /** Present for the token source `file` only. */
  token: text,
  /** Absent means `file`. */
  tokenSource: v.nullish(tokenSource),
  /** Kept for the sources whose token is not here. */
  tokenFingerprint: text,
  tokenOrigin: text,
  tokenId: text,
  /** Stable, survives renaming; keys the keychain entry. */
  id: text,
  kind: v.nullish(v.picklist(['pat', 'bot', 'integration', 'unknown'])),
  accountId: text,
  accountEmail: text,
  createdAt: text,
  verifiedAt: text,
  protected: v.nullish(v.boolean()),
});

export type StoredProfile = v.InferOutput<typeof storedProfile>;

export const isStoredProfile = (value: unknown): value is StoredProfile =>
  v.is(storedProfile, value);

/** What bp's files looked like: a fingerprint of each entry's triple, and of the cache's. */
const published = v.looseObject({
  profiles: v.nullish(mapOf(isText)),
  cache: text,
});

export const configShape = v.looseObject({
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  activeProfile: text,
  previousProfile: text,
  profiles: profileMap,
  /** Absolute directory → profile name. */
  directories: v.nullish(mapOf(isText)),
  published: v.nullish(published),
  /** What bp's files held before a publication that has not finished. */
  publishing: v.nullish(published),
  /** What we do not understand and will not lose: entries of profiles.json, profiles of ours. */
  setAside: v.nullish(mapOf(isAnything)),
});

export type TokenSource = v.InferOutput<typeof tokenSource>;
export type Published = v.InferOutput<typeof published>;
export type Config = v.InferOutput<typeof configShape>;

export const emptyConfig: Config = { version: configVersion, activeProfile: null, profiles: {} };

/** A profile by name; names like `constructor` are looked up as names, not as members. */
export function profileNamed(config: Config, name: string): StoredProfile | null {
  return valueAt(config.profiles, name) ?? null;
}

/** What an object holds under a name that may be anything. */
export function valueAt<Value>(
  map: Record<string, Value> | null | undefined,
  name: string,
): Value | undefined {
  return map && Object.hasOwn(map, name) ? map[name] : undefined;
}

export function sourceOf(profile: StoredProfile): TokenSource {
  return profile.tokenSource ?? { kind: 'file' };
}

export function kindOfProfile(profile: StoredProfile): TokenKind {
  return profile.kind ?? 'unknown';
}

/** The config with one profile set; order of the others is kept. */
export function withProfile(config: Config, name: string, profile: StoredProfile): Config {
  return { ...config, profiles: { ...config.profiles, [name]: profile } };
}
