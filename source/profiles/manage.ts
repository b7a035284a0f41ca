// The changes that people make to profiles: use, rename, protect. Removal: remove.ts.
import { requireOwnOrigin } from '../botpress/hostGate.ts';
import { line, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { AppError } from '../errors.ts';
import { bpAlias } from './bpAlias.ts';
import {
  type Config,
  fingerprintOf,
  profileNamed,
  type StoredProfile,
  withProfile,
} from './config.ts';
import { requireName } from './name.ts';
import { changeState, type State } from './store.ts';
import { unknownProfile } from './unknownProfile.ts';

/**
 * The profile, or an error that lists the existing ones.
 * @throws AppError `usage`
 */
export function requireProfile(config: Config, name: string): StoredProfile {
  const profile = profileNamed(config, name);
  if (profile === null) throw unknownProfile(config, name);
  return profile;
}

/**
 * The profile with the name that was typed. If there is none, the error names the profile that has
 * this name in bp, or lists the existing ones.
 * @throws AppError `usage`
 */
export function requireNamed(state: Pick<State, 'config' | 'bp'>, name: string): StoredProfile {
  const profile = profileNamed(state.config, name);
  if (profile === null) throw unknownProfile(state.config, name, bpAlias(state, name));
  return profile;
}

/**
 * Makes a profile active and remembers the previous one.
 * @throws AppError `usage`, `origin`, `local`
 */
export function switchProfile(ctx: Context, name: string): Promise<State> {
  return changeState(
    ctx,
    'profiles use',
    config => {
      // Checked before the switch: otherwise a profile with a token of another origin would become
      // active, and every later call would be refused.
      const { apiUrl, tokenOrigin } = requireProfile(config, name);
      requireOwnOrigin({ apiUrl, tokenOrigin: tokenOrigin ?? '' });
      return activated(config, name, ctx.now());
    },
    { settling: 'all' },
  );
}

/** @param now epoch milliseconds */
export function activated(config: Config, name: string, now: number): Config {
  const before = config.activeProfile ?? null;
  const previousProfile = before === name ? (config.previousProfile ?? null) : before;
  const used = { ...requireProfile(config, name), usedAt: new Date(now).toISOString() };
  return { ...withProfile(config, name, used), activeProfile: name, previousProfile };
}

/**
 * Renames a profile everywhere; it keeps its place in the list.
 * @throws AppError `usage`, `local`
 */
export function renameProfile(ctx: Context, from: string, to: string): Promise<State> {
  requireName(to);
  return changeState(ctx, 'profiles rename', config => {
    requireProfile(config, from);
    if (from !== to && profileNamed(config, to) !== null) {
      throw new AppError('profile-exists', `There is a profile ${to} already`, {
        hint: say`Choose another name, or remove that profile first: ${line('profiles', 'remove', to)}`,
      });
    }
    const swap = (name: string | null | undefined) => (name === from ? to : (name ?? null));
    return {
      ...config,
      activeProfile: swap(config.activeProfile),
      previousProfile: swap(config.previousProfile),
      profiles: mapEntries(config.profiles, ([name, profile]) => [
        name === from ? to : name,
        profile,
      ]),
      directories: mapEntries(config.directories ?? {}, ([directory, name]) => [
        directory,
        name === from ? to : name,
      ]),
    };
  });
}

/**
 * Protects a profile, or removes its protection.
 * @throws AppError `usage`, `local`
 */
export function protectProfile(ctx: Context, name: string, on: boolean): Promise<State> {
  return changeState(ctx, 'profiles protect', config => {
    const { protected: _, ...profile } = requireProfile(config, name);
    return withProfile(config, name, on ? { ...profile, protected: true } : profile);
  });
}

/**
 * Names of the profiles that hold the same token as this one, its own included; empty if the token
 * is not known.
 */
export function profilesWithToken(config: Config, profile: StoredProfile): string[] {
  const print = fingerprintOf(profile);
  if (print === null) return [];
  return Object.entries(config.profiles)
    .filter(([, other]) => fingerprintOf(other) === print)
    .map(([name]) => name);
}

function mapEntries<Value>(
  record: Record<string, Value>,
  map: (entry: [string, Value]) => [string, Value],
): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).map(map));
}
