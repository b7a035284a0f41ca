// A profile without its secrets, for everyone outside the store. Never contains a token.
import { cleanText, shortened } from '../botpress/text.ts';
import {
  type Config,
  fingerprintOf,
  kindOfProfile,
  type StoredProfile,
  sourceOf,
} from './config.ts';

export type ProfileView = {
  /** Null for credentials from the environment. */
  name: string | null;
  active: boolean;
  kind: string;
  apiUrl: string;
  workspaceId: string | null;
  workspaceName: string | null;
  workspaceHandle: string | null;
  botId: string | null;
  integrationId: string | null;
  account: string | null;
  tokenSource: { kind: string };
  tokenFingerprint: string | null;
  protected: boolean;
  createdAt: string | null;
  verifiedAt: string | null;
};

/** A table needs no fingerprints, and hashing would take longer than everything else. */
export type ProfileSummary = Omit<ProfileView, 'tokenFingerprint'>;

export function viewProfile(
  name: string | null,
  profile: StoredProfile,
  active: boolean,
): ProfileView {
  const tokenFingerprint = fingerprintOf(profile);
  return Object.assign(summarizeProfile(name, profile, active), { tokenFingerprint });
}

function summarizeProfile(
  name: string | null,
  profile: StoredProfile,
  active: boolean,
): ProfileSummary {
  return {
    name,
    // Credentials from the environment have no name, and are never the active profile.
    active: active && name !== null,
    kind: kindOfProfile(profile),
    apiUrl: profile.apiUrl,
    workspaceId: profile.workspaceId ?? null,
    workspaceName: shown(profile.workspaceName),
    workspaceHandle: shown(profile.workspaceHandle),
    botId: profile.botId ?? null,
    integrationId: profile.integrationId ?? null,
    account: shown(profile.accountEmail),
    tokenSource: { kind: sourceOf(profile).kind },
    protected: profile.protected ?? false,
    createdAt: dateOrNull(profile.createdAt),
    verifiedAt: dateOrNull(profile.verifiedAt),
  };
}

/** All profiles in their stored order. */
export const viewProfiles = (config: Config): ProfileView[] => profilesBy(viewProfile, config);

/** All profiles in their stored order, without fingerprints. */
export const summarizeProfiles = (config: Config): ProfileSummary[] =>
  profilesBy(summarizeProfile, config);

function profilesBy<Shown>(
  show: (name: string, profile: StoredProfile, active: boolean) => Shown,
  config: Config,
): Shown[] {
  const profiles = Object.entries(config.profiles);
  return profiles.map(([name, profile]) => show(name, profile, name === config.activeProfile));
}

/** Files may have been edited: an invalid date counts as unknown. */
export const dateOrNull = (text: string | null | undefined): string | null =>
  text && !Number.isNaN(Date.parse(text)) ? text : null;

/** Cut to a length that no real name exceeds, because files may have been edited. */
const shown = (text: string | null | undefined) => (text ? shortened(text) : (text ?? null));

type Target = { kind?: string | null | undefined } & Pick<
  StoredProfile,
  'botId' | 'integrationId' | 'workspaceId' | 'workspaceName' | 'workspaceHandle'
>;

/**
 * A workspace's name in the dashboard, otherwise its handle; null if neither is known or visible.
 */
export function workspaceLabel({
  workspaceName,
  workspaceHandle,
}: Pick<StoredProfile, 'workspaceName' | 'workspaceHandle'>): string | null {
  return shown([workspaceName, workspaceHandle].find(canBeSeen));
}

const canBeSeen = (name: string | null | undefined): name is string =>
  Boolean(name) &&
  (/^[ -~]*[!-~][ -~]*$/.test(name as string) || cleanText(name as string).trim() !== '');

/** What a profile points at, as the documentation prints it: `acme (ws_abc123)`, `Bot: ID`. */
export function describeTarget(profile: Target): { label: string; value: string } {
  const { kind, botId, integrationId, workspaceId } = profile;
  if (kind === 'bot' && botId) return { label: 'Bot', value: botId };
  if (kind === 'integration' && integrationId)
    return { label: 'Integration', value: integrationId };
  if (!workspaceId) return { label: 'Workspace', value: 'none' };
  const name = workspaceLabel(profile);
  return { label: 'Workspace', value: `${name === null ? '' : `${name} `}(${workspaceId})` };
}
