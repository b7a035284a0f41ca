// The name for a new login, and what it would replace (docs/reference.md, Login).

import { originOf } from '../botpress/apiUrl.ts';
import { type Config, profileNamed, type StoredProfile } from '../profiles/config.ts';
import { freeName, nameForId, nameForWorkspace, requireName } from '../profiles/name.ts';
import { severalProfiles } from '../profiles/pointing.ts';
import type { Proof } from './prove.ts';

export type Plan = {
  name: string;
  /** The stored profile called `name`; null if there is none. */
  replaces: StoredProfile | null;
  /** Whether the replaced profile belongs to another account. */
  otherAccount: boolean;
  /** The preferred name, if another profile has it; null if `name` is the preferred one. */
  takenName: string | null;
};

/**
 * Decides the profile's name. Pure.
 * @param wanted the value of --profile
 * @throws AppError `usage` for a bad name, or if several profiles have the proof's target and none of
 * them is active
 */
export function planLogin(config: Config, proof: Proof, wanted?: string): Plan {
  if (wanted !== undefined) return planFor(config, proof, requireName(wanted), null);
  const existing = namesOfTarget(config, proof);
  const active = existing.find(name => name === config.activeProfile);
  if (existing.length > 1 && active === undefined) {
    throw severalProfiles('this', existing, `--profile ${existing[0]}`);
  }
  const [first] = existing;
  if (first !== undefined) return planFor(config, proof, active ?? first, null);
  const natural = naturalName(proof);
  const name = freeName(natural, candidate => profileNamed(config, candidate) !== null);
  return planFor(config, proof, name, name === natural ? null : natural);
}

/** Profiles with the proof's origin and workspace (or bot, or integration). */
export function namesOfTarget(config: Config, proof: Proof): string[] {
  return Object.entries(config.profiles)
    .filter(
      ([, profile]) => originOf(profile.apiUrl) === proof.origin && sameTarget(profile, proof),
    )
    .map(([name]) => name);
}

function sameTarget(profile: StoredProfile, proof: Proof): boolean {
  if (proof.workspace !== null) return profile.workspaceId === proof.workspace.id;
  if (proof.botId !== null) return profile.botId === proof.botId;
  return profile.integrationId === proof.integrationId;
}

function naturalName(proof: Proof): string {
  if (proof.workspace !== null) return nameForWorkspace(proof.workspace);
  return nameForId(proof.botId ?? proof.integrationId ?? '');
}

function planFor(config: Config, proof: Proof, name: string, takenName: string | null): Plan {
  const replaces = profileNamed(config, name);
  const before = replaces?.accountEmail ?? null;
  const now = proof.account?.email ?? null;
  // A profile that bp wrote has no recorded account, so it does not count as another account's.
  const otherAccount = before !== null && now !== null && before !== now;
  return { name, replaces, otherAccount, takenName };
}
