// Exit codes in a few words, for the help and the reference's table of commands.

/**
 * The meaning of each exit code. A command's own record explains code 3 (partial), and the codes for a
 * program that could not be run.
 */
export type Exits = Readonly<Record<number, string>>;

/** Exit codes of every command. */
export const everyExit = {
  0: 'done',
  1: 'a fault of bp-auth',
  2: 'usage: a command, flag, name or value that is not understood',
  130: 'cancelled',
} as const;

const auth = { 4: 'not authenticated: no profile, or a token that the API rejects' };
const forbidden = { 5: 'forbidden: role, kind of token, workspace, or protection' };
const local = { 8: 'local files, keychain or token command' };
const origin = { 9: 'the token belongs to another host' };

/** Exit codes of commands that only read what is stored. */
export const ofStored = { ...local } as const;

/** Exit codes of commands that change a stored profile. */
export const ofProfile = { ...auth, ...local } as const;

/** Exit codes of `profiles list`. */
export const ofList = { ...auth, ...forbidden, ...local } as const;

/** Exit codes of commands that read a token but do not ask the API. */
export const ofToken = { ...auth, ...forbidden, ...local, ...origin } as const;

/** Exit codes of commands that ask the API. */
export const ofAsking = {
  ...auth,
  ...forbidden,
  6: 'network, or an answer that is not the API’s',
  7: 'quota or rate limit',
  ...local,
  ...origin,
} as const;
