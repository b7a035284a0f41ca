// The one error type of the program, and which exit code each kind of error ends in.
import type { Exchange } from './botpress/exchange.ts';
import {
  type Advice,
  adviceText,
  type LinePlace,
  usualPlace,
  writtenAdvice,
} from './commandLine.ts';
import { type ErrorCode, type ErrorKind, errorCodes } from './errorCodes.ts';

/** Exit code of each kind of error. None is 0: no error looks like success. */
export const exitCodes = {
  bug: 1,
  usage: 2,
  partial: 3,
  auth: 4,
  forbidden: 5,
  network: 6,
  quota: 7,
  local: 8,
  origin: 9,
  cancelled: 130,
} as const satisfies Readonly<Record<ErrorKind, number>>;

type Frame = (says: string) => string;

type Details = {
  /** The next step, as a sentence or a command that runs as printed. */
  hint?: Advice | undefined;
  /** The request that failed, when there was one; holds no secret. */
  exchange?: Exchange | undefined;
  /** The environment variable whose value is at fault. */
  variable?: string | undefined;
  /**
   * Makes the whole message out of a sentence about the cause. It adds a caller's words before or
   * after that sentence, or replaces the sentence.
   */
  frame?: Frame | undefined;
  /** Whether the hint was set by a caller that passed the error on. */
  isHintOurs?: boolean | undefined;
  cause?: unknown;
};

/** An error meant for a person: one line that names the cause, and a hint with the next step. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly kind: ErrorKind;
  /**
   * The text of `advice`. Its commands lack the flags of this run until `placed` has added them.
   */
  readonly hint: string | undefined;
  readonly advice: Advice | undefined;
  readonly exchange: Exchange | undefined;
  readonly variable: string | undefined;
  readonly frame: Frame | undefined;
  readonly isHintOurs: boolean;

  constructor(code: ErrorCode, message: string, details: Details = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.kind = errorCodes[code];
    this.hint = details.hint === undefined ? undefined : adviceText(details.hint, usualPlace);
    this.advice = details.hint;
    this.exchange = details.exchange;
    this.variable = details.variable;
    this.frame = details.frame;
    this.isHintOurs = details.isHintOurs ?? false;
  }
}

/**
 * Whether something thrown is an AppError. Its name decides, not instanceof: the bundle may hold
 * the class twice.
 */
export function isAppError(error: unknown): error is AppError {
  if (!(error instanceof Error) || error.name !== 'AppError') return false;
  return 'code' in error && Object.hasOwn(errorCodes, String(error.code));
}

/**
 * Whether the process or the machine has reached its limit of open files, which is no bug of ours.
 */
export const isScarce = (code: string | undefined) => code === 'EMFILE' || code === 'ENFILE';

/** The error for exhausted file handles; null for any other code. */
export function filesExhausted(code: string | undefined, cause?: unknown): AppError | null {
  if (!isScarce(code)) return null;
  return new AppError('files-exhausted', `No more files can be opened here (${code})`, {
    hint: 'Raise the limit with `ulimit -n 1024`, then run the command again',
    cause,
  });
}

/** Any thrown value as an AppError. An unforeseen one is a bug; its details are left out. */
export function toAppError(error: unknown): AppError {
  if (isAppError(error)) return error;
  const scarcity = filesExhausted(systemCode(error), error);
  if (scarcity !== null) return scarcity;
  const name = error instanceof Error ? error.name : typeof error;
  return new AppError('unexpected', `Unexpected error (${name}). This is a bug in bp-auth`, {
    hint: 'Run the command again with --verbose and report what it prints',
    cause: error,
  });
}

/**
 * The system code of an error from Node or the operating system, such as `ENOENT`; undefined for
 * all others, our own included.
 */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || isAppError(error)) return undefined;
  const { code }: NodeJS.ErrnoException = error;
  return typeof code === 'string' ? code : undefined;
}

/**
 * The same error in other words. Its code and the request that failed stay.
 * @param changes if `message` is a function, it puts words around the error's own message. These
 * words stay when `recast` replaces that message later.
 */
export function rewrapped(
  error: AppError,
  changes: { message?: string | Frame; hint?: Advice | undefined; variable?: string },
): AppError {
  const { code, exchange, frame: inner } = error;
  const {
    message: outer,
    hint,
    variable,
  } = { ...{ hint: error.advice, variable: error.variable }, ...changes };
  const around: Frame | undefined = typeof outer === 'string' ? () => outer : outer;
  const frame = around && inner ? (says: string) => around(inner(says)) : (around ?? inner);
  const isHintOurs = error.isHintOurs || 'hint' in changes;
  const message = around === undefined ? error.message : around(error.message);
  return new AppError(code, message, { hint, exchange, variable, frame, isHintOurs, cause: error });
}

/**
 * The error with a cause that was found out later. The words that callers put around the error's
 * own message stay.
 */
export function recast(
  error: AppError,
  { code, says, hint }: { code: ErrorCode; says: string; hint: Advice | undefined },
): AppError {
  const { exchange, variable, frame, isHintOurs } = error;
  return new AppError(code, frame === undefined ? says : frame(says), {
    ...{ hint: isHintOurs ? error.advice : hint, exchange, variable, frame, isHintOurs },
    cause: error,
  });
}

/** The error, with the commands in its hint written out for this place. */
export function placed(error: AppError, place: LinePlace): AppError {
  const { advice } = error;
  if (advice === undefined || typeof advice === 'string') return error;
  return rewrapped(error, { hint: writtenAdvice(advice, place) });
}

/** @param outcome what became of the work: `nothing was changed` */
export function cancelled(outcome?: string, cause?: unknown): AppError {
  const message = outcome === undefined ? 'Cancelled' : `Cancelled; ${outcome}`;
  return new AppError('cancelled', message, { cause });
}

/**
 * @param what the thing that changed, as a subject: `The profile dev`
 * @param hint what to do now
 */
export function changedMeanwhile(what: string, hint: Advice): AppError {
  return new AppError('changed-meanwhile', `${what} was changed by another process meanwhile`, {
    hint,
  });
}
