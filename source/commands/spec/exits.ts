// Exit codes in a few words, for the help and the reference's table of commands.

/** By code. What `partial` and a program end with is said by the command. */
export type Exits = Readonly<Record<number, string>>;

/** What every command can end with. */
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

/** Of commands that only look at what is stored. */
export const ofStored = { ...local } as const;

/** Of commands that change what is stored, for a profile. */
export const ofProfile = { ...auth, ...local } as const;

/** Of commands that read a token and ask nobody. */
export const ofToken = { ...auth, ...forbidden, ...local, ...origin } as const;

/** Of commands that ask the API. */
export const ofAsking = {
  ...auth,
  ...forbidden,
  6: 'network, or an answer that is not the API’s',
  7: 'quota or rate limit',
  ...local,
  ...origin,
} as const;
