// Into which profile, and where, a new token goes: decided before it is made.
import { AppError } from '../errors.ts';
import {
  type Config,
  profileNamed,
  type StoredProfile,
  sourceOf,
  type TokenSource,
} from '../profiles/config.ts';
import { noWorkspace } from '../profiles/current.ts';
import { requireName } from '../profiles/name.ts';
import { kindNames } from '../secrets/kind.ts';
import type { Owner } from './owner.ts';
import { profileForAnother } from './sameAccount.ts';

/** The credentials that the new token is made with. */
export type CreationBase = { name: string | null; profile: StoredProfile };

/** Into which profile a new token goes. */
export type Destination = {
  name: string;
  /** The profile as it is now; null for a new one. */
  replaces: StoredProfile | null;
  place: TokenSource;
};

/**
 * Decides where a new token would go, before it is made. Pure.
 * @param place as asked for; as before if not given
 * @throws AppError usage for a place that cannot be filled, or a profile that is for something else
 */
export function planDestination(
  config: Config,
  base: CreationBase,
  owner: Owner,
  name: string,
  place: TokenSource | null,
): Destination {
  const replaces = profileNamed(config, requireName(name));
  const source = place ?? (replaces === null ? { kind: 'file' as const } : sourceOf(replaces));
  if (source.kind === 'command' || source.kind === 'env') {
    throw storeNotWritable();
  }
  if (replaces !== null) requireSameTarget(name, replaces, base, owner);
  if (owner.type === 'account' && !(replaces ?? base.profile).workspaceId) {
    throw noWorkspace(
      'Use the credentials of a profile that has one: --profile NAME',
      'for which the new token could be stored',
    );
  }
  return { name, replaces, place: source };
}

/** Commands and variables are filled by others. */
export function storeNotWritable(): AppError {
  return new AppError(
    'store-not-writable',
    'bp-auth can put a token into config.json or the keychain only',
    { hint: 'Use --store file or keychain; or --print, and put it elsewhere yourself' },
  );
}

function requireSameTarget(
  name: string,
  replaces: StoredProfile,
  { profile }: CreationBase,
  owner: Owner,
): void {
  const refuse = (why: string): never => {
    throw profileForAnother(name, why);
  };
  const kind = owner.type === 'account' ? 'pat' : owner.type;
  if ((replaces.kind ?? 'unknown') !== kind) refuse(`does not hold a ${kindNames[kind]}`);
  if (replaces.tokenOrigin !== profile.tokenOrigin) refuse('belongs to another host');
  // Where it is not known whose the profile is, that is asked before anything is made.
  if (kind === 'pat' && isAnothers(replaces, profile)) {
    refuse(`belongs to ${replaces.accountEmail ?? 'another account'}`);
  }
  if (owner.type === 'bot' && replaces.botId !== owner.id) refuse('is for another bot');
  if (owner.type === 'integration' && replaces.integrationId !== owner.id) {
    refuse('is for another integration');
  }
}

function isAnothers(theirs: StoredProfile, ours: StoredProfile): boolean {
  const fields = ['accountId', 'accountEmail'] as const;
  return fields.some(field => theirs[field] && ours[field] && theirs[field] !== ours[field]);
}
