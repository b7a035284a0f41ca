/** Something bp did, in a form that screens and commands put into words. */
export type Change =
  /** `like` is another profile for which its name is easily taken. */
  | { type: 'adopted'; name: string; like?: string }
  | { type: 'updated'; name: string }
  | { type: 'conflict'; name: string; tokenOrigin: string; apiUrl: string }
  | { type: 'kept-apart'; name: string; as: string }
  | { type: 'unpublished'; name: string }
  | { type: 'activated'; name: string }
  | { type: 'logged-out' }
  /** bp's profile `name` is our profile `as` there, and another one here. */
  | { type: 'differs'; name: string; as: string }
  | UnfinishedLogin;

/**
 * bp's cache holds credentials that are in no profile. bp writes them there before it knows whether they
 * are good, one after the other: the token may be new, the rest of the login before.
 */
export type UnfinishedLogin = {
  type: 'unfinished-login';
  /** Of its token. */
  fingerprint: string;
  apiUrl: string;
  workspaceId: string;
  /** Whether bp may be an old one (0.8), which keeps no profiles.json and logs in by the cache alone. */
  perhapsOldBp: boolean;
  /** A profile whose use puts bp's cache right; null where there is none. */
  use: string | null;
};
