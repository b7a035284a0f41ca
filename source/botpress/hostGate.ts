// The host gate: where a token may be sent.
import { type Advice, line, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { AppError } from '../errors.ts';
import { parseApiUrl } from './apiUrl.ts';

/**
 * The only place that enforces the rule: a token is sent to its own origin or not at all.
 * @throws AppError `origin`, naming both origins
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

/**
 * The rule of a demo: whatever token is given there, it goes to the demo's own API or nowhere.
 * @throws AppError `origin`, naming both origins
 */
export function requireDemo({ demo }: Pick<Context, 'demo'>, target: { apiUrl: string }): void {
  if (demo === undefined) return;
  const { origin } = parseApiUrl(demo.apiUrl);
  const other = parseApiUrl(target.apiUrl).origin;
  if (origin === other) return;
  throw otherOrigin(origin, other, 'A demo sends its tokens to its own API only: leave out --demo');
}

/** The error for a token that would be sent to a foreign origin. */
export function otherOrigin(own: string, other: string, hint: Advice): AppError {
  return new AppError(
    'other-origin',
    `Refused: the token belongs to ${own}, and the request would go to ${other}`,
    { hint },
  );
}
