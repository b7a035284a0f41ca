// Owns what bp's files should hold for a config: PAT profiles with a token in the file, and the active one.
import { originOf } from '../botpress/apiUrl.ts';
import {
  type BpFiles,
  bpCachePath,
  bpProfilesPath,
  type Triple,
  tripleFingerprint,
  tripleKey,
} from './bpFiles.ts';
import {
  type Config,
  type Published,
  profileNamed,
  type StoredProfile,
  sourceOf,
} from './config.ts';

export type PublicationInput = {
  /** What is to be published. */
  config: Config;
  /** What was stored before. */
  before: Config;
  /** Names of profiles that we do not understand, before and after. */
  brokenBefore: ReadonlySet<string>;
  broken: ReadonlySet<string>;
  bp: BpFiles;
  home: string;
};

export type Publication = {
  /** Files whose content has to change, with it. */
  writes: Array<{ path: string; text: string }>;
  published: Published;
  /** What of profiles.json would make bp give up on the whole file: name → raw value. */
  setAside: Array<[name: string, value: unknown]>;
};

/** A profile as bp can use it; null for those that bp cannot serve. */
export function publishable(profile: StoredProfile | null): Triple | null {
  if (profile === null || profile.kind !== 'pat' || sourceOf(profile).kind !== 'file') return null;
  const { apiUrl, workspaceId, token } = profile;
  // What we would refuse to send ourselves is not handed to bp either.
  if (profile.tokenOrigin !== originOf(apiUrl)) return null;
  return workspaceId && token ? { apiUrl, workspaceId, token } : null;
}

/** What to write where, so that bp sees this config. Pure. */
export function publication(input: PublicationInput): Publication {
  const { config, bp, home } = input;
  const own = Object.entries(config.profiles).flatMap(([name, profile]) => {
    const triple = publishable(profile);
    // bp reads its file into plain objects, where such names are no entries.
    return triple === null || name in {} ? [] : [[name, triple] as const];
  });
  const entries = [...own, ...othersToKeep(input, own)];
  const active = config.activeProfile ?? null;
  const triple = active === null ? null : publishable(profileNamed(config, active));
  const cache =
    triple === null ? bp.cache.extra : { ...bp.cache.extra, ...triple, activeProfile: active };
  const wanted = [
    { path: bpProfilesPath(home), before: bp.profiles, value: Object.fromEntries(entries) },
    { path: bpCachePath(home), before: bp.cache, value: cache },
  ];
  const prints = entries.map(([name, entry]) => [name, tripleFingerprint(entry)] as const);
  return {
    writes: wanted.flatMap(({ path, before, value }) => {
      const needless = before.found === 'missing' && Object.keys(value).length === 0;
      const text = bpJson(value);
      return needless || text === before.text ? [] : [{ path, text }];
    }),
    published: {
      profiles: Object.fromEntries(prints),
      cache: triple === null ? null : tripleFingerprint(triple),
    },
    setAside: unusableIn(bp),
  };
}

type Entry = readonly [name: string, triple: Triple];

/**
 * Entries of bp's that are no profiles of ours, but not ours to remove either: another name that bp has
 * for one of our profiles (`default`, mostly), and one whose name is a profile that we do not understand.
 */
function othersToKeep(
  { config, before, brokenBefore, broken, bp }: PublicationInput,
  own: readonly Entry[],
): Entry[] {
  const others = Object.entries(bp.profiles.entries).filter(
    ([name]) => !Object.hasOwn(config.profiles, name),
  );
  if (others.length === 0) return [];
  const keys = new Set(own.map(([, triple]) => tripleKey(triple)));
  return others.filter(([name, triple]) => {
    if (broken.has(name)) return true;
    if (Object.hasOwn(before.profiles, name) || brokenBefore.has(name)) return false;
    return !wasLeftBehind(before, name) && keys.has(tripleKey(triple));
  });
}

/** Whether an entry is there only because the publication that would have removed it broke off. */
function wasLeftBehind({ published, publishing }: Config, name: string): boolean {
  const has = (known: Published | null | undefined) => Object.hasOwn(known?.profiles ?? {}, name);
  return has(publishing) && !has(published);
}

/** Empty is what bp's own truncating leaves; anything else may be somebody's work. */
function unusableIn({ profiles }: BpFiles): Array<[string, unknown]> {
  const { found, text } = profiles;
  if (found === 'unreadable') return text?.trim() ? [['profiles.json', text]] : [];
  return Object.entries(profiles.bad);
}

/** As bp writes it: two spaces, no newline at the end (facts: other-tools.md). */
const bpJson = (value: unknown) => JSON.stringify(value, null, 2);
