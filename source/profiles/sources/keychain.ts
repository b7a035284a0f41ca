// Tokens in the keychain: the names of entries, the time limit, and the errors.
import { cleanText } from '../../botpress/text.ts';
import type { Context, Keychain } from '../../context.ts';
import { AppError, isAppError } from '../../errors.ts';
import { redact } from '../../secrets/kind.ts';
import { withTimeLimit } from '../../timeLimit.ts';
import { type StoredProfile, sourceOf } from '../config.ts';
import { misfit, type Patience, patienceFor } from './keychainLimits.ts';

/**
 * The key of an entry: it survives renaming, and contains the origin (docs/reference.md, Origin
 * binding).
 */
export type KeychainKey = { id: string; tokenOrigin: string };

export const keychainAccount = ({ id, tokenOrigin }: KeychainKey) => `${id} ${tokenOrigin}`;

/** The key of a profile whose token is in the keychain; otherwise null. */
export function keyOf(profile: StoredProfile): KeychainKey | null {
  const { id, tokenOrigin } = profile;
  if (sourceOf(profile).kind !== 'keychain' || !id || !tokenOrigin) return null;
  return { id, tokenOrigin };
}

/**
 * @returns null if there is no such entry
 * @throws AppError `local`, `cancelled`
 */
export function readKeychain(ctx: Context, key: KeychainKey): Promise<string | null> {
  return call(ctx, (keychain, signal) => keychain.get(keychainAccount(key), signal));
}

/** @throws AppError `local`, `cancelled` */
export function writeKeychain(ctx: Context, key: KeychainKey, token: string): Promise<void> {
  ctx.onChange?.();
  return write(ctx, key, token);
}

/**
 * Refuses a token that this system's keychain cannot hold, before anything is changed.
 * @throws AppError `local`
 */
export function requireFit(ctx: Context, key: KeychainKey, token: string): void {
  const why = misfit(ctx.platform, keychainAccount(key), token);
  if (why === null) return;
  throw new AppError(
    'keychain-too-small',
    `Windows' Credential Manager cannot hold the token: ${why}`,
    {
      hint: 'Keep the token elsewhere: file, command or env. The flag is --store, or --to with profiles move-token',
    },
  );
}

const write = (ctx: Context, key: KeychainKey, token: string): Promise<void> =>
  call(ctx, (keychain, signal) => keychain.set(keychainAccount(key), token, signal));

/**
 * @returns whether there was an entry
 * @throws AppError `local`, `cancelled`
 */
export function removeFromKeychain(ctx: Context, key: KeychainKey): Promise<boolean> {
  ctx.onChange?.();
  return remove(ctx, key);
}

const remove = (ctx: Context, key: KeychainKey): Promise<boolean> =>
  call(ctx, (keychain, signal) => keychain.remove(keychainAccount(key), signal));

/**
 * Tests that the keychain stores what it is given, before anybody enters a token. It writes,
 * because a locked keychain gives the same answer as an open one when a missing entry is read.
 * @throws AppError `local`, `cancelled`
 */
export async function requireKeychain(ctx: Context): Promise<void> {
  const key = { id: 'probe', tokenOrigin: ctx.randomId() };
  const value = ctx.randomId();
  await write(ctx, key, value);
  const found = await readKeychain(ctx, key);
  await remove(ctx, key);
  if (found !== value) {
    throw unusable('it does not give back what it was given', patienceOf(ctx));
  }
}

/**
 * Removes the keychain entries of removed profiles. Never throws, because the profiles are already
 * gone.
 * @param gone the removed profiles; those with another token source are ignored
 * @param kept the remaining profiles; entries that they need stay
 * @returns a sentence for each entry that could not be removed
 */
export async function forgetSecrets(
  ctx: Context,
  gone: readonly StoredProfile[],
  kept: readonly StoredProfile[],
): Promise<string[]> {
  const accounts = (profiles: readonly StoredProfile[]) =>
    profiles.flatMap(profile => keyOf(profile) ?? []).map(keychainAccount);
  const needed = accounts(kept);
  const keys = gone
    .flatMap(profile => keyOf(profile) ?? [])
    .filter(key => !needed.includes(keychainAccount(key)));
  const left: string[] = [];
  for (const key of keys) {
    try {
      // After one failure, the other entries are not tried: each could take the whole time limit.
      if (left.length === 0) await removeFromKeychain(ctx, key);
      else left.push(stays(key));
    } catch (error) {
      if (!isAppError(error)) throw error;
      left.push(`${error.message}. ${stays(key)}`);
    }
  }
  return left;
}

const stays = (key: KeychainKey) =>
  `A token stays in the keychain: remove its entry there (bp-auth, ${keychainAccount(key)})`;

async function call<Value>(
  ctx: Context,
  work: (keychain: Keychain, signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const patience = patienceOf(ctx);
  const { limit, telling, why } = patience;
  const late = () => {
    const because = why === null ? '' : `: ${why}`;
    return unusable(`no answer within ${limit / 1000} s${because}`, patience);
  };
  try {
    return await withTimeLimit(ctx, limit, late, async signal => {
      if (telling !== null) {
        const tell = () => ctx.waitsFor?.(telling.who);
        ctx.wait(telling.after, signal).then(tell, () => {});
      }
      return work(await ctx.openKeychain(), signal);
    });
  } catch (error) {
    if (isAppError(error)) throw error;
    throw unusable(error instanceof Error ? error.message : 'no reason given', patience);
  }
}

const patienceOf = (ctx: Context) =>
  patienceFor(ctx.platform, () => ctx.stdin.isTTY && ctx.stderr.isTTY);

function unusable(why: string, { hint }: Patience): AppError {
  // Only the first sentence of a library's message: the others guess at causes.
  const reason = redact(cleanText(why)).split('. ', 1)[0]?.slice(0, 200);
  return new AppError('keychain-unusable', `The keychain cannot be used (${reason})`, { hint });
}
