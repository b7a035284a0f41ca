// The record of a screen: its parts.
import type { ProgramWork, Step } from './effects.ts';
import type { JobsOf, JobTools } from './jobs.ts';
import type { Binding, Keys } from './keymap.ts';
import type { Shared } from './knowledge.ts';
import type { Message } from './messages.ts';
import type { Observation } from './observation.ts';
import type { Opening, ScreenName, ScreenTypes, StateOf } from './screenTypes.ts';
import type { ScreenView } from './view.tsx';
import type { WaitsOf } from './waits.ts';

/** What every screen has. `own` is its state. */
type Parts<Name extends ScreenName, Own = StateOf<Name>> = {
  name: Name;
  /** The screen as one comes to it. @param before as it was left; null at first */
  open(asked: Opening<Name>, shared: Shared, before: Own | null): Step<Own>;
  /** Every screen hears every message, hidden ones too: an answer may come after one left. */
  update(own: Own, message: Message, shared: Shared): Step<Own>;
  /** What keys mean right now; footer, help and palette take it from there. */
  bindings(own: Own, shared: Shared): Keys;
  /** Whether a spinner turns. */
  isBusy(own: Own, shared: Shared): boolean;
  /** Whether the palette offers what its keys do on other screens, too. */
  actions: 'everywhere' | 'here';
  View: ScreenView<Own>;
};

/** What only some screens have. */
type Extras<Own> = {
  /** Its key table at rest: what is told of commands names the keys there that do the same. */
  table?: readonly Omit<Binding, 'unavailable'>[];
  /** The profile that it is about; null for none. */
  about?(own: Own, shared: Shared): string | null;
  /** Puts its cursor on a profile. */
  select?(profile: string): Message;
  /** Takes a token that was pasted anywhere. @param isSeen this is the screen one is on */
  pasted?(text: string, isSeen: boolean): Message;
  /** What a message to it tells about profiles, whatever was asked. */
  observes?(own: Own, message: Message, shared: Shared): readonly Observation[];
  /** Why it can be left by its own keys only; null where others lead away. @param isFirst the UI began with it */
  whyStay?(own: Own, isFirst: boolean): string | null;
  /** How the program ends when one goes back from where it began. */
  exit?(own: Own, shared: Shared): Extract<ProgramWork, { type: 'exit' }>;
  /** How far that change has come, as `the new token has been created`; null for nothing. */
  progress?(own: Own): string | null;
  /** What it is changing at the server, and ends after the program is left; null for nothing. */
  unfinished?(own: Own): string | null;
  /** How that came out; null where the last toast says it. */
  outcome?(own: Own, shared: Shared): string | null;
};

/** Does what the screen asks for. Loaded behind the first frame: it takes longer to load than what is seen. */
type Jobs<Work extends { type: string }> = [Work] extends [never]
  ? { jobs?: never; waits?: never }
  : {
      jobs(): Promise<(tools: JobTools) => JobsOf<Work>>;
      /** What is waited for while they are at it. */
      waits: WaitsOf<Work>;
    };

export type Screen<Name extends ScreenName> = Parts<Name> &
  Extras<StateOf<Name>> &
  Jobs<ScreenTypes[Name]['work']>;
