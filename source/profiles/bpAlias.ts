// Profiles of ours that bp's file has under another name.

import { valueAt } from '../valueAt.ts';
import { tripleKey } from './bpFiles.ts';
import type { State } from './store.ts';

/**
 * Our name for the profile that bp calls `name`. Null if we have a profile `name` ourselves, if bp
 * has no such entry, or if the entry is not one of our profiles.
 */
export function bpAlias({ config, bp }: Pick<State, 'config' | 'bp'>, name: string): string | null {
  if (Object.hasOwn(config.profiles, name)) return null;
  const entry = valueAt(bp.profiles.entries, name);
  if (entry === undefined) return null;
  const key = tripleKey(entry);
  const { token, workspaceId } = entry;
  const found = Object.entries(config.profiles).find(([, profile]) => {
    const isSame = profile.token === token && profile.workspaceId === workspaceId;
    return isSame && tripleKey({ apiUrl: profile.apiUrl, workspaceId, token }) === key;
  });
  return found?.[0] ?? null;
}
