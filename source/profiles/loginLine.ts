// The login that ends up in the same profile: at its API, for its workspace, bot or integration.
import { defaultApiUrl } from '../botpress/apiUrl.ts';
import { type Line, line, profileFlag } from '../commandLine.ts';
import type { StoredProfile } from './config.ts';

/** What a login has to be told of a profile. */
export type LoginTarget = Partial<
  Pick<StoredProfile, 'apiUrl' | 'workspaceId' | 'botId' | 'integrationId'>
>;

/** @param name null for credentials of the environment. @param more flags */
export function loginLine(
  name: string | null,
  target: LoginTarget,
  ...more: readonly string[]
): Line {
  return line('login', ...profileFlag(name), ...apiUrlFlag(target), ...targetFlag(target), ...more);
}

/** The API URL that goes without saying is not said. */
function apiUrlFlag({ apiUrl }: LoginTarget): string[] {
  return !apiUrl || apiUrl === defaultApiUrl ? [] : ['--apiUrl', apiUrl];
}

function targetFlag({ botId, integrationId, workspaceId }: LoginTarget): string[] {
  if (botId) return ['--bot', botId];
  if (integrationId) return ['--integration', integrationId];
  return workspaceId ? ['--workspaceId', workspaceId] : [];
}
