// What an update can ask for: requests to the program itself, and work that `runner.ts` does.

import type { LoginCandidate, Proof, Purpose } from '../../login/prove.ts';
import type { TokenSource } from '../../profiles/config.ts';
import type { Lesson } from '../../profiles/learned.ts';
import type { Tab, TokensWork } from '../screens/tokens/messages.ts';
import type { TroubleshootingWork } from '../screens/troubleshooting/messages.ts';
import type { WorkspaceWork } from '../screens/workspace/messages.ts';
import type { Asked } from './knowledge.ts';
import type { Message, ScreenName } from './messages.ts';

/** A question before something that cannot be undone; its default is Cancel. */
export type Question = {
  title: string;
  lines: string[];
  /** The word on the button that does it. */
  confirm: string;
  /** What has to be typed first; null when choosing is enough. */
  typed: string | null;
  onConfirm: Message;
};

type ToastTone = 'ok' | 'info' | 'warn' | 'error';

/** What was said, for a while. */
export type Toast = {
  tone: ToastTone;
  text: string;
  /** Epoch milliseconds; null stays until it is dismissed. */
  until: number | null;
};

/** What the command line said already. */
export type Wanted = {
  profile?: string | undefined;
  apiUrl?: string | undefined;
  place?: TokenSource | undefined;
  keyTarget?: string | undefined;
  launch?: boolean;
};

/** Carried out by the root update: nothing leaves the program. */
export type EffectRequest =
  /** `login`: what the login form begins with. */
  | { type: 'go'; screen: ScreenName; profile: string | null; login?: Wanted }
  | { type: 'back' }
  | { type: 'ask'; question: Question }
  /** Errors stay until Esc, others go by themselves. */
  | { type: 'toast'; tone: ToastTone; text: string };

/** Things that go on beside each other; a newer one replaces the older of its lane. */
export type Lane =
  | 'login'
  | 'proof'
  | 'browser'
  | 'workspace'
  | 'workspaces'
  | `tokens.${Tab}`
  | `check ${string}`
  | 'checklist'
  | 'troubleshooting';

/** Carried out by the runner, which answers with messages. */
export type Work =
  | { type: 'home.read' }
  /** From now on what other processes change is read as it happens. */
  | { type: 'home.watch' }
  /** `unasked`: by the program itself. */
  | ({ type: 'check'; identity: string; unasked?: true } & Asked)
  /** Writes down what the API told about a profile. */
  | { type: 'profile.learn'; lesson: Lesson }
  /** What was not answered yet need not be. */
  | { type: 'checks.cancel'; identities: readonly string[] }
  | { type: 'profile.use'; name: string }
  | { type: 'profile.rename'; from: string; to: string }
  | { type: 'profile.remove'; name: string }
  | { type: 'profile.protect'; name: string; on: boolean }
  /** `name`: the profile that is to apply in the directory; null for none. */
  | { type: 'directory.bind'; directory: string; name: string | null }
  | { type: 'login.verify'; candidate: LoginCandidate }
  | { type: 'profiles.import'; from: 'adk' }
  /** `launch`: whether to start a browser, too, and not only to wait for one. */
  | { type: 'login.browser'; apiUrl: string; launch: boolean }
  /** Takes the token out of an environment variable. */
  | { type: 'login.variable'; name: string }
  | { type: 'login.prove'; candidate: LoginCandidate; purpose: Purpose }
  /** `place`: where the token is to be kept; null for where it would be anyway. */
  | { type: 'login.save'; proof: Proof; name: string; place: TokenSource | null }
  | TokensWork
  | WorkspaceWork
  | TroubleshootingWork
  | { type: 'cancel'; lane: Lane }
  /** Opens a page in the browser, where it is one of Botpress's. */
  | { type: 'page.open'; address: string }
  /** Hands text to the terminal's clipboard. Never a token. */
  | { type: 'copy'; text: string }
  /** Sends `ticked` once after the time given, instead of any earlier tick. */
  | { type: 'tick'; ms: number }
  /** `farewell` is printed after the screen is restored. */
  | { type: 'exit'; code: number; farewell: string | null }
  | { type: 'suspend' }
  | { type: 'repaint' };

export type Effect = EffectRequest | Work;

/** The next state, and what is to be done. */
export type Step<State> = readonly [state: State, ...effects: Effect[]];
