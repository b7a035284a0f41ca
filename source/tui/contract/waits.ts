// The waits: what is under way beside the screens, as somebody who waits for it is told.
import type { ScreenName } from './screenTypes.ts';

/** The text after the spinner. */
export type Wait = {
  /** The work in progress: `Removing acme`. */
  says: string;
  /** The screen that shows it at a place of its own; anything else is told above the footer. */
  at?: ScreenName;
};

/** The wait for each type of work; null for what is over at once, or what nobody waits for. */
export type WaitsOf<Work extends { type: string }> = {
  readonly [Type in Work['type']]: (work: Extract<Work, { type: Type }>) => Wait | null;
};

/** A wait that has begun. */
export type Waiting = Wait & {
  id: number;
  /** Epoch milliseconds. */
  since: number;
  /** `sent`: a change has left, and cannot be called back. `cancelling`: Esc was pressed before. */
  stage: 'cancellable' | 'cancelling' | 'sent';
};
