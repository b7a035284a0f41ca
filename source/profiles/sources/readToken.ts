// A profile's token, read from its place.

import { otherOrigin } from '../../botpress/hostGate.ts';
import { joined, say } from '../../commandLine.ts';
import type { Context } from '../../context.ts';
import { AppError, isAppError, rewrapped } from '../../errors.ts';
import { cleanToken } from '../../secrets/clean.ts';
import { faultSentence, maxTokenLength, tokenFault } from '../../secrets/fault.ts';
import { removedSentence } from '../../secrets/ready.ts';
import { valueAt } from '../../valueAt.ts';
import { type OutsideSource, type StoredProfile, sourceOf } from '../config.ts';
import { loginLine } from '../loginLine.ts';
import { requireOutsideReadOnly } from '../readOnly.ts';
import { knownOrigin } from '../resolve.ts';
import { readState } from '../store.ts';

/**
 * The token of a profile.
 * @param name for messages; null for credentials from the environment
 * @throws AppError `auth` if there is none; `local` if its source fails; `origin` if the source gives a
 * token that belongs elsewhere; `forbidden` for a stored token inside `exec --read-only`
 */
export async function readToken(
  ctx: Context,
  name: string | null,
  profile: StoredProfile,
): Promise<string> {
  if (name !== null) requireOutsideReadOnly(ctx.env);
  if (profile.token) return storedToken(profile.token, name, profile);
  const source = sourceOf(profile);
  if (source.kind === 'keychain') return fromKeychain(ctx, name ?? '', profile);
  if (source.kind === 'file') throw noToken(name, profile);
  const token = await readOutside(ctx, source).catch(error => {
    throw isAppError(error) ? orLogIn(error, name, profile) : error;
  });
  requireOrigin(ctx, token, profile);
  return token;
}

/**
 * The current token of a variable or command.
 * @throws AppError `local`
 */
export async function readOutside(ctx: Context, source: OutsideSource): Promise<string> {
  if (source.kind === 'env') {
    const text = valueAt(ctx.env, source.name);
    if (text?.trim()) return sound(ctx, text, 'env', `The environment variable ${source.name}`);
    throw new AppError('variable-not-set', `The environment variable ${source.name} is not set`, {
      hint: `Set ${source.name}`,
    });
  }
  const { readFromCommand } = await import('./commandSource.ts');
  return sound(ctx, await readFromCommand(ctx, source.command), 'command', 'The command');
}

/** The error, with a login as a further hint if the source gives no token. */
function orLogIn(error: AppError, name: string | null, profile: StoredProfile): AppError {
  if (error.code !== 'variable-not-set' && error.code !== 'command-failed') return error;
  const login = loginLine(name, profile);
  const hint = joined('; or ', error.advice ?? '', say`store a token in config.json: ${login}`);
  return rewrapped(error, { hint });
}

async function fromKeychain(ctx: Context, name: string, profile: StoredProfile): Promise<string> {
  const { keyOf, readKeychain } = await import('./keychain.ts');
  const key = keyOf(profile);
  const token = key === null ? null : await readKeychain(ctx, key);
  if (token !== null) return sound(ctx, token, 'keychain', 'The keychain');
  throw noToken(name, profile, 'The keychain has no token for the profile');
}

/**
 * A stored token without surrounding blanks, otherwise unchanged; doctor reports what is odd about
 * it.
 * @throws AppError `auth`
 */
function storedToken(text: string, name: string | null, profile: StoredProfile): string {
  const token = text.trim();
  const fault = tokenFault(token);
  if (fault === null || !isUnsendable(token)) return token;
  throw new AppError('token-unsendable', `${faultSentence(fault)}: it cannot be sent`, {
    hint: say`Log in again: ${loginLine(name || 'NAME', profile)}`,
  });
}

/** Whether an HTTP header cannot or should not contain the token. */
const isUnsendable = (token: string) =>
  token.length > maxTokenLength || /[^\u0021-\u007e]/.test(token);

type Place = Parameters<NonNullable<Context['cleaned']>>[0];

function sound(ctx: Context, text: string, place: Place, source: string): string {
  const { token, removed } = cleanToken(text);
  const fault = tokenFault(token);
  const said = removedSentence(removed);
  if (said !== null) ctx.cleaned?.(place, `${source}: ${said}`);
  if (fault === null) return token;
  throw new AppError(
    'source-gives-no-token',
    `${source} gives something that is not a token: ${faultSentence(fault)}`,
    { hint: 'Let the source give the token on its first line, or JSON with a `token` in it' },
  );
}

/**
 * @param lack the message without its last word, the profile's name; if absent, the message is
 * `The profile NAME has no token`
 */
export function noToken(name: string | null, profile: StoredProfile, lack?: string): AppError {
  const whose = name || 'here';
  const message = lack === undefined ? `The profile ${whose} has no token` : `${lack} ${whose}`;
  return new AppError('no-token', message, {
    hint: say`Log in again: ${loginLine(name || 'NAME', profile)}`,
  });
}

/** Whoever fills the source may have put a token for another host there. */
function requireOrigin(ctx: Context, token: string, profile: StoredProfile): void {
  const known = knownOrigin(readState(ctx).config, token);
  const own = profile.tokenOrigin ?? null;
  if (known === null || known === own) return;
  throw otherOrigin(
    known,
    own ?? profile.apiUrl,
    'Look at what the token source of this profile gives',
  );
}
