// The profile and place for a new token, decided before it is created.
import { AppError } from '../errors.ts';
import {
  type Config,
  isFilledByOthers,
  profileNamed,
  type StoredProfile,
  sourceOf,
  type TokenSource,
} from '../profiles/config.ts';
import { noWorkspace } from '../profiles/current.ts';
import { requireName } from '../profiles/name.ts';
import { oneOfKind } from '../secrets/kind.ts';
import type { Owner } from './owner.ts';
import { profileForAnother } from './sameAccount.ts';

/** The credentials that create the new token. */
export type CreationBase = { name: string | null; profile: StoredProfile };

/** The profile that receives a new token. */
export type Destination = {
  name: string;
  /** The profile as it is now; null if it is new. */
  replaces: StoredProfile | null;
  place: TokenSource;
};

/**
 * Decides where a new token would be stored, before it is created. Pure.
 * @param place the requested place; if absent, the profile's current one
 * @throws AppError `usage` if the name is invalid, the place cannot be written to, the profile would
 * have no workspace, or an existing profile's kind, host or owner is not that of the new token
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
  if (isFilledByOthers(source)) {
    throw storeNotWritable();
  }
  if (replaces !== null) requireSameTarget(name, replaces, base, owner);
  if (owner.type === 'account' && !(replaces ?? base.profile).workspaceId) {
    throw noWorkspace(
      'Use the credentials of a profile with a workspace: --profile NAME',
      'for which the new token could be stored',
    );
  }
  return { name, replaces, place: source };
}

/** The error for a place that bp-auth cannot write to: a command or a variable. */
export function storeNotWritable(): AppError {
  return new AppError(
    'store-not-writable',
    'bp-auth can put a token into config.json or the keychain only',
    { hint: 'Use --store file or keychain; or --print, and put the token elsewhere yourself' },
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
  if ((replaces.kind ?? 'unknown') !== kind) refuse(`does not hold ${oneOfKind(kind)}`);
  if (replaces.tokenOrigin !== profile.tokenOrigin) refuse('belongs to another host');
  // An unknown account passes here: `requireSameAccount` asks the API about it before the token is
  // created.
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
