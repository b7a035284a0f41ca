// A token made ready to be sent: cleaned, and refused where it certainly is none.
import { AppError } from '../errors.ts';
import { type CleanedToken, cleanToken, type Removed, removedWords } from './clean.ts';
import { faultHint, faultSentence, tokenFault } from './fault.ts';

/** Why this text cannot be a token, in a sentence; null when it could be sent. */
export function tokenProblem(token: string): string | null {
  const fault = tokenFault(token);
  return fault === null ? null : faultSentence(fault);
}

/**
 * A token from a flag, a pipe, a prompt, a variable or a file, cleaned.
 * @throws AppError usage for what certainly is no token; the message never holds it
 */
export function readyToken(text: string): CleanedToken {
  const cleaned = cleanToken(text);
  const fault = tokenFault(cleaned.token);
  if (fault === null) return cleaned;
  throw new AppError('token-malformed', faultSentence(fault), { hint: faultHint(fault) });
}

/** As `readyToken`, for those who have nobody to tell what was taken off. */
export function requireToken(text: string): string {
  return readyToken(text).token;
}

/** What was taken off, as a sentence without a full stop; null where it was the line end of a file at most. */
export function removedSentence(removed: readonly Removed[]): string | null {
  const told = removed.filter(what => what !== 'line-end');
  if (told.length === 0) return null;
  return `Taken off the token: ${told.map(what => removedWords[what]).join(', ')}`;
}
