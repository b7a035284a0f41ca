// What changing the workspace means for the profiles there are: no name comes to mean another workspace unasked.
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
  /** The profile has this workspace already. */
  | { type: 'kept'; name: string }
  /** The profile points there from now on. `from` is null for one that had no workspace. */
  | { type: 'moved'; name: string; from: string | null }
  /** Another profile of this account has it: that one is used. */
  | { type: 'switched'; name: string }
  /** A new profile, with the same token. `takenName`: the name that was wanted, if it was taken. */
  | { type: 'created'; name: string; takenName: string | null };

export type WorkspaceWish = {
  /** Whose token it is. */
  name: string;
  profile: StoredProfile;
  workspace: Pick<Workspace, 'id' | 'name' | 'handle'>;
  /** Who the API says the token belongs to; null where it was not asked. */
  account: Pick<Account, 'id' | 'email'> | null;
  /** Whether the profile was named as the one to point there. */
  named: boolean;
};

/** Pure. Where several profiles of the account have the workspace, one with the very token comes first. */
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

/** One whose account is not known is somebody's own only if its token is. */
function isOfAccount(other: StoredProfile | null, { profile, account }: WorkspaceWish): boolean {
  if (other === null) return false;
  const print = fingerprintOf(profile);
  if (print !== null && fingerprintOf(other) === print) return true;
  const id = account?.id ?? profile.accountId;
  if (other.accountId && id) return other.accountId === id;
  const email = account?.email ?? profile.accountEmail;
  return Boolean(email) && other.accountEmail === email;
}
