// The messages of the login form, its work, and its arguments.
import type { Account, Workspace } from '../../../botpress/answers.ts';
import type { AppError } from '../../../errors.ts';
import type { LoginCandidate, Proof, Purpose } from '../../../login/prove.ts';
import type { Saved } from '../../../login/save.ts';
import type { TokenSource } from '../../../profiles/config.ts';
import type { ListMessage } from '../../contract/listMessages.ts';
import type { KeyInput } from '../../terminal/keys.ts';

export type LoginMessage =
  | ListMessage<'login.urls' | 'login.ways' | 'login.workspaces'>
  | { type: 'login.type'; input: KeyInput }
  | { type: 'login.next' }
  | { type: 'login.back' }
  | { type: 'login.finish' }
  /** Stops waiting for the browser and shows the ways to log in. */
  | { type: 'login.ways' }
  /** Shows the choice of the API URL, which the form had skipped. */
  | { type: 'login.where' }
  | { type: 'login.browser.opened'; url: string; opened: boolean }
  | { type: 'login.browser.failed'; error: AppError }
  | { type: 'login.browser.again' }
  /** Puts the next sample token of the demo into the field. */
  | { type: 'login.sample' }
  /**
   * A token that was not typed. `variable`: the environment variable it is from; null for the
   * browser.
   */
  | { type: 'login.received'; token: string; variable: string | null }
  /** A token that was pasted outside any field for tokens. */
  | { type: 'login.pasted'; text: string }
  | { type: 'login.verified'; account: Account }
  | { type: 'login.page'; workspaces: Workspace[] }
  | { type: 'login.listed' }
  | { type: 'login.proven'; proof: Proof }
  | { type: 'login.save.confirmed' }
  | { type: 'login.saved'; saved: Saved }
  /** `work`: the work that failed; `login.verify` after `login.verified`: the listing of workspaces. */
  | { type: 'login.failed'; work: LoginWork['type']; error: AppError };

export type LoginWork =
  | { type: 'login.verify'; candidate: LoginCandidate }
  /** `launch`: whether to start a browser; if not, the user opens the address. */
  | { type: 'login.browser'; apiUrl: string; launch: boolean }
  /** Reads the token from an environment variable. */
  | { type: 'login.variable'; name: string }
  | { type: 'login.prove'; candidate: LoginCandidate; purpose: Purpose }
  /** `place`: where to store the token; null for the default. */
  | { type: 'login.save'; proof: Proof; name: string; place: TokenSource | null };

export type LoginLane = 'login.verify' | 'login.prove' | 'login.browser';

/** Values given by a command line or another screen. */
export type LoginWanted = {
  /** The name of the profile to store. */
  profile?: string | undefined;
  apiUrl?: string | undefined;
  /** Where to store the token. */
  place?: TokenSource | undefined;
  /** Id of the bot or integration that a key is for. */
  keyTarget?: string | undefined;
  /** The workspace to log in to, which then need not be chosen. */
  workspaceId?: string | undefined;
  /** Whether a browser may be started. */
  launch?: boolean;
  /** A pasted text that contains a token; the form begins with that token. */
  pasted?: string;
};
