// Owns the shape of config.json in memory: profiles, which one is active, and what bp was last told.
import * as v from 'valibot';
import type { TokenKind } from '../tokens/kind.ts';

export const configVersion = 1;

const tokenSource = v.variant('kind', [
  v.looseObject({ kind: v.literal('file') }),
  v.looseObject({ kind: v.literal('keychain') }),
  v.looseObject({ kind: v.literal('command'), command: v.array(v.string()) }),
  v.looseObject({ kind: v.literal('env'), name: v.string() }),
]);

const text = v.nullish(v.string());

/** One profile as stored. Keys that are not ours are kept. */
export const storedProfile = v.looseObject({
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

/** What bp's files looked like: a fingerprint of each entry's triple, and of the cache's. */
const published = v.looseObject({
  profiles: v.optional(v.record(v.string(), v.string()), {}),
  cache: v.nullish(v.string()),
});

export const configSchema = v.looseObject({
  version: v.pipe(v.number(), v.integer()),
  activeProfile: text,
  previousProfile: text,
  profiles: v.record(v.string(), storedProfile),
  /** Absolute directory → profile name. */
  directories: v.nullish(v.record(v.string(), v.string())),
  published: v.nullish(published),
  /** What bp's files held before a publication that has not finished. */
  publishing: v.nullish(published),
  /** Entries of profiles.json that bp could not stomach, and we do not understand. */
  setAside: v.nullish(v.record(v.string(), v.unknown())),
});

export type TokenSource = v.InferOutput<typeof tokenSource>;
export type StoredProfile = v.InferOutput<typeof storedProfile>;
export type Published = v.InferOutput<typeof published>;
export type Config = v.InferOutput<typeof configSchema>;

export const emptyConfig: Config = { version: configVersion, activeProfile: null, profiles: {} };

/** A profile by name; names like `constructor` are looked up as names, not as members. */
export function profileNamed(config: Config, name: string): StoredProfile | null {
  return Object.hasOwn(config.profiles, name) ? (config.profiles[name] ?? null) : null;
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
