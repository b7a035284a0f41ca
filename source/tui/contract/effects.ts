// The effects that an update can ask for: requests to the program itself, and work that jobs do.
import type { Lesson } from '../../profiles/learned.ts';
import type { ThemeName } from '../look/theme.ts';
import type { Asked } from './knowledge.ts';
import type { Message } from './messages.ts';
import type { Go, ScreenName, ScreenTypes } from './screenTypes.ts';

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

/** Errors stay until Esc, others go by themselves. */
export type ToastRequest = { type: 'toast'; tone: ToastTone; text: string };

/** Carried out by the root update: nothing leaves the program. */
export type EffectRequest =
  | Go
  | { type: 'back' }
  | { type: 'ask'; question: Question }
  | ToastRequest;

/** Things that go on beside each other; a newer one replaces the older of its lane. */
export type Lane = ScreenTypes[ScreenName]['lane'] | `verify ${string}` | 'page.open';

/** Work that all screens can ask for. */
export type ProgramWork =
  | { type: 'home.read' }
  /** From now on what other processes change is read as it happens. */
  | { type: 'home.watch' }
  /** `unasked`: by the program itself. `awaited`: somebody waits for the answer. */
  | ({ type: 'profile.verify'; identity: string; unasked?: true; awaited?: true } & Asked)
  /** What was not answered yet need not be. */
  | { type: 'profile.verify.stop'; identities: readonly string[] }
  /** Writes down what the API told about a profile. */
  | { type: 'profile.learn'; lesson: Lesson }
  | { type: 'theme.keep'; theme: ThemeName }
  | { type: 'cancel'; lane: Lane }
  /** Calls off what is waited for under this id, unless a change has been sent. */
  | { type: 'wait.cancel'; id: number }
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

/** Carried out by jobs, which answer with messages. */
export type Work = ProgramWork | ScreenTypes[ScreenName]['work'];

export type Effect = EffectRequest | Work;

/** The next state, and what is to be done. */
export type Step<State> = readonly [state: State, ...effects: Effect[]];
