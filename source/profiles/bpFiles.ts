// Owns reading the files of the official bp CLI; what it tolerates and does is in facts/other-tools.md.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { isAppError } from '../errors.ts';
import { readText } from './configFile.ts';

/** What bp needs to make a call. */
export type Triple = { apiUrl: string; workspaceId: string; token: string };

type Raw = Record<string, unknown>;

/** A file as found. `unreadable`: empty, cut off, or no object; bp truncates in place, so that is no news. */
type Found = 'missing' | 'unreadable' | 'ok';

export type BpFiles = {
  profiles: {
    found: Found;
    text: string | null;
    entries: Record<string, Triple>;
    /** Entries that make the whole file unusable for bp. */
    bad: Raw;
  };
  cache: {
    found: Found;
    text: string | null;
    /** Null when bp is logged out. */
    triple: Triple | null;
    activeProfile: string | null;
    /** Keys that are not credentials. */
    extra: Raw;
  };
};

export const bpProfilesPath = (home: string) => join(home, 'profiles.json');
export const bpCachePath = (home: string) => join(home, 'global.cache.json');

/** Both files of bp. What cannot be read is `unreadable`; nothing is thrown. */
export function readBpFiles(home: string): BpFiles {
  return {
    profiles: parseProfiles(readObject(bpProfilesPath(home))),
    cache: parseCache(readObject(bpCachePath(home))),
  };
}

type ObjectFile = { found: Found; text: string | null; value: Raw };

function readObject(path: string): ObjectFile {
  let text: string | null = null;
  try {
    text = readText(path);
    if (text === null) return { found: 'missing', text, value: {} };
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return { found: 'ok', text, value };
  } catch (error) {
    if (!(error instanceof SyntaxError) && !isAppError(error)) throw error;
  }
  return { found: 'unreadable', text, value: {} };
}

function parseProfiles({ found, text, value }: ObjectFile): BpFiles['profiles'] {
  const all = Object.entries(value);
  const entries = all.flatMap(([name, entry]) => {
    const triple = asTriple(entry);
    return triple === null ? [] : [[name, triple] as const];
  });
  const bad = all.filter(([, entry]) => asTriple(entry) === null);
  return {
    found,
    text,
    entries: Object.fromEntries(entries),
    bad: Object.fromEntries(bad),
  };
}

function parseCache({ found, text, value }: ObjectFile): BpFiles['cache'] {
  const { token, workspaceId, apiUrl, activeProfile, ...extra } = value;
  return {
    found,
    text,
    triple: asTriple({ token, workspaceId, apiUrl }),
    activeProfile: typeof activeProfile === 'string' ? activeProfile : null,
    extra,
  };
}

function isObject(value: unknown): value is Raw {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function asTriple(value: unknown): Triple | null {
  if (!isObject(value)) return null;
  const { apiUrl, workspaceId, token } = value;
  const sound =
    typeof apiUrl === 'string' && typeof workspaceId === 'string' && typeof token === 'string';
  return sound ? { apiUrl, workspaceId, token } : null;
}

/** A fingerprint of a triple; tells whether bp changed an entry without keeping the token twice. */
export function tripleFingerprint({ token, apiUrl, workspaceId }: Triple): string {
  const text = JSON.stringify([token, apiUrl, workspaceId]);
  return `#${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
}

/** Fingerprints of all that bp's files hold now. */
export function fingerprintsOf(bp: BpFiles) {
  const profiles = Object.entries(bp.profiles.entries).map(
    ([name, entry]) => [name, tripleFingerprint(entry)] as const,
  );
  return {
    profiles: Object.fromEntries(profiles),
    cache: bp.cache.triple === null ? null : tripleFingerprint(bp.cache.triple),
  };
}
