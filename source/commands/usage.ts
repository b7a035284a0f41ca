// The usage errors that several commands share: something missing, superfluous or contradictory.
import type { Advice } from '../commandLine.ts';
import { AppError } from '../errors.ts';

/** @param what what the user has to say, as a clause: `which file to write` */
export function argumentMissing(what: string | null, hint: Advice): AppError {
  const message = what === null ? 'An argument is missing' : `Say ${what}`;
  return new AppError('argument-missing', message, { hint });
}

/** The error for two flags that exclude each other. */
export function flagsConflict(one: string, other: string, hint: Advice): AppError {
  return new AppError('flags-conflict', `Use either ${one} or ${other}`, { hint });
}

/** The error for something that only works with a certain flag. */
export function flagNeedless(what: string, flag: string, hint: Advice): AppError {
  return new AppError('flag-needless', `${what} needs ${flag}`, { hint });
}

/**
 * @param flag with its dashes
 * @param value what it needs, with its article
 */
export function flagNeedsValue(flag: string, hint: Advice, value = 'a value'): AppError {
  return new AppError('flag-needs-value', `The flag ${flag} needs ${value}`, { hint });
}
