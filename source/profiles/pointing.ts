// Owns telling which profiles point at the same workspace.
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
