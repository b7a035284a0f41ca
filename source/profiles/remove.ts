// The removal of profiles, one or all, and the data needed to put one back.
import type { Context } from '../context.ts';
import { type Triple, tripleKey } from './bpFiles.ts';
import { type Config, fingerprintOf, profileNamed, type StoredProfile } from './config.ts';
import { profilesWithToken, requireProfile } from './manage.ts';
import { publishable } from './publishable.ts';
import { secretOf, type TakenProfile } from './putBack.ts';
import { forgetSecrets, keyOf } from './sources/keychain.ts';
import { changeState, readState, type State } from './store.ts';

export type Removal = {
  state: State;
  name: string;
  /** Files that the profile was removed from, by their base name; or `keychain`. */
  files: string[];
  /** Other profiles that hold the same token; they stay. */
  sameToken: string[];
  /** Keychain entries that could not be removed, as sentences. */
  left: string[];
  tokenFingerprint: string | null;
  wasActive: boolean;
};

export type RemovalOptions = {
  /** Whether the removal also takes the credentials of an unfinished login out of bp's cache. */
  isLogout?: boolean;
  /** Whether to make the removal undoable: a token in the keychain is read before it is removed. */
  canReturn?: boolean;
};

/**
 * Removes a profile everywhere; no other becomes active.
 * @returns what was removed, and the data to put it back: null for a profile that cannot be parsed
 * @throws AppError `usage`, `local`
 */
export async function removeProfile(
  ctx: Context,
  name: string,
  { isLogout = false, canReturn = false }: RemovalOptions = {},
): Promise<Removal & { taken: TakenProfile | null }> {
  const before = readState(ctx);
  // Removing the active profile is a logout, whatever the command is called.
  const settling = isLogout || before.config.activeProfile === name ? 'cache' : 'nothing';
  const isBroken = Object.hasOwn(before.broken, name);
  let sameToken: string[] = [];
  let whole: Config | null = null;
  const { secret, unread } = await secretOf(
    ctx,
    canReturn ? profileNamed(before.config, name) : null,
  );
  let gone: StoredProfile[] = [];
  const state = await changeState(
    ctx,
    isLogout ? 'logout' : 'profiles remove',
    config => {
      if (isBroken) return config;
      const profile = requireProfile(config, name);
      whole = config;
      sameToken = profilesWithToken(config, profile).filter(other => other !== name);
      gone = [profile];
      return without(config, name);
    },
    { forget: isBroken ? [name] : [], settling },
  );
  const inBp = Object.hasOwn(before.bp.profiles.entries, name) ? ['profiles.json'] : [];
  const inCache =
    before.config.activeProfile === name && before.bp.cache.triple !== null
      ? ['global.cache.json']
      : [];
  const left = await forgetSecrets(ctx, gone, Object.values(state.config.profiles));
  const inKeychain = gone.some(keyOf) && left.length === 0 ? ['keychain'] : [];
  const files = ['config.json', ...inBp, ...inCache, ...inKeychain];
  const [profile] = gone;
  const lost = lostFrom(state, unread && left.length === 0);
  const aliases = profile === undefined ? {} : aliasesOf(before, profile);
  const taken =
    profile === undefined || whole === null
      ? null
      : { name, profile, before: whole, after: state.config, aliases, secret, lost };
  const wasActive = before.config.activeProfile === name;
  const tokenFingerprint = profile === undefined ? null : fingerprintOf(profile);
  return { state, name, files, sameToken, left, tokenFingerprint, wasActive, taken };
}

/** Other names that bp has for a profile. */
function aliasesOf({ bp, config }: State, profile: StoredProfile): Record<string, Triple> {
  const triple = publishable(profile);
  if (triple === null) return {};
  return filterEntries(
    bp.profiles.entries,
    ([name, entry]) =>
      !Object.hasOwn(config.profiles, name) && tripleKey(entry) === tripleKey(triple),
  );
}

/** What cannot be restored, in sentences without a full stop. */
function lostFrom({ settled = [] }: State, isTokenLost: boolean): string[] {
  return [
    ...(isTokenLost
      ? ['its token is lost: the keychain could not be read before the removal']
      : []),
    ...(settled.some(({ type }) => type === 'cache-replaced')
      ? ['the bp login that bp-auth had not imported is not restored']
      : []),
  ];
}

/**
 * Removes every profile, including those that we cannot understand.
 * @throws AppError `local`
 */
export async function removeAll(ctx: Context): Promise<Pick<Removal, 'state' | 'left'>> {
  let gone: StoredProfile[] = [];
  const nothing = { activeProfile: null, previousProfile: null, profiles: {}, directories: {} };
  const forgetAll = (config: Config) => {
    gone = Object.values(config.profiles);
    return { ...config, ...nothing };
  };
  const options = { forget: 'everything', settling: 'all' } as const;
  const state = await changeState(ctx, 'logout', forgetAll, options);
  return { state, left: await forgetSecrets(ctx, gone, []) };
}

function without(config: Config, name: string): Config {
  const keep = (other: string | null | undefined) => (other === name ? null : (other ?? null));
  return {
    ...config,
    activeProfile: keep(config.activeProfile),
    previousProfile: keep(config.previousProfile),
    profiles: filterEntries(config.profiles, ([other]) => other !== name),
    directories: filterEntries(config.directories ?? {}, ([, other]) => other !== name),
  };
}

function filterEntries<Value>(
  record: Record<string, Value>,
  keep: (entry: [string, Value]) => boolean,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(keep));
}
