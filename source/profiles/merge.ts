// A running merge of bp's entries into the profiles.
import { originOf } from '../botpress/apiUrl.ts';
import { kindOf } from '../secrets/kind.ts';
import { type Triple, tripleKey } from './bpFiles.ts';
import type { Change } from './change.ts';
import type { Config, StoredProfile } from './config.ts';
import { type LookAlikes, lookAlikesAmong } from './lookAlike.ts';
import { tokenOriginsOf } from './tokenOrigins.ts';

export type Merge = {
  profiles: Map<string, StoredProfile>;
  active: string | null;
  notices: Change[];
  isTaken: (name: string) => boolean;
  isBroken: (name: string) => boolean;
  /** Names of the profiles with exactly this token, URL and workspace. */
  namesOf: (triple: Triple) => readonly string[];
  /**
   * Names of the profiles with exactly this token, URL and workspace that were there before bp's
   * changes.
   */
  namesBefore: (triple: Triple) => readonly string[];
  set: (name: string, profile: StoredProfile) => void;
  fresh: (entry: Triple) => StoredProfile;
  /** A finder of similar names among all current ones. */
  lookAlikes: () => LookAlikes;
};

/**
 * Starts a merge. The profiles are indexed by token, URL and workspace, because there may be
 * thousands of them.
 */
export function createMerge(config: Config, broken: ReadonlySet<string>, ids: () => string): Merge {
  const profiles = new Map(Object.entries(config.profiles));
  const before = new Map<string, string[]>();
  const added = new Map<string, string[]>();
  for (const [name, profile] of profiles) index(before, keyOfProfile(profile), name);
  let lookAlikes: LookAlikes | undefined;
  const origins = tokenOriginsOf(Object.values(config.profiles));
  const namesIn = (triple: Triple, ...maps: Array<Map<string, string[]>>) => {
    const key = tripleKey(triple);
    const isStill = (name: string) => keyOfProfile(profiles.get(name)) === key;
    return maps.flatMap(map => map.get(key) ?? []).filter(isStill);
  };
  return {
    profiles,
    active: config.activeProfile ?? null,
    notices: [],
    isTaken: name => profiles.has(name) || broken.has(name),
    isBroken: name => broken.has(name),
    namesOf: triple => namesIn(triple, before, added),
    namesBefore: triple => namesIn(triple, before),
    lookAlikes() {
      lookAlikes ??= lookAlikesAmong(profiles.keys());
      return lookAlikes;
    },
    set(name, profile) {
      profiles.set(name, profile);
      index(added, keyOfProfile(profile), name);
    },
    /**
     * A new, unverified profile. A token that is already stored keeps its stored origin, because
     * the URL in bp's file may be any that the environment named.
     */
    fresh: entry => ({
      ...entry,
      tokenOrigin: origins.of(entry.token) ?? originOf(entry.apiUrl) ?? entry.apiUrl,
      kind: kindInBp(entry.token),
      id: ids(),
    }),
  };
}

function index(map: Map<string, string[]>, key: string | null, name: string): void {
  if (key === null) return;
  const names = map.get(key);
  if (names === undefined) map.set(key, [name]);
  else names.push(name);
}

export function keyOfProfile(profile: StoredProfile | undefined): string | null {
  const { apiUrl, workspaceId, token } = profile ?? {};
  return apiUrl && workspaceId && token ? tripleKey({ apiUrl, workspaceId, token }) : null;
}

/** bp logs in only with PATs, so a token without a known prefix is one. */
function kindInBp(token: string): 'pat' | 'bot' | 'integration' {
  const kind = kindOf(token);
  return kind === 'unknown' ? 'pat' : kind;
}
