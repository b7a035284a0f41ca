// The errors for a bot or integration key where a personal access token is needed.
import type { Advice } from '../commandLine.ts';
import { AppError } from '../errors.ts';
import { oneOfKind, type TokenKind } from './kind.ts';

/**
 * The error that the API would give to a token of this kind.
 * @param what what such a token may not do: `see or change tokens`
 */
export function kindInsufficient(kind: TokenKind, what: string, hint: Advice): AppError {
  return new AppError('kind-insufficient', `${oneOfKind(kind, 'A')} may not ${what}`, { hint });
}

/**
 * The error for work that bp-auth itself can do with a personal access token only.
 * @param name the profile's name; null for credentials of the environment
 * @param lack a relative clause: `which cannot create tokens`
 */
export function patNeeded(
  { name, kind }: { name: string | null; kind: TokenKind },
  lack: string,
  hint: Advice,
): AppError {
  const holder = name === null ? 'The environment' : `The profile ${name}`;
  return new AppError('pat-needed', `${holder} holds ${oneOfKind(kind)}, ${lack}`, { hint });
}
