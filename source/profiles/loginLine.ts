// The login command for a profile: at the profile's API, for its workspace, bot or integration.
import { defaultApiUrl } from '../botpress/apiUrl.ts';
import { type Line, line, profileFlag } from '../commandLine.ts';
import type { StoredProfile } from './config.ts';

/** The parts of a profile that a login command has to name. */
export type LoginTarget = Partial<
  Pick<StoredProfile, 'apiUrl' | 'workspaceId' | 'botId' | 'integrationId'>
>;

/**
 * @param name null for credentials from the environment
 * @param more further flags
 */
export function loginLine(
  name: string | null,
  target: LoginTarget,
  ...more: readonly string[]
): Line {
  return line('login', ...profileFlag(name), ...apiUrlFlag(target), ...targetFlag(target), ...more);
}

/** The default API URL is left out. */
function apiUrlFlag({ apiUrl }: LoginTarget): string[] {
  return !apiUrl || apiUrl === defaultApiUrl ? [] : ['--apiUrl', apiUrl];
}

function targetFlag({ botId, integrationId, workspaceId }: LoginTarget): string[] {
  if (botId) return ['--bot', botId];
  if (integrationId) return ['--integration', integrationId];
  return workspaceId ? ['--workspaceId', workspaceId] : [];
}
