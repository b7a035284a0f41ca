// Owns the one error type of the program, and which exit code each kind of error ends in.
import type { Exchange } from './botpress/exchange.ts';

/** What went wrong, in the words of the contract; `--json` errors carry it as `kind`. */
export type ErrorKind =
  | 'bug'
  | 'usage'
  | 'partial'
  | 'auth'
  | 'forbidden'
  | 'network'
  | 'quota'
  | 'local'
  | 'origin'
  | 'cancelled';

/** Exit code of each kind of error (contract.md, Exit codes). */
export const exitCodes: Readonly<Record<ErrorKind, number>> = {
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
};

type Details = {
  /** The next step, as a sentence or a command that runs as printed. */
  hint?: string;
  /** The request that failed, when there was one; holds no secret. */
  exchange?: Exchange;
  cause?: unknown;
};

/** An error meant for a person: one line that names the cause, and a hint with the next step. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly kind: ErrorKind;
  readonly hint: string | undefined;
  readonly exchange: Exchange | undefined;

  constructor(kind: ErrorKind, message: string, details: Details = {}) {
    super(message, { cause: details.cause });
    this.kind = kind;
    this.hint = details.hint;
    this.exchange = details.exchange;
  }
}

/**
 * Whether something thrown is ours. By name, not by instanceof: the bundle may hold the class twice.
 */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === 'AppError' && 'kind' in error;
}

/** Any thrown thing as an AppError; what we did not foresee is a bug, without its details. */
export function toAppError(error: unknown): AppError {
  if (isAppError(error)) return error;
  const name = error instanceof Error ? error.name : typeof error;
  return new AppError('bug', `Something unforeseen happened (${name})`, {
    hint: 'Run it again with --verbose and report what it prints',
    cause: error,
  });
}
