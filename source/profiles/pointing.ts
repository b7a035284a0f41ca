// Profiles that point at the same workspace.
import { type Advice, joined } from '../commandLine.ts';
import { AppError } from '../errors.ts';
import type { Config, StoredProfile } from './config.ts';

/** Other profiles that point at a workspace of the same origin already: using one of them may be what is meant. */
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

/** @param which how to say which one is meant: flag or command */
export function severalProfiles(what: string, names: readonly string[], which: Advice): AppError {
  return new AppError(
    'profile-ambiguous',
    `Several profiles point at ${what}: ${names.join(', ')}`,
    { hint: joined('', 'Say which one: ', which) },
  );
}
