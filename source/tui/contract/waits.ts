// The waits: running work, as shown to somebody who waits for it.
import type { ScreenName } from './screenTypes.ts';

/** The text after the spinner. */
export type Wait = {
  /** The work in progress: `Removing acme`. */
  says: string;
  /** The screen that shows the wait in a place of its own; other waits appear above the footer. */
  at?: ScreenName;
};

/** The wait for each type of work; null for work that ends at once or that nobody waits for. */
export type WaitsOf<Work extends { type: string }> = {
  readonly [Type in Work['type']]: (work: Extract<Work, { type: Type }>) => Wait | null;
};

/**
 * `sent`: the change was sent, and cannot be cancelled. `cancelling`: Esc was pressed before the
 * change was sent. For several changes made one after the other: `stoppable` while Esc can still keep
 * the remaining ones from being sent, `stopping` after Esc.
 */
export type WaitStage = 'cancellable' | 'cancelling' | 'sent' | 'stoppable' | 'stopping';

/** A wait that has begun. */
export type Waiting = Wait & {
  id: number;
  /** Epoch milliseconds. */
  since: number;
  stage: WaitStage;
  /** Of several changes one after the other: how many are done. */
  steps?: { done: number; total: number };
};
