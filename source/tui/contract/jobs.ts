// Jobs by the type of their work, and the tools that they share.
import type { LinePlace } from '../../commandLine.ts';
import type { Context } from '../../context.ts';
import type { AppError } from '../../errors.ts';
import type { State as Stored } from '../../profiles/store.ts';
import type { Lane } from './effects.ts';
import type { Message } from './messages.ts';

/** A job for each type of work. */
export type JobsOf<Work extends { type: string }> = {
  [Type in Work['type']]: (work: Extract<Work, { type: Type }>) => void;
};

/** Hands a message to the state. */
export type Send = (message: Message) => void;

/** Does what changes something, one after the other, and reads what is stored then. */
export type Write = (
  /** Its world tells when a change leaves; until then Esc aborts its signal. */
  work: (ctx: Context) => Promise<{ state: Stored; message: Message }>,
  failed?: (error: AppError) => Message,
  /** The profile that it is about, where it is about one. */
  profile?: string | null,
) => void;

type LaneOptions = {
  /** The profile that it is about, where it is about one. */
  profile?: string | null;
  /** What is said when somebody calls it off; a failure for that reason, unless given. */
  stopped?: Message;
};

export type Lanes = {
  /**
   * Begins work in a lane and breaks off what was going on there: whatever that still says is
   * dropped, so that no old answer ever overwrites a newer one.
   */
  start(
    lane: Lane,
    failed: (error: AppError) => Message,
    work: (signal: AbortSignal, send: Send) => Promise<void>,
    about?: LaneOptions,
  ): void;
  cancel(lane: Lane): void;
  /** Aborted when the UI ends. */
  ending: AbortSignal;
  stop(): void;
};

export type JobTools = {
  ctx: Context;
  send: Send;
  lanes: Lanes;
  write: Write;
  /** Has something told once the UI has ended; null where there is nothing to tell then. */
  atEnd(observes: () => string | null): void;
};

/** For commands about one of the profiles, whatever the UI was started with. */
export const placeAbout = (place: LinePlace, profile: string | null): LinePlace =>
  profile === null ? place : { ...place, about: [['--profile', profile]] };
