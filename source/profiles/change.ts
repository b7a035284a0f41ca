/** A change made by bp, as data; screens and commands put it into words. */
export type Change =
  /** `like` is another profile with an easily confused name. */
  | { type: 'adopted'; name: string; like?: string }
  | { type: 'updated'; name: string }
  | { type: 'conflict'; name: string; tokenOrigin: string; apiUrl: string }
  | { type: 'kept-apart'; name: string; as: string }
  | { type: 'unpublished'; name: string }
  | { type: 'activated'; name: string }
  | { type: 'logged-out' }
  /** bp's profile called `name` is called `as` here, because another profile has that name here. */
  | { type: 'differs'; name: string; as: string }
  | UnfinishedLogin;

/**
 * bp's cache holds credentials that belong to no profile. bp writes them one by one and before it
 * verifies them: the token may be from this login and the rest from an earlier one.
 */
export type UnfinishedLogin = {
  type: 'unfinished-login';
  /** The token's fingerprint. */
  fingerprint: string;
  apiUrl: string;
  workspaceId: string;
  /**
   * Whether bp may be an old version (0.8), which has no profiles.json and stores a login in the
   * cache alone.
   */
  perhapsOldBp: boolean;
  /** A profile whose activation repairs bp's cache; null if there is none. */
  use: string | null;
};
