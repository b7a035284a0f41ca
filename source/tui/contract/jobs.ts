// The types of the jobs, which do the UI's work, and of the tools that all jobs share.
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

/** Sends a message to the state. */
export type Send = (message: Message) => void;

/** Makes a change after all earlier ones have ended, and sends the stored state that `work` returns. */
export type Write = (
  /** `ctx` reports when the change is sent; until then Esc aborts its signal. */
  work: (ctx: Context) => Promise<{ state: Stored; message: Message }>,
  failed?: (error: AppError) => Message,
  /** The profile concerned, if any. */
  profile?: string | null,
) => void;

/** The result of several changes made one after the other. */
export type EachOutcome<Of, Done> = {
  done: readonly { of: Of; result: Done }[];
  failed: readonly { of: Of; error: AppError }[];
  /** The changes that were not made, because Esc stopped the work. */
  left: readonly Of[];
};

/**
 * Makes several changes one after the other, then reads the store and sends the message that `told`
 * returns. Esc stops the changes that were not sent yet.
 */
export type WriteEach = <Of, Done>(
  all: readonly Of[],
  act: (ctx: Context, one: Of) => Promise<Done>,
  told: (outcome: EachOutcome<Of, Done>) => Message,
  /** The message if Esc stopped every change, or if the only change failed. */
  failed?: (error: AppError) => Message,
  /** The profile concerned, if any. */
  profile?: string | null,
) => void;

type LaneOptions = {
  /** The profile concerned, if any. */
  profile?: string | null;
  /** The message if the user cancels the work; by default a failure that says so. */
  stopped?: Message;
};

export type Lanes = {
  /**
   * Starts work in a lane. Work that runs there already is aborted and its later messages are dropped, so that an old
   * answer never overwrites a newer one.
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
  writeEach: WriteEach;
  /** Registers a report to print after the UI has ended; null if there is nothing to report. */
  atEnd(observes: () => string | null): void;
};

/** The place for commands about the given profile, whatever profile the UI was started with. */
export const placeAbout = (place: LinePlace, profile: string | null): LinePlace =>
  profile === null ? place : { ...place, about: [['--profile', profile]] };
