// The plan for a change of workspace: which profile has the workspace afterwards.
import type { Account, Workspace } from '../botpress/answers.ts';
import {
  type Config,
  fingerprintOf,
  profileNamed,
  type StoredProfile,
} from '../profiles/config.ts';
import { freeName, nameForWorkspace } from '../profiles/name.ts';
import { profilesAt } from '../profiles/pointing.ts';

export type WorkspacePlan =
  /** The profile already has this workspace. */
  | { type: 'kept'; name: string }
  /** The profile gets this workspace. `from` is null if it had none. */
  | { type: 'moved'; name: string; from: string | null }
  /** Another profile of this account has this workspace, and becomes the active one. */
  | { type: 'switched'; name: string }
  /** A new profile with the given one's token. `takenName`: the preferred name, if it was taken. */
  | { type: 'created'; name: string; takenName: string | null };

export type WorkspaceWish = {
  /** The profile that the token belongs to. */
  name: string;
  profile: StoredProfile;
  workspace: Pick<Workspace, 'id' | 'name' | 'handle'>;
  /** The token's owner according to the API; null if it was not asked. */
  account: Pick<Account, 'id' | 'email'> | null;
  /** Whether the user named this profile as the one to change. */
  named: boolean;
};

/**
 * The plan changes a profile's workspace only if the user named the profile, if it had no
 * workspace, or if it is called `default`. If several other profiles have the wanted workspace, one
 * with the same token is preferred. Pure.
 */
export function planWorkspace(config: Config, wish: WorkspaceWish): WorkspacePlan {
  const { name, profile, workspace, named } = wish;
  const from = profile.workspaceId ?? null;
  if (from === workspace.id) return { type: 'kept', name };
  if (named) return { type: 'moved', name, from };
  const others = profilesAt(config, name, profile, workspace.id).filter(other =>
    isOfAccount(profileNamed(config, other), wish),
  );
  const print = fingerprintOf(profile);
  const withToken = others.find(other => printOf(config, other) === print);
  const existing = withToken ?? others.find(other => other === config.activeProfile) ?? others[0];
  if (existing !== undefined) return { type: 'switched', name: existing };
  if (from === null || name === 'default') return { type: 'moved', name, from };
  const natural = nameForWorkspace(workspace);
  const free = freeName(natural, candidate => profileNamed(config, candidate) !== null);
  return { type: 'created', name: free, takenName: free === natural ? null : natural };
}

function printOf(config: Config, name: string): string | null {
  const profile = profileNamed(config, name);
  return profile === null ? null : fingerprintOf(profile);
}

/**
 * Without a known account, a profile counts as the user's own only if it has the given profile's
 * token.
 */
function isOfAccount(other: StoredProfile | null, { profile, account }: WorkspaceWish): boolean {
  if (other === null) return false;
  const print = fingerprintOf(profile);
  if (print !== null && fingerprintOf(other) === print) return true;
  const id = account?.id ?? profile.accountId;
  if (other.accountId && id) return other.accountId === id;
  const email = account?.email ?? profile.accountEmail;
  return Boolean(email) && other.accountEmail === email;
}
