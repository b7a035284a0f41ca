// Owns what bp's files should hold for a config: PAT profiles with a token in the file, and the active one.
import { originOf } from '../botpress/apiUrl.ts';
import {
  type BpFiles,
  bpCachePath,
  bpProfilesPath,
  type Triple,
  tripleFingerprint,
} from './bpFiles.ts';
import {
  type Config,
  type Published,
  profileNamed,
  type StoredProfile,
  sourceOf,
} from './config.ts';

export type Publication = {
  /** Files whose content has to change, with it. */
  writes: Array<{ path: string; text: string }>;
  published: Published;
  /** Entries of profiles.json that would make bp give up on the whole file. */
  setAside: Record<string, unknown>;
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
export function publication(config: Config, bp: BpFiles, home: string): Publication {
  const entries = Object.entries(config.profiles).flatMap(([name, profile]) => {
    const triple = publishable(profile);
    return triple === null ? [] : [[name, triple] as const];
  });
  const active = config.activeProfile ?? null;
  const triple = active === null ? null : publishable(profileNamed(config, active));
  const cache =
    triple === null ? bp.cache.extra : { ...bp.cache.extra, ...triple, activeProfile: active };
  const wanted = [
    { path: bpProfilesPath(home), before: bp.profiles, value: Object.fromEntries(entries) },
    { path: bpCachePath(home), before: bp.cache, value: cache },
  ];
  return {
    writes: wanted.flatMap(({ path, before, value }) => {
      const needless = before.found === 'missing' && Object.keys(value).length === 0;
      const text = bpJson(value);
      return needless || text === before.text ? [] : [{ path, text }];
    }),
    published: {
      profiles: Object.fromEntries(
        entries.map(([name, entry]) => [name, tripleFingerprint(entry)]),
      ),
      cache: triple === null ? null : tripleFingerprint(triple),
    },
    setAside: bp.profiles.bad,
  };
}

/** As bp writes it: two spaces, no newline at the end (facts: other-tools.md). */
const bpJson = (value: unknown) => JSON.stringify(value, null, 2);
