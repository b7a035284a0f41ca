// The shape of config.json in memory: the profiles, the active one, and what bp's files last
// contained.
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

/** The place of a token, and how to read it there. */
export type TokenSource =
  | { kind: 'file' }
  | { kind: 'keychain' }
  | { kind: 'command'; command: string[] }
  | { kind: 'env'; name: string };

/** A place of a token that we can only read. */
export type OutsideSource = Extract<TokenSource, { kind: 'env' | 'command' }>;

const sourceShapes = {
  file: objectOf({}),
  keychain: objectOf({}),
  command: objectOf({ command: listOf(isText) }),
  env: objectOf({ name: isText }),
};

const isTokenSource: Shape<TokenSource> = (value): value is TokenSource =>
  isObject(value) && valueAt<Shape<unknown>>(sourceShapes, String(value.kind))?.(value) === true;

type MaybeText = string | null | undefined;

/** `maybe(isText)` in one call instead of two, because most keys are checked by it. */
const text: Shape<MaybeText> = (value): value is MaybeText =>
  typeof value === 'string' || value === undefined || value === null;

/** A profile as stored. Unknown keys are kept. */
export type StoredProfile = {
  apiUrl: string;
  workspaceId?: MaybeText;
  workspaceName?: MaybeText;
  workspaceHandle?: MaybeText;
  botId?: MaybeText;
  integrationId?: MaybeText;
  /** Present for the token source `file` only. */
  token?: MaybeText;
  /** Absent means `file`. */
  tokenSource?: TokenSource | null | undefined;
  /** Stored if the token itself is elsewhere. */
  tokenFingerprint?: MaybeText;
  tokenOrigin?: MaybeText;
  tokenId?: MaybeText;
  /** Stable: it survives renaming. Part of the key of the keychain entry. */
  id?: MaybeText;
  kind?: TokenKind | null | undefined;
  accountId?: MaybeText;
  accountEmail?: MaybeText;
  createdAt?: MaybeText;
  verifiedAt?: MaybeText;
  /** When bp-auth last made the profile active. Never printed as JSON (docs/reference.md). */
  usedAt?: MaybeText;
  protected?: boolean | null | undefined;
  [key: string]: unknown;
};

const isMaybeSource = maybe(isTokenSource);
const isMaybeKind = maybe(oneOf('pat', 'bot', 'integration', 'unknown'));
const isMaybeSwitch = maybe(isSwitch);

/**
 * Each property has its own line, while other checks loop over a table. Every start checks every
 * profile; with a loop, listing 1,000 of them takes 6 % more instructions.
 */
export const isStoredProfile: Shape<StoredProfile> = (value): value is StoredProfile =>
  isObject(value) &&
  isText(value.apiUrl) &&
  text(value.workspaceId) &&
  text(value.workspaceName) &&
  text(value.workspaceHandle) &&
  text(value.botId) &&
  text(value.integrationId) &&
  text(value.token) &&
  isMaybeSource(value.tokenSource) &&
  text(value.tokenFingerprint) &&
  text(value.tokenOrigin) &&
  text(value.tokenId) &&
  text(value.id) &&
  isMaybeKind(value.kind) &&
  text(value.accountId) &&
  text(value.accountEmail) &&
  text(value.createdAt) &&
  text(value.verifiedAt) &&
  text(value.usedAt) &&
  isMaybeSwitch(value.protected);

/**
 * Fingerprints of the credentials (token, workspace, API URL) in bp's files: one for each entry of
 * profiles.json, and one for the cache.
 */
const isPublished = objectOf({ profiles: maybe(mapOf(isText)), cache: text });

export type Published = ShapedBy<typeof isPublished>;

const isVersion: Shape<number> = (value): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1;

/**
 * Checks only that the value is an object. Its profiles are checked one by one, so that a bad one
 * does not spoil the others.
 */
const isProfileMap: Shape<Record<string, StoredProfile>> = (
  value,
): value is Record<string, StoredProfile> => isObject(value);

/** Our keys in config.json, in the order of their checks. */
export const configKeys = {
  version: isVersion,
  activeProfile: text,
  previousProfile: text,
  profiles: isProfileMap,
  /** Absolute directory → profile name. */
  directories: maybe(mapOf(isText)),
  published: maybe(isPublished),
  /** What bp's files contained before a write to them that has not ended. */
  publishing: maybe(isPublished),
  /** Settings of the terminal UI (uiSettings.ts): nothing in them makes the rest unreadable. */
  ui: isAnything,
  /** Values that we do not understand but keep: entries of profiles.json, profiles of ours. */
  setAside: maybe(mapOf(isAnything)),
};

const isConfig = objectOf(configKeys);
export type Config = ShapedBy<typeof isConfig>;

export const emptyConfig: Config = { version: configVersion, activeProfile: null, profiles: {} };

/** A profile by name; names like `constructor` are not looked up on the prototype. */
export function profileNamed(config: Config, name: string): StoredProfile | null {
  return valueAt(config.profiles, name) ?? null;
}

export function sourceOf(profile: StoredProfile): TokenSource {
  return profile.tokenSource ?? { kind: 'file' };
}

/** Whether bp-auth can only read this place, and store no token there. */
export function isFilledByOthers(source: TokenSource | null | undefined): source is OutsideSource {
  return source?.kind === 'command' || source?.kind === 'env';
}

export function kindOfProfile(profile: StoredProfile): TokenKind {
  return profile.kind ?? 'unknown';
}

/** Null if the profile holds neither the token nor its fingerprint. */
export function fingerprintOf({ token, tokenFingerprint }: StoredProfile): string | null {
  return token ? fingerprint(token) : (tokenFingerprint ?? null);
}

/** The config with one profile set; the others keep their order. */
export function withProfile(config: Config, name: string, profile: StoredProfile): Config {
  return { ...config, profiles: { ...config.profiles, [name]: profile } };
}
