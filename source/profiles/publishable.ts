// A profile in the form that bp can use.
import { originOf } from '../botpress/apiUrl.ts';
import type { Triple } from './bpFiles.ts';
import { type StoredProfile, sourceOf } from './config.ts';

/** A profile in the form that bp can use; null if bp cannot use it. */
export function publishable(profile: StoredProfile | null): Triple | null {
  if (profile === null || profile.kind !== 'pat' || sourceOf(profile).kind !== 'file') return null;
  const { apiUrl, workspaceId, token } = profile;
  // A token that we would refuse to send is not given to bp either.
  if (profile.tokenOrigin !== originOf(apiUrl)) return null;
  return workspaceId && token ? { apiUrl, workspaceId, token } : null;
}
