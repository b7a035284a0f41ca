// The host gate: where a token may be sent.
import { type Advice, line, say } from '../commandLine.ts';
import { AppError } from '../errors.ts';
import { parseApiUrl } from './apiUrl.ts';

/**
 * The only place that enforces the rule: a token is sent to its own origin or not at all.
 * @throws AppError origin, naming both
 */
export function requireOwnOrigin(target: { apiUrl: string; tokenOrigin: string }): void {
  const { apiUrl, origin } = parseApiUrl(target.apiUrl);
  if (origin === target.tokenOrigin) return;
  throw otherOrigin(
    target.tokenOrigin,
    origin,
    say`To use this API URL, log in to it with its own token: ${line('login', '--apiUrl', apiUrl)}`,
  );
}

/** The error for a token that would be sent to a foreign origin. */
export function otherOrigin(own: string, other: string, hint: Advice): AppError {
  return new AppError(
    'other-origin',
    `Refused: the token belongs to ${own}, and the request would go to ${other}`,
    { hint },
  );
}
