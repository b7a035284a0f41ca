// Profiles that point at the same workspace.
import { type Advice, joined } from '../commandLine.ts';
import { AppError } from '../errors.ts';
import type { Config, StoredProfile } from './config.ts';

/**
 * The other profiles that have the workspace, at the same origin: the user may want one of them.
 */
export function profilesAt(
  { profiles }: Config,
  name: string,
  { tokenOrigin }: StoredProfile,
  workspaceId: string,
): string[] {
  return Object.entries(profiles)
    .filter(
      ([otherName, other]) =>
        otherName !== name &&
        other.workspaceId === workspaceId &&
        other.tokenOrigin === tokenOrigin,
    )
    .map(([otherName]) => otherName);
}

/** The profiles of an origin, by workspace. */
export function usersByWorkspace(
  { profiles }: Config,
  origin: string | null | undefined,
): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, string[]>();
  for (const [name, { workspaceId, tokenOrigin }] of Object.entries(profiles)) {
    if (!workspaceId || tokenOrigin !== origin) continue;
    users.set(workspaceId, [...(users.get(workspaceId) ?? []), name]);
  }
  return users;
}

/** @param which tells the user how to name the profile that is meant: by a flag or a command */
export function severalProfiles(what: string, names: readonly string[], which: Advice): AppError {
  return new AppError('profile-ambiguous', `Several profiles use ${what}: ${names.join(', ')}`, {
    hint: joined('', 'Say which one: ', which),
  });
}
