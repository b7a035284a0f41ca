// Owns what it means when bp's files differ from what we last wrote there (table: contract.md, Files).
import { originOf, parseApiUrl } from '../botpress/apiUrl.ts';
import { fingerprint, kindOf } from '../tokens/kind.ts';
import { type BpFiles, type Triple, tripleFingerprint } from './bpFiles.ts';
import { type Config, profileNamed, type StoredProfile, sourceOf, withProfile } from './config.ts';
import { freeName, nameForId, nameProblem } from './name.ts';

/** Something bp did, in a form that screens and commands put into words. */
export type Notice =
  | { type: 'adopted'; name: string }
  | { type: 'updated'; name: string }
  | { type: 'conflict'; name: string; tokenOrigin: string; apiUrl: string }
  | { type: 'kept-apart'; name: string; as: string }
  | { type: 'unpublished'; name: string }
  | { type: 'activated'; name: string }
  | { type: 'logged-out' };

export type Reconciled = { config: Config; notices: Notice[] };

/** Merges into the config what bp changed since we last wrote its files. Pure; writes nothing. */
export function reconcile(config: Config, bp: BpFiles, ids: () => string): Reconciled {
  const notices: Notice[] = [];
  let merged = config;
  if (bp.profiles.found === 'ok') {
    for (const [name, entry] of Object.entries(bp.profiles.entries)) {
      const isNews = changed(tripleFingerprint(entry), config, known => known?.profiles?.[name]);
      if (isNews) merged = mergeEntry(merged, name, normalised(entry), notices, ids);
    }
    for (const name of Object.keys(config.published?.profiles ?? {})) {
      const gone = !Object.hasOwn(bp.profiles.entries, name) && profileNamed(config, name) !== null;
      if (gone && !config.publishing) notices.push({ type: 'unpublished', name });
    }
  }
  if (bp.cache.found === 'ok') merged = mergeCache(merged, config, bp, notices, ids);
  return { config: merged, notices };
}

type Known = Config['published'];

/** Whether this is neither what we wrote, nor what lay there before a publication of ours broke off. */
function changed(
  now: string | null,
  config: Config,
  pick: (known: Known) => string | null | undefined,
): boolean {
  if (now === (pick(config.published) ?? null)) return false;
  return !config.publishing || now !== (pick(config.publishing) ?? null);
}

function mergeEntry(
  config: Config,
  name: string,
  entry: Triple,
  notices: Notice[],
  ids: () => string,
): Config {
  if (profileWith(config, entry) !== null) return config;
  const ours = profileNamed(config, name);
  if (ours === null) {
    const as = nameProblem(name) === null ? name : nameForId(entry.workspaceId);
    return adopt(config, freeName(as, taken(config)), entry, notices, ids);
  }
  if (ours.protected || sourceOf(ours).kind !== 'file') {
    const as = freeName(`${name}-bp`, taken(config));
    notices.push({ type: 'kept-apart', name, as });
    return withProfile(config, as, fresh(config, entry, ids));
  }
  const updated = { ...fresh(config, entry, ids), id: ours.id ?? ids() };
  if (ours.token === entry.token) {
    // The same token: what it is bound to stays, and so does what is known of its owner.
    const { tokenOrigin, tokenId, accountId, accountEmail, createdAt } = ours;
    Object.assign(updated, { tokenOrigin, tokenId, accountId, accountEmail, createdAt });
  }
  notices.push(
    updated.tokenOrigin === originOf(entry.apiUrl)
      ? { type: 'updated', name }
      : conflict(name, updated),
  );
  return withProfile(config, name, updated);
}

function mergeCache(
  merged: Config,
  config: Config,
  bp: BpFiles,
  notices: Notice[],
  ids: () => string,
): Config {
  const { triple, activeProfile } = bp.cache;
  const now = triple === null ? null : tripleFingerprint(triple);
  if (!changed(now, config, known => known?.cache)) return merged;
  if (triple === null) {
    notices.push({ type: 'logged-out' });
    return activate(merged, null);
  }
  const entry = normalised(triple);
  const existing = profileWith(merged, entry, activeProfile);
  if (existing !== null) {
    if (existing !== merged.activeProfile) notices.push({ type: 'activated', name: existing });
    return activate(merged, existing);
  }
  const wanted =
    activeProfile !== null && nameProblem(activeProfile) === null
      ? activeProfile
      : nameForId(entry.workspaceId);
  const name = freeName(wanted, taken(merged));
  return activate(adopt(merged, name, entry, notices, ids), name);
}

function adopt(
  config: Config,
  name: string,
  entry: Triple,
  notices: Notice[],
  ids: () => string,
): Config {
  const profile = fresh(config, entry, ids);
  const foreign = profile.tokenOrigin !== originOf(entry.apiUrl);
  notices.push(foreign ? conflict(name, profile) : { type: 'adopted', name });
  return withProfile(config, name, profile);
}

/**
 * An unverified profile for a triple of bp's. A token that is already known belongs to the origin it
 * is known under: bp pairs tokens with any URL that an environment names.
 */
function fresh(config: Config, entry: Triple, ids: () => string): StoredProfile {
  const print = fingerprint(entry.token);
  const owner = Object.values(config.profiles).find(
    profile =>
      profile.token === entry.token ||
      (profile.tokenFingerprint !== null && profile.tokenFingerprint === print),
  );
  return {
    ...entry,
    tokenOrigin: owner?.tokenOrigin ?? originOf(entry.apiUrl) ?? entry.apiUrl,
    kind: kindOf(entry.token),
    id: ids(),
  };
}

function conflict(name: string, profile: StoredProfile): Notice {
  const tokenOrigin = profile.tokenOrigin ?? '';
  return { type: 'conflict', name, tokenOrigin, apiUrl: profile.apiUrl };
}

/** The profile with exactly this token, URL and workspace; `preferred` where several have it. */
function profileWith(config: Config, triple: Triple, preferred?: string | null): string | null {
  const names = Object.entries(config.profiles).flatMap(([name, profile]) =>
    profile.token === triple.token &&
    profile.apiUrl === triple.apiUrl &&
    profile.workspaceId === triple.workspaceId
      ? [name]
      : [],
  );
  const active = names.find(name => name === config.activeProfile);
  return names.find(name => name === preferred) ?? active ?? names[0] ?? null;
}

function activate(config: Config, name: string | null): Config {
  if ((config.activeProfile ?? null) === name) return config;
  return { ...config, activeProfile: name, previousProfile: config.activeProfile ?? null };
}

const taken = (config: Config) => (name: string) => profileNamed(config, name) !== null;

/** The same triple with its URL as we write it; one that we would never use is left as it is. */
function normalised(entry: Triple): Triple {
  return originOf(entry.apiUrl) === null
    ? entry
    : { ...entry, apiUrl: parseApiUrl(entry.apiUrl).apiUrl };
}
