// The reading of the official bp CLI's files; docs/notes/bp-and-adk.md says what bp accepts and
// does.
import { join } from 'node:path';
import { parseApiUrl } from '../botpress/apiUrl.ts';
import { isAppError } from '../errors.ts';
import { sha256Hex } from '../secrets/sha256.ts';
import type { Published } from './config.ts';
import { readText } from './configFile.ts';
import { isObject } from './shape.ts';

/** The three values that bp needs for a call. */
export type Triple = { apiUrl: string; workspaceId: string; token: string };

type Raw = Record<string, unknown>;

/**
 * The state of a file. `unreadable`: empty, cut off, or not an object; bp truncates in place, so
 * this is common.
 */
type Found = 'missing' | 'unreadable' | 'ok';

export type BpFiles = {
  profiles: {
    found: Found;
    text: string | null;
    entries: Record<string, Triple>;
    /** Entries that make bp reject the whole file. */
    bad: Raw;
  };
  cache: {
    /**
     * A cache with only some of the credentials is `unreadable`, too: bp writes them one by one.
     */
    found: Found;
    text: string | null;
    /** Null if bp is logged out. */
    triple: Triple | null;
    activeProfile: string | null;
    /** All other keys of the file. */
    extra: Raw;
  };
};

export const bpProfilesPath = (home: string) => join(home, 'profiles.json');
export const bpCachePath = (home: string) => join(home, 'global.cache.json');

/** Both files of bp. A file that cannot be read is `unreadable`; nothing is thrown. */
export function readBpFiles(home: string): BpFiles {
  return {
    profiles: parseProfiles(readObject(bpProfilesPath(home))),
    cache: parseCache(readObject(bpCachePath(home))),
  };
}

/** The result if the files may not be read at all. */
export const unreadableBpFiles: BpFiles = {
  profiles: { found: 'unreadable', text: null, entries: {}, bad: {} },
  cache: { found: 'unreadable', text: null, triple: null, activeProfile: null, extra: {} },
};

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
  const entries: Array<[string, Triple]> = [];
  const bad: Array<[string, unknown]> = [];
  for (const [name, entry] of Object.entries(value)) {
    const triple = asTriple(entry);
    if (triple === null) bad.push([name, entry]);
    else entries.push([name, triple]);
  }
  return { found, text, entries: Object.fromEntries(entries), bad: Object.fromEntries(bad) };
}

function parseCache({ found, text, value }: ObjectFile): BpFiles['cache'] {
  const { token, workspaceId, apiUrl, activeProfile, ...extra } = value;
  const triple = asTriple({ token, workspaceId, apiUrl });
  const isPart = triple === null && [token, workspaceId, apiUrl].some(key => key !== undefined);
  return {
    found: isPart ? 'unreadable' : found,
    text,
    triple,
    activeProfile: typeof activeProfile === 'string' ? activeProfile : null,
    extra,
  };
}

function asTriple(value: unknown): Triple | null {
  if (!isObject(value)) return null;
  const { apiUrl, workspaceId, token } = value;
  const sound =
    typeof apiUrl === 'string' && typeof workspaceId === 'string' && typeof token === 'string';
  return sound ? { apiUrl, workspaceId, token } : null;
}

/**
 * The same triple with its URL as `parseApiUrl` writes it; a URL that `parseApiUrl` refuses stays
 * unchanged.
 */
export function normalised(triple: Triple): Triple {
  try {
    return { ...triple, apiUrl: parseApiUrl(triple.apiUrl).apiUrl };
  } catch {
    return triple;
  }
}

/** A key that is equal for equal triples, however the URL is spelled. Contains the token. */
export function tripleKey(triple: Triple): string {
  const { token, apiUrl, workspaceId } = normalised(triple);
  return JSON.stringify([token, apiUrl, workspaceId]);
}

/**
 * A fingerprint of a triple. It shows whether bp changed an entry, and spares us a second copy of
 * the token.
 */
export function tripleFingerprint({ token, apiUrl, workspaceId }: Triple): string {
  const text = JSON.stringify([token, apiUrl, workspaceId]);
  const known = prints.get(text);
  if (known !== undefined) return known;
  const print = `#${sha256Hex(text).slice(0, 16)}`;
  if (prints.size >= 50_000) prints.clear();
  prints.set(text, print);
  return print;
}

/**
 * Fingerprints that were computed already. Hashing is half the cost of reading thousands of
 * entries, and most of them are hashed several times.
 */
const prints = new Map<string, string>();

/** Fingerprints of everything in bp's files; for a file that cannot be read, those in `known`. */
export function fingerprintsOf(bp: BpFiles, known: Published | null | undefined): Published {
  const profiles = Object.entries(bp.profiles.entries).map(
    ([name, entry]) => [name, tripleFingerprint(entry)] as const,
  );
  const cache = bp.cache.triple === null ? null : tripleFingerprint(bp.cache.triple);
  return {
    profiles: bp.profiles.found === 'unreadable' ? known?.profiles : Object.fromEntries(profiles),
    cache: bp.cache.found === 'unreadable' ? known?.cache : cache,
  };
}
