// The contents of bp's files for a config: PAT profiles whose token is in config.json, and the
// active profile.
import { fingerprint } from '../secrets/kind.ts';
import { valueAt } from '../valueAt.ts';
import {
  type BpFiles,
  bpCachePath,
  bpProfilesPath,
  fingerprintsOf,
  type Triple,
  tripleFingerprint,
  tripleKey,
} from './bpFiles.ts';
import { type Config, type Published, profileNamed } from './config.ts';
import type { Notice } from './notice.ts';
import { publishable } from './publishable.ts';
import { type Settled, type Settling, settles } from './settling.ts';
import { entriesWithoutTokens } from './tokensIn.ts';

export type PublicationInput = {
  /** The config to publish. */
  config: Config;
  /** The config before the change. */
  before: Config;
  /** The changes by bp that were found in its files. */
  notices: readonly Notice[];
  settling: Settling;
  /** Names of profiles that we cannot understand, before and after. */
  brokenBefore: ReadonlySet<string>;
  broken: ReadonlySet<string>;
  bp: BpFiles;
  /** Tokens that must not remain anywhere. */
  gone: ReadonlySet<string>;
  home: string;
};

export type Publication = {
  /** Files to change, with their new content. */
  writes: Array<{ path: string; text: string }>;
  published: Published;
  /**
   * Fingerprints of what bp's files contain before the writes. If the writes leave an entry or the
   * cache as bp changed it, the fingerprint of our version stands in its place.
   */
  publishing: Published;
  settled: Settled[];
  /** Entries of profiles.json that would make bp reject the whole file: name → raw value. */
  setAside: Array<[name: string, value: unknown]>;
};

/** The writes after which bp sees this config. Pure. */
export function publication(input: PublicationInput): Publication {
  const { config, bp, home } = input;
  const own = Object.entries(config.profiles).flatMap(([name, profile]) => {
    const triple = publishable(profile);
    // bp reads the file into plain objects, where names like `constructor` never count as entries.
    return triple === null || name in {} ? [] : [[name, triple] as const];
  });
  const entries = [...own, ...othersToKeep(input, own)];
  const active = config.activeProfile ?? null;
  const triple = active === null ? null : publishable(profileNamed(config, active));
  const published = {
    profiles: Object.fromEntries(entries.map(([name, entry]) => [name, tripleFingerprint(entry)])),
    cache: triple === null ? null : tripleFingerprint(triple),
  };
  const repointed = repointedIn(input, own);
  const found = unfinishedIn(input);
  const isLeft =
    found !== null && !settles(input.settling, 'unfinished-login') && !input.gone.has(found.token);
  const extra = entriesWithoutTokens(bp.cache.extra, input.gone);
  const cache = triple === null ? extra : { ...extra, ...triple, activeProfile: active };
  const wanted = [
    { path: bpProfilesPath(home), before: bp.profiles, value: withLeft(entries, repointed.left) },
    ...(isLeft ? [] : [{ path: bpCachePath(home), before: bp.cache, value: cache }]),
  ];
  const before = fingerprintsOf(bp, input.before.publishing ?? input.before.published);
  return {
    writes: wanted.flatMap(({ path, before, value }) => {
      const needless = before.found === 'missing' && Object.keys(value).length === 0;
      const text = bpJson(value);
      return needless || text === before.text ? [] : [{ path, text }];
    }),
    // If bp's version of an entry stays in bp's file, our version is recorded as published. So the
    // next read still finds bp's version to be a change.
    published,
    publishing: {
      profiles: withLeft(
        Object.entries(before.profiles ?? {}),
        [...repointed.left.keys()].map(name => [name, valueAt(published.profiles, name) ?? '']),
      ),
      cache: isLeft ? published.cache : before.cache,
    },
    settled: [
      ...(found === null || isLeft
        ? []
        : [{ type: 'cache-replaced' as const, fingerprint: fingerprint(found.token) }]),
      ...repointed.settled,
    ],
    setAside: unusableIn(bp),
  };
}

/** All entries as a map; where names are equal, the entry of `left` wins. */
function withLeft<Value>(
  entries: ReadonlyArray<readonly [string, Value]>,
  left: Iterable<readonly [string, Value]>,
): Record<string, Value> {
  return Object.fromEntries([...entries, ...left]);
}

/** The contents of bp's cache if they come from an unfinished login. */
function unfinishedIn({ notices, bp }: PublicationInput): Triple | null {
  return notices.some(({ type }) => type === 'unfinished-login') ? bp.cache.triple : null;
}

/**
 * Profiles whose entry in bp's file has the credentials of another profile. `left`: entries that
 * this write keeps. `settled`: entries that it repairs.
 */
function repointedIn({ config, notices, settling, bp }: PublicationInput, own: readonly Entry[]) {
  const differing = notices
    .filter(notice => notice.type === 'differs')
    .filter(({ name }) => Object.hasOwn(config.profiles, name));
  const left = new Map<string, Triple>();
  const settled: Settled[] = [];
  if (differing.length === 0) return { left, settled };
  const keys = new Set(own.map(([, triple]) => tripleKey(triple)));
  for (const notice of differing) {
    const triple = valueAt(bp.profiles.entries, notice.name);
    const isStillOurs = triple !== undefined && keys.has(tripleKey(triple));
    if (isStillOurs && !settles(settling, 'differs')) left.set(notice.name, triple);
    else settled.push({ type: 'put-back', name: notice.name, as: notice.as });
  }
  return { left, settled };
}

type Entry = readonly [name: string, triple: Triple];

/**
 * Entries in bp's file that stay, although no usable profile of ours has their name. Some are other
 * names for one of our profiles (mostly `default`). The others have the name of a profile in
 * config.json that we cannot understand.
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

/**
 * Whether an entry is only there because the publication that would have removed it was
 * interrupted.
 */
function wasLeftBehind({ published, publishing }: Config, name: string): boolean {
  const has = (known: Published | null | undefined) => Object.hasOwn(known?.profiles ?? {}, name);
  return has(publishing) && !has(published);
}

/**
 * What bp cannot use, to be set aside, since it may be somebody's work. An empty file is not set
 * aside: bp truncates a file before it writes.
 */
function unusableIn({ profiles }: BpFiles): Array<[string, unknown]> {
  const { found, text } = profiles;
  if (found === 'unreadable') return text?.trim() ? [['profiles.json', text]] : [];
  return Object.entries(profiles.bad);
}

/** In bp's format: two spaces, no newline at the end. */
const bpJson = (value: unknown) => JSON.stringify(value, null, 2);
