// The effects that an update can request: from the program itself, or as work for jobs.
import type { Lesson } from '../../profiles/learned.ts';
import type { UiSettings } from '../../profiles/uiSettings.ts';
import type { Copying } from './copying.ts';
import type { Binding } from './keymap.ts';
import type { Asked } from './knowledge.ts';
import type { Message } from './messages.ts';
import type { Go, ScreenName, ScreenTypes } from './screenTypes.ts';

/** A question that has to be answered before something is done; Cancel is the default. */
export type Question = {
  title: string;
  lines: string[];
  /** The label of the button that agrees. */
  confirm: string;
  /** Whether agreeing destroys something: then the button has its own colour. */
  destroys?: true;
  /** The text that has to be typed first; null if a choice is enough. */
  typed: string | null;
  onConfirm: Message;
};

type ToastTone = 'ok' | 'info' | 'warn' | 'error';

/** A short message. */
export type Toast = {
  tone: ToastTone;
  text: string;
  /** Epoch milliseconds; null: it stays until dismissed. */
  until: number | null;
  /** The commands in the toast's text. */
  commands?: readonly string[];
  offer?: Offer;
  /** Whether the offer was taken over from an earlier toast; the text then does not mention the offer. */
  isCarried?: true;
  /** Whether the toast tells how an offer ended. */
  endsOffer?: true;
};

/** What a key does while the toast with this offer is visible. A later toast can take the offer over. */
export type Offer = {
  binding: Pick<Binding, 'keys' | 'does' | 'footer' | 'message' | 'changes'>;
  /** Work to do once no toast has this offer any more. */
  ended: Work;
};

/** Errors stay until Esc, others disappear by themselves. */
export type ToastRequest = { type: 'toast' } & Omit<Toast, 'until' | 'isCarried'>;

/** Handled by the root update: nothing leaves the program. */
export type EffectRequest =
  | Go
  | { type: 'back' }
  | { type: 'ask'; question: Question }
  | ToastRequest;

/** The names of lanes. Different lanes work in parallel; in one lane, newer work replaces older work. */
export type Lane = ScreenTypes[ScreenName]['lane'] | `verify ${string}` | 'page.open' | 'copy';

/** Work that every screen can request. */
export type ProgramWork =
  | { type: 'home.read' }
  /** Watches the store for changes made by other processes. */
  | { type: 'home.watch' }
  /** `unasked`: the program requests it by itself. `awaited`: the user waits for the answer. */
  | ({ type: 'profile.verify'; identity: string; unasked?: true; awaited?: true } & Asked)
  /** Cancels the verifications that have no answer yet. */
  | { type: 'profile.verify.stop'; identities: readonly string[] }
  /** Stores what the API said about a profile. */
  | { type: 'profile.learn'; lesson: Lesson }
  /** Keeps settings for the next start. */
  | { type: 'ui.keep'; settings: UiSettings }
  | { type: 'cancel'; lane: Lane }
  /** Cancels the work that the wait with this id shows, except for changes that were already sent. */
  | { type: 'wait.cancel'; id: number }
  /** Opens a page of Botpress, or one on this computer, in the browser. */
  | { type: 'page.open'; address: string }
  | ({ type: 'copy' } & Copying)
  /** Sends `ticked` once after the given time, replacing any earlier tick. */
  | { type: 'tick'; ms: number }
  /** `farewell` is printed after the screen is restored. */
  | { type: 'exit'; code: number; farewell: string | null }
  | { type: 'suspend' }
  | { type: 'repaint' };

/** Done by jobs, which answer with messages. */
export type Work = ProgramWork | ScreenTypes[ScreenName]['work'];

export type Effect = EffectRequest | Work;

/** The next state, and the effects that it requests. */
export type Step<State> = readonly [state: State, ...effects: Effect[]];
