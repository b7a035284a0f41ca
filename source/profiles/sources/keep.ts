// Storing a token where a profile keeps it, and the profile's fields that say where that is.
import { lineHere, say } from '../../commandLine.ts';
import type { Context } from '../../context.ts';
import { AppError } from '../../errors.ts';
import { fingerprint, mask } from '../../secrets/kind.ts';
import {
  isFilledByOthers,
  type OutsideSource,
  type StoredProfile,
  type TokenSource,
} from '../config.ts';
import {
  type KeychainKey,
  readKeychain,
  removeFromKeychain,
  requireFit,
  writeKeychain,
} from './keychain.ts';
import { readOutside } from './readToken.ts';

export type Kept = {
  /** To be merged into the profile. */
  fields: Pick<StoredProfile, 'token' | 'tokenSource' | 'tokenFingerprint'>;
  /** Restores the previous state if the profile could not be stored. Never throws. */
  undo(): Promise<void>;
};

/**
 * Stores a token in its place and reads it back. Commands and variables cannot be written: they
 * have to return this token already.
 * @throws AppError `local`, `cancelled`. Nothing was changed then
 */
export async function keepToken(
  ctx: Context,
  source: TokenSource,
  key: KeychainKey,
  token: string,
): Promise<Kept> {
  const undo = source.kind === 'keychain' ? await putInKeychain(ctx, key, token) : nothing;
  if (isFilledByOthers(source)) {
    const found = await readOutside(ctx, source);
    if (found !== token) throw otherToken(source.kind, found, token);
  }
  return { fields: tokenFields(source, token), undo };
}

/** The fields for a token that was just read from its own place. */
export function leftThere(source: OutsideSource, token: string): Kept {
  return { fields: tokenFields(source, token), undo: nothing };
}

const nothing = async () => {};

async function putInKeychain(ctx: Context, key: KeychainKey, token: string) {
  requireFit(ctx, key, token);
  const before = await readKeychain(ctx, key);
  const undo = async () => {
    // Errors are ignored here: the caller throws the original error. A keychain entry that remains
    // harms nobody, because its profile is not stored.
    if (before === null) await removeFromKeychain(ctx, key).catch(nothing);
    else await writeKeychain(ctx, key, before).catch(nothing);
  };
  await writeKeychain(ctx, key, token);
  const found = await readKeychain(ctx, key).catch(async error => {
    await undo();
    throw error;
  });
  if (found === token) return undo;
  await undo();
  throw new AppError(
    'keychain-unfaithful',
    'The keychain does not give back the token that it was given',
    {
      hint: 'Keep the token elsewhere: file, command or env',
    },
  );
}

/**
 * Keys that are undefined here are removed from config.json: a token that is stored elsewhere must
 * not remain in the file.
 */
function tokenFields(source: TokenSource, token: string): Kept['fields'] {
  if (source.kind === 'file') {
    return { token, tokenSource: undefined, tokenFingerprint: undefined };
  }
  return { token: undefined, tokenSource: source, tokenFingerprint: fingerprint(token) };
}

function otherToken(kind: 'command' | 'env', found: string, token: string): AppError {
  const what = kind === 'command' ? 'The command' : 'The environment variable';
  return new AppError(
    'source-differs',
    `${what} gives another token: ${mask(found)}, not ${mask(token)}`,
    {
      hint: say`Let ${kind === 'command' ? 'the command' : 'the variable'} give ${mask(token)}, then log in again; or log in with ${mask(found)}: ${lineHere('login', '--store', kind)}`,
    },
  );
}
