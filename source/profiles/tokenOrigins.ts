// Which origin a token is stored under, for many questions at once.
import { fingerprint } from '../secrets/kind.ts';
import type { StoredProfile } from './config.ts';

export type TokenOrigins = {
  /** Null for a token that is not stored. */
  of(token: string): string | null;
  add(profile: StoredProfile): void;
};

/** Where several profiles hold a token the first of them counts. */
export function tokenOriginsOf(profiles: readonly StoredProfile[]): TokenOrigins {
  const byToken = new Map<string, string>();
  // Of tokens that are kept elsewhere only the fingerprint is here. Mostly there are none: nothing is hashed then.
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
