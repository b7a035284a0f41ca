// The ADK's choice among its own profiles, and the one of them that has our credentials.

import { originOf } from '../botpress/apiUrl.ts';
import { fingerprint } from '../secrets/kind.ts';
import type { AdkFile, AdkProfile, UsableAdkFile } from './adkFile.ts';
import { fingerprintOf, type StoredProfile } from './config.ts';

/** The reason for which the ADK chooses a profile. */
export type AdkReason = '--profile' | 'ADK_PROFILE' | 'agent.json' | 'currentProfile';

export type AdkChoice =
  | { type: 'profile'; profile: AdkProfile; by: AdkReason }
  /** The ADK is told to use a profile that does not exist or has no token: it fails. */
  | { type: 'no-such-profile'; name: string; by: AdkReason }
  | { type: 'unusable'; reason: string }
  | { type: 'logged-out' };

export type AdkSituation = {
  file: AdkFile;
  env: Readonly<Record<string, string | undefined>>;
  /** The value of the ADK's own `--profile`. */
  flag?: string | undefined;
  /** Values from the project's agent.json, with agent.local.json taking precedence. */
  project: { apiUrl: string | null; workspaceId: string | null } | null;
};

/**
 * The profile that the ADK uses on its own: the one it is told to use, otherwise the first that
 * fits the project's API URL, otherwise its current one. Pure.
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

/** The part of our credentials that can be compared with the ADK's. */
export type AdkWanted = {
  /** Null if the token is not in our files and has not been read. */
  tokenFingerprint: string | null;
  apiUrl: string;
  workspaceId: string | null;
};

/** @param token the token, if it was read */
export function adkWanted(profile: StoredProfile, token?: string): AdkWanted {
  return {
    tokenFingerprint: token === undefined ? fingerprintOf(profile) : fingerprint(token),
    apiUrl: profile.apiUrl,
    workspaceId: profile.workspaceId ?? null,
  };
}

/** Whether the ADK, with this profile of its own, would use the wanted token, API and workspace. */
export function actsAs(
  { token, origin, workspaceId }: AdkProfile,
  wanted: AdkWanted,
  project: AdkSituation['project'],
): boolean {
  const isSameToken = fingerprint(token) === wanted.tokenFingerprint;
  if (!isSameToken || origin === null || origin !== originOf(wanted.apiUrl)) return false;
  // If the project names a workspace, the ADK uses that one instead of its profile's. Whether our
  // profile has the project's workspace is checked elsewhere.
  const acting = project?.workspaceId ? null : workspaceId;
  return acting === null || wanted.workspaceId === null || acting === wanted.workspaceId;
}

/**
 * The ADK's profile that makes the ADK use the wanted credentials; null if ADK_PROFILE can name no
 * such profile. Among several, an equal workspace counts most, then an equal name. Pure.
 * @param name our profile's name
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

/** Whether ADK_PROFILE can name this profile. */
const isTellable = ({ name }: AdkProfile) => name !== '' && !name.includes('\0');

const impossible = 'bp-auth:no-profile-with-this-token';

/**
 * A name that no profile of the ADK has: told to use it, the ADK fails instead of using another.
 */
export function impossibleName(file: AdkFile): string {
  const names = file.type === 'ok' ? file.names : new Set<string>();
  let name = impossible;
  while (names.has(name)) name += '-';
  return name;
}
