// A new login into the same profile: at its API, for its workspace, bot or integration, under its name.
import { originOf } from '../../botpress/apiUrl.ts';
import type { Deed } from '../../diagnosis/diagnosis.ts';
import type { EffectRequest } from '../contract/effects.ts';
import type { ProfileCheck, ScreenSubject } from '../contract/knowledge.ts';

/** Whether the API rejects the token: only a new one helps. */
export const isRejected = (check: ProfileCheck | null): boolean =>
  check?.state === 'known' &&
  check.status.authenticated === 'no' &&
  check.status.error?.kind === 'auth';

/** @param deed the login that a diagnosis suggests, which may be at another API URL */
export function loginAgain(
  { name, profile }: Pick<ScreenSubject, 'name' | 'profile'>,
  deed: Omit<Extract<Deed, { type: 'login' }>, 'type'> = ownLogin(profile),
): EffectRequest {
  const { apiUrl, keyTarget } = deed;
  // A URL that cannot be used has to be typed again.
  const isUsable = apiUrl !== null && originOf(apiUrl) !== null;
  const wanted = {
    ...(name === null ? {} : { profile: name }),
    ...(isUsable ? { apiUrl } : {}),
    ...(keyTarget === null ? {} : { keyTarget }),
    ...(profile.workspaceId ? { workspaceId: profile.workspaceId } : {}),
  };
  return { type: 'go', screen: 'login', profile: null, wanted };
}

function ownLogin({ apiUrl, botId, integrationId }: ScreenSubject['profile']) {
  return { apiUrl, keyTarget: botId ?? integrationId ?? null };
}
