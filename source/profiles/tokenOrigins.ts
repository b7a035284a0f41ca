// The origin that a token is stored under, indexed for many look-ups.
import { fingerprint } from '../secrets/kind.ts';
import type { StoredProfile } from './config.ts';

export type TokenOrigins = {
  /** Null for a token that is not stored. */
  of(token: string): string | null;
  add(profile: StoredProfile): void;
};

/** If several profiles hold a token, the first one counts. */
export function tokenOriginsOf(profiles: readonly StoredProfile[]): TokenOrigins {
  const byToken = new Map<string, string>();
  // Tokens stored elsewhere are known by fingerprint only. Usually there are none, and nothing is
  // hashed.
  const byPrint = new Map<string, string>();
  const add = ({ token, tokenFingerprint, tokenOrigin }: StoredProfile) => {
    if (!tokenOrigin) return;
    if (token && !byToken.has(token)) byToken.set(token, tokenOrigin);
    if (tokenFingerprint && !byPrint.has(tokenFingerprint)) {
      byPrint.set(tokenFingerprint, tokenOrigin);
    }
  };
  for (const profile of profiles) add(profile);
  return {
    add,
    of: token =>
      byToken.get(token) ?? (byPrint.size === 0 ? null : byPrint.get(fingerprint(token))) ?? null,
  };
}
