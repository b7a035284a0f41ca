// A token prepared for sending: cleaned, or rejected if it cannot be a token.
import { AppError } from '../errors.ts';
import { type CleanedToken, cleanToken, type Removed, removedWords } from './clean.ts';
import { faultHint, faultSentence, type TokenPlace, tokenFault } from './fault.ts';
import { prefixOf } from './kind.ts';

/** The reason why a text cannot be a token, as a sentence; null if it can be sent. */
export function tokenProblem(token: string): string | null {
  const fault = tokenFault(token);
  return fault === null ? null : faultSentence(fault);
}

/**
 * The token in a text that holds nothing but a token and what people paste along with it. Null if
 * the token is of no known kind.
 */
export function wholeToken(text: string): CleanedToken | null {
  const cleaned = cleanToken(text);
  return prefixOf(cleaned.token) !== '' && tokenProblem(cleaned.token) === null ? cleaned : null;
}

/**
 * A token from a flag, a pipe, a prompt, a variable or a file, cleaned.
 * @throws AppError `usage` if it certainly is no token; the message never contains it
 */
export function readyToken(text: string, from: TokenPlace = 'elsewhere'): CleanedToken {
  const cleaned = cleanToken(text);
  const fault = tokenFault(cleaned.token);
  if (fault === null) return cleaned;
  throw new AppError('token-malformed', faultSentence(fault), { hint: faultHint(fault, from) });
}

/** Like `readyToken`, for callers that cannot report what was stripped. */
export function requireToken(text: string, from: TokenPlace = 'elsewhere'): string {
  return readyToken(text, from).token;
}

/** What was stripped, as a sentence without a full stop; null if it was only a final line end. */
export function removedSentence(removed: readonly Removed[]): string | null {
  const told = removed.filter(what => what !== 'line-end');
  if (told.length === 0) return null;
  return `Taken off the token: ${told.map(what => removedWords[what]).join(', ')}`;
}
