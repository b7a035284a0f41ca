// The login command for a profile: at the profile's API, for its workspace, bot or integration.
import { defaultApiUrl } from '../botpress/apiUrl.ts';
import { type Line, line, profileFlag } from '../commandLine.ts';
import { isFilledByOthers, type StoredProfile } from './config.ts';

/** The parts of a profile that a login command has to name. */
export type LoginTarget = Partial<
  Pick<StoredProfile, 'apiUrl' | 'workspaceId' | 'botId' | 'integrationId' | 'tokenSource'>
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
  const where = [...apiUrlFlag(target), ...targetFlag(target)];
  return line('login', ...profileFlag(name), ...where, ...storeFlag(target, more), ...more);
}

/** bp-auth cannot write a new token to a variable or command, so config.json has to keep it. */
function storeFlag({ tokenSource }: LoginTarget, more: readonly string[]): string[] {
  return isFilledByOthers(tokenSource) && !more.includes('--store') ? ['--store', 'file'] : [];
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
