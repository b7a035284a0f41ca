// Mistakes on a command line that several commands can see: something is missing, needless or said twice.
import type { Advice } from '../commandLine.ts';
import { AppError } from '../errors.ts';

/** @param what to say, as a clause: `which file to write` */
export function argumentMissing(what: string | null, hint: Advice): AppError {
  const message = what === null ? 'Something is missing' : `Say ${what}`;
  return new AppError('argument-missing', message, { hint });
}

/** Two flags of which one can be given. */
export function flagsConflict(one: string, other: string, hint: Advice): AppError {
  return new AppError('flags-conflict', `Use either ${one} or ${other}`, { hint });
}

/** Something that only counts along with a flag. */
export function flagNeedless(what: string, flag: string, hint: Advice): AppError {
  return new AppError('flag-needless', `${what} means something with ${flag} only`, { hint });
}

/** @param flag with its dashes. @param value what it needs, with its article */
export function flagNeedsValue(flag: string, hint: Advice, value = 'a value'): AppError {
  return new AppError('flag-needs-value', `The flag ${flag} needs ${value}`, { hint });
}
