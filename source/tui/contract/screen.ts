// The type of a screen's record, which lists the parts of the screen.

import type { Row } from '../look/rows.ts';
import type { ProgramWork, Question, Step } from './effects.ts';
import type { JobsOf, JobTools } from './jobs.ts';
import type { Binding, Keys } from './keymap.ts';
import type { Shared } from './knowledge.ts';
import type { Message } from './messages.ts';
import type { Observation } from './observation.ts';
import type { Opening, ScreenName, ScreenTypes, StateOf } from './screenTypes.ts';
import type { ScreenView } from './view.tsx';
import type { WaitsOf } from './waits.ts';

/** What a screen adds to the title. */
export type Title = {
  /** The parts that the screen adds to the path, such as `dev` and `Tokens`; the last one is the screen's own name. */
  path: readonly string[];
  /** A note after the path, in the columns that are left. */
  beside?: (columns: number) => Row;
};

/** The parts of every screen. `own` is its state. */
type Parts<Name extends ScreenName, Own = StateOf<Name>> = {
  name: Name;
  /**
   * Opens the screen.
   * @param before its state when it was left; null the first time
   */
  open(asked: Opening<Name>, shared: Shared, before: Own | null): Step<Own>;
  /**
   * Every screen receives every message, even when hidden: an answer may come after it was left.
   */
  update(own: Own, message: Message, shared: Shared): Step<Own>;
  title(own: Own, shared: Shared): Title;
  /** The present meaning of keys; footer, help and palette use it. */
  bindings(own: Own, shared: Shared): Keys;
  /** Whether to show a spinner. */
  isBusy(own: Own, shared: Shared): boolean;
  /** Whether the palette offers this screen's actions on other screens too. */
  actions: 'everywhere' | 'here';
  View: ScreenView<Own>;
};

/** Parts that only some screens have. */
type Extras<Own> = {
  /**
   * The screen's key table while no text is typed. Texts on screens name these keys instead of the
   * commands that do the same.
   */
  table?: readonly Omit<Binding, 'unavailable'>[];
  /** The commands on the screen, each as it is printed, in their order. */
  commands?(own: Own, shared: Shared): readonly string[];
  /** The profile that the screen shows; null for none. */
  about?(own: Own, shared: Shared): string | null;
  /** Moves the screen's cursor to a profile. */
  select?(profile: string): Message;
  /**
   * Receives a token that was pasted anywhere.
   * @param isSeen whether this screen is visible
   */
  pasted?(text: string, isSeen: boolean): Message;
  /** What a message reveals about profiles as a by-product. */
  observes?(own: Own, message: Message, shared: Shared): readonly Observation[];
  /**
   * The reason why only the screen's own keys may leave the screen; null if other keys may too.
   * @param isFirst whether the UI started with it
   */
  whyStay?(own: Own, isFirst: boolean): string | null;
  /**
   * The question before the screen is left, if that loses something for good; null if nothing would be
   * lost.
   * @param onConfirm the message that leaves it
   */
  lost?(own: Own, onConfirm: Message): Question | null;
  /** The exit when the user goes back from the first screen. */
  exit?(own: Own, shared: Shared): Extract<ProgramWork, { type: 'exit' }>;
  /**
   * The progress of the change at the server that is under way, such as `the new token has been created`; null if there
   * is none.
   */
  progress?(own: Own): string | null;
  /** The change at the server that goes on after the program is left, in words; null if there is none. */
  unfinished?(own: Own): string | null;
  /** The result of the `unfinished` change; null if the last toast shows it. */
  outcome?(own: Own, shared: Shared): string | null;
};

/**
 * The jobs that do the screen's work. Loading the jobs takes longer than loading what is visible,
 * so they are loaded after the first frame.
 */
type Jobs<Work extends { type: string }> = [Work] extends [never]
  ? { jobs?: never; waits?: never }
  : {
      jobs(): Promise<(tools: JobTools) => JobsOf<Work>>;
      /** The texts shown while this work is running. */
      waits: WaitsOf<Work>;
    };

export type Screen<Name extends ScreenName> = Parts<Name> &
  Extras<StateOf<Name>> &
  Jobs<ScreenTypes[Name]['work']>;
