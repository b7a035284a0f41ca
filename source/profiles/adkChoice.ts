// Which of its profiles the ADK acts as, and by which of them it would act with credentials of ours.

import { originOf } from '../botpress/apiUrl.ts';
import { fingerprint } from '../secrets/kind.ts';
import type { AdkFile, AdkProfile, UsableAdkFile } from './adkFile.ts';
import { fingerprintOf, type StoredProfile } from './config.ts';

/** What makes the ADK choose a profile. */
export type AdkReason = '--profile' | 'ADK_PROFILE' | 'agent.json' | 'currentProfile';

export type AdkChoice =
  | { type: 'profile'; profile: AdkProfile; by: AdkReason }
  /** It is told to act as one that it does not have, or that has no token: it fails. */
  | { type: 'no-such-profile'; name: string; by: AdkReason }
  | { type: 'unusable'; reason: string }
  | { type: 'logged-out' };

export type AdkSituation = {
  file: AdkFile;
  env: Readonly<Record<string, string | undefined>>;
  /** The value of the ADK's own `--profile`. */
  flag?: string | undefined;
  /** What the project's agent.json says, and agent.local.json over it. */
  project: { apiUrl: string | null; workspaceId: string | null } | null;
};

/**
 * Whom the ADK, run alone, acts as: as it is told, else by the first profile that fits the API URL of the
 * project, else by its current one. Pure.
 */
export function adkChoice({ file, env, flag, project }: AdkSituation): AdkChoice {
  if (file.type === 'missing') return { type: 'logged-out' };
  if (file.type === 'unusable') return { type: 'unusable', reason: file.reason };
  if (flag) return named(file, flag, '--profile');
  if (env.ADK_PROFILE) return named(file, env.ADK_PROFILE, 'ADK_PROFILE');
  const apiUrl = project?.apiUrl ?? null;
  const fitting = file.profiles.find(profile => apiUrl !== null && profile.apiUrl === apiUrl);
  if (fitting !== undefined) return { type: 'profile', profile: fitting, by: 'agent.json' };
  const { currentProfile } = file;
  return currentProfile === null
    ? { type: 'logged-out' }
    : named(file, currentProfile, 'currentProfile');
}

function named({ profiles }: UsableAdkFile, name: string, by: AdkReason): AdkChoice {
  const profile = profiles.find(other => other.name === name);
  return profile === undefined
    ? { type: 'no-such-profile', name, by }
    : { type: 'profile', profile, by };
}

/** Credentials of ours, as far as the ADK's can be compared with them. */
export type AdkWanted = {
  /** Null where the token is in none of our files, and nobody has read it. */
  tokenFingerprint: string | null;
  apiUrl: string;
  workspaceId: string | null;
};

/** @param token as it was read, where it was */
export function adkWanted(profile: StoredProfile, token?: string): AdkWanted {
  return {
    tokenFingerprint: token === undefined ? fingerprintOf(profile) : fingerprint(token),
    apiUrl: profile.apiUrl,
    workspaceId: profile.workspaceId ?? null,
  };
}

/** Whether the ADK, acting as one of its profiles, acts with these credentials and in their workspace. */
export function actsAs(
  { token, origin, workspaceId }: AdkProfile,
  wanted: AdkWanted,
  project: AdkSituation['project'],
): boolean {
  const isSameToken = fingerprint(token) === wanted.tokenFingerprint;
  if (!isSameToken || origin === null || origin !== originOf(wanted.apiUrl)) return false;
  // What the project says comes first, whichever profile it is; that it differs from ours is said elsewhere.
  const acting = project?.workspaceId ? null : workspaceId;
  return acting === null || wanted.workspaceId === null || acting === wanted.workspaceId;
}

/**
 * The ADK's profile with this very token, by which it would act as we do; null where it has none. Pure.
 * @param name what the profile is called here: among several it comes first
 */
export function adkProfileFor(
  file: AdkFile,
  name: string | null,
  wanted: AdkWanted,
  project: AdkSituation['project'],
): AdkProfile | null {
  if (file.type !== 'ok') return null;
  const fitting = file.profiles.filter(
    profile => isTellable(profile) && actsAs(profile, wanted, project),
  );
  const best = (profile: AdkProfile) =>
    Number(profile.workspaceId === wanted.workspaceId) * 4 +
    Number(profile.name === name) * 2 +
    Number(profile.name === file.currentProfile);
  return fitting.toSorted((a, b) => best(b) - best(a))[0] ?? null;
}

/** Whether the ADK can be told to act as a profile by a variable. */
const isTellable = ({ name }: AdkProfile) => name !== '' && !name.includes('\0');

const impossible = 'bp-auth:no-profile-with-this-token';

/** A name that no profile of the ADK has: told to act as it, the ADK fails instead of acting as another. */
export function impossibleName(file: AdkFile): string {
  const names = file.type === 'ok' ? file.names : new Set<string>();
  let name = impossible;
  while (names.has(name)) name += '-';
  return name;
}
