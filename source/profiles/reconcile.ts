// The changes that bp made, found by comparing its files with what we last wrote.
import { originOf } from '../botpress/apiUrl.ts';
import { fingerprint } from '../secrets/kind.ts';
import { valueAt } from '../valueAt.ts';
import { type BpFiles, normalised, type Triple, tripleFingerprint, tripleKey } from './bpFiles.ts';
import type { Change } from './change.ts';
import { type Config, type StoredProfile, sourceOf } from './config.ts';
import { createMerge, keyOfProfile, type Merge } from './merge.ts';
import { freeName, nameForId, nameProblem, tidyName } from './name.ts';

export type Reconciled = { config: Config; notices: Change[] };

/**
 * The config with bp's changes since our last write. Pure; writes nothing.
 * @param broken names of profiles that we cannot understand; nothing replaces them
 * @param ids creates an id for each new profile
 */
export function reconcile(
  config: Config,
  broken: ReadonlySet<string>,
  bp: BpFiles,
  ids: () => string,
): Reconciled {
  const news = newEntries(config, bp);
  const cacheNews = isCacheNews(config, bp);
  const gone = goneEntries(config, bp);
  if (news.length === 0 && !cacheNews && gone.length === 0) return { config, notices: [] };

  const merge = createMerge(config, broken, ids);
  const later: typeof news = [];
  for (const found of news) {
    const entry = normalised(found[1]);
    // An entry that equals one of our profiles is merged last. The other entries may change that
    // profile first, and then this entry no longer equals it.
    if (merge.namesBefore(entry).length > 0) later.push([found[0], entry]);
    else mergeEntry(merge, found[0], entry);
  }
  for (const [name, entry] of later) mergeEntry(merge, name, entry);
  for (const name of gone) merge.notices.push({ type: 'unpublished', name });
  if (cacheNews) mergeCache(merge, bp, config);
  const { active, notices } = merge;
  const activeBefore = config.activeProfile ?? null;
  return {
    config: {
      ...config,
      profiles: Object.fromEntries(merge.profiles),
      ...(active === activeBefore ? {} : { activeProfile: active, previousProfile: activeBefore }),
    },
    notices,
  };
}

function newEntries(config: Config, { profiles }: BpFiles): Array<[string, Triple]> {
  if (profiles.found !== 'ok') return [];
  return Object.entries(profiles.entries).filter(([name, entry]) => {
    // An entry that equals our profile is no news. Comparing the values is a hundred times cheaper
    // than hashing them.
    if (isTripleOf(valueAt(config.profiles, name), entry)) return false;
    const now = tripleFingerprint(entry);
    if (now === valueAt(config.published?.profiles, name)) return false;
    return now !== valueAt(config.publishing?.profiles, name);
  });
}

/** Names of our profiles that were written to bp's file and are no longer there. */
function goneEntries(config: Config, { profiles }: BpFiles): string[] {
  if (profiles.found === 'unreadable' || config.publishing) return [];
  return Object.keys(config.published?.profiles ?? {}).filter(
    name => !Object.hasOwn(profiles.entries, name) && Object.hasOwn(config.profiles, name),
  );
}

/**
 * Whether bp changed its cache. If our last publication was interrupted, the cache may still hold
 * what it held before, and that is no change.
 */
function isCacheNews(config: Config, { cache }: BpFiles): boolean {
  if (cache.found !== 'ok') return false;
  if (cache.triple !== null && isOurActive(config, cache.triple, cache.activeProfile)) return false;
  const now = cache.triple === null ? null : tripleFingerprint(cache.triple);
  if (now === (config.published?.cache ?? null)) return false;
  return !config.publishing || now !== (config.publishing.cache ?? null);
}

function isOurActive(config: Config, triple: Triple, named: string | null): boolean {
  const active = config.activeProfile ?? null;
  if (active === null || (named !== null && named !== active)) return false;
  return isTripleOf(valueAt(config.profiles, active), triple);
}

const isTripleOf = (profile: StoredProfile | undefined, entry: Triple) =>
  profile !== undefined &&
  profile.token === entry.token &&
  profile.apiUrl === entry.apiUrl &&
  profile.workspaceId === entry.workspaceId;

function mergeEntry(merge: Merge, name: string, entry: Triple): void {
  const ours = merge.profiles.get(name);
  if (keyOfProfile(ours) === tripleKey(entry)) return;
  const [other] = merge.namesBefore(entry);
  if (other !== undefined) {
    // bp has our profile `other` under this name. If another profile has this name here, that
    // profile stays unchanged.
    if (ours !== undefined) merge.notices.push({ type: 'differs', name, as: other });
    return;
  }
  const isOpen = ours !== undefined && !ours.protected && sourceOf(ours).kind === 'file';
  if (isOpen) {
    const updated = updatedBy(ours, entry, merge.fresh(entry));
    merge.set(name, updated);
    merge.notices.push(conflictOf(name, updated) ?? { type: 'updated', name });
    return;
  }
  if (ours !== undefined || merge.isBroken(name)) {
    const as = freeName(`${name}-bp`, merge.isTaken);
    merge.notices.push({ type: 'kept-apart', name, as });
    const apart = merge.fresh(entry);
    merge.set(as, apart);
    const conflict = conflictOf(as, apart);
    if (conflict !== null) merge.notices.push(conflict);
    return;
  }
  const tidy = tidyName(name);
  adopt(
    merge,
    freeName(keepable(tidy) ? tidy : nameForId(entry.workspaceId), merge.isTaken),
    entry,
  );
}

/**
 * bp allows more names than we do, with blanks for example. Names that nobody could type or print
 * are replaced.
 */
function keepable(name: string): boolean {
  const asOurs = name.replaceAll(/[ !-,/:-@[-`{-~]/g, '_');
  return name === name.trim() && nameProblem(asOurs) === null;
}

/** Our profile after a change of bp's entry. Unknown keys are kept. */
function updatedBy(ours: StoredProfile, entry: Triple, fresh: StoredProfile): StoredProfile {
  const { workspaceName, workspaceHandle, verifiedAt, ...rest } = ours;
  const id = ours.id ?? fresh.id;
  if (ours.token === entry.token) {
    const names = ours.workspaceId === entry.workspaceId ? { workspaceName, workspaceHandle } : {};
    // If the token is unchanged, its origin stays, and so does what is known about its owner.
    return { ...rest, ...names, ...entry, id };
  }
  const { tokenId, tokenFingerprint, accountId, accountEmail, createdAt, ...kept } = rest;
  return { ...kept, ...fresh, id };
}

function mergeCache(merge: Merge, bp: BpFiles, { published }: Config): void {
  const { triple, activeProfile } = bp.cache;
  if (triple === null) {
    if (merge.active !== null) merge.notices.push({ type: 'logged-out' });
    merge.active = null;
    return;
  }
  const entry = normalised(triple);
  const names = merge.namesOf(entry);
  const preferred = [activeProfile, merge.active].find(
    name => name !== null && names.includes(name),
  );
  const existing = preferred ?? names[0];
  if (existing !== undefined) {
    activate(merge, existing);
    return;
  }
  if (!isInEntry(bp, entry)) {
    const { token, ...place } = entry;
    const neverWritten = Object.keys(published?.profiles ?? {}).length === 0;
    merge.notices.push({
      type: 'unfinished-login',
      fingerprint: fingerprint(token),
      ...place,
      perhapsOldBp: bp.profiles.found === 'missing' && neverWritten,
      use: merge.active ?? merge.profiles.keys().next().value ?? null,
    });
    return;
  }
  const named = activeProfile === null ? null : tidyName(activeProfile);
  const wanted =
    named !== null && keepable(named) && !merge.isTaken(named)
      ? named
      : nameForId(entry.workspaceId);
  const name = freeName(wanted, merge.isTaken);
  adopt(merge, name, entry);
  activate(merge, name);
}

function isInEntry({ profiles }: BpFiles, triple: Triple): boolean {
  const key = tripleKey(triple);
  return Object.values(profiles.entries).some(entry => tripleKey(entry) === key);
}

function activate(merge: Merge, name: string): void {
  if (merge.active === name) return;
  merge.active = name;
  merge.notices.push({ type: 'activated', name });
}

function adopt(merge: Merge, name: string, entry: Triple): void {
  const profile = merge.fresh(entry);
  const like = merge.lookAlikes().of(name);
  merge.set(name, profile);
  merge.lookAlikes().add(name);
  const adopted: Change = { type: 'adopted', name, ...(like === null ? {} : { like }) };
  merge.notices.push(conflictOf(name, profile) ?? adopted);
}

function conflictOf(name: string, { tokenOrigin, apiUrl }: StoredProfile): Change | null {
  if (!tokenOrigin || tokenOrigin === originOf(apiUrl)) return null;
  return { type: 'conflict', name, tokenOrigin, apiUrl };
}
