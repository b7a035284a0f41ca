// The limits of the systems' keychains: how long a call may take, and how much fits into an entry.
// Pure.

export type Patience = {
  /** Milliseconds that one call may take. */
  limit: number;
  /**
   * Whom a waiting person is told to wait for, and after how many milliseconds; null if nobody is
   * told.
   */
  telling: { after: number; who: string } | null;
  /** Why there may be no answer, if a reason is known. */
  why: string | null;
  hint: string;
};

const elsewhere = 'keep the token elsewhere: file, command or env';

/**
 * The time limit of a call. macOS asks with a dialog whether this program may use an entry, and a person
 * needs time to answer it; if nobody sees the dialog, waiting is useless.
 * @param isSomebodyThere whether a person sits at the terminal; called only if it matters
 */
export function patienceFor(platform: NodeJS.Platform, isSomebodyThere: () => boolean): Patience {
  if (platform !== 'darwin') {
    const hint = `Unlock or start the keychain and run this again; or ${elsewhere}`;
    return { limit: 3000, telling: null, why: null, hint };
  }
  if (!isSomebodyThere()) {
    return {
      limit: 3000,
      telling: null,
      why: 'macOS may be asking for access, and nobody is at a terminal to answer',
      hint: `Run this once in a terminal, and choose Always Allow in the dialog; or ${elsewhere}`,
    };
  }
  const who = 'macOS to allow access to the keychain: choose Always Allow in its dialog';
  return {
    limit: 60_000,
    telling: { after: 500, who },
    why: 'nobody answered the dialog of macOS',
    hint: `Run this again and choose Always Allow in the dialog; or ${elsewhere}`,
  };
}

/**
 * The lengths that fit on Windows, in UTF-16 characters: CRED_MAX_CREDENTIAL_BLOB_SIZE / 2,
 * CRED_MAX_USERNAME_LENGTH.
 */
const longest = { secret: 1280, account: 513 };

/** The reason why an entry does not fit into this system's keychain; null if it fits. */
export function misfit(platform: NodeJS.Platform, account: string, secret: string): string | null {
  // Other keychains store megabytes.
  if (platform !== 'win32') return null;
  if (secret.length > longest.secret)
    return `the token has ${secret.length} characters, and at most ${longest.secret} fit`;
  if (account.length > longest.account)
    return `the API's address and the profile's id have ${account.length} characters, and at most ${longest.account} fit`;
  return null;
}
