// The ADK's copies of tokens that a command removes or revokes. The flag `--adk` removes the
// copies, too; without that flag, a note says that they stay.
import type { Context } from '../context.ts';
import { toAppError } from '../errors.ts';
import {
  type AdkPrints,
  adkHolders,
  forgetInAdk,
  requireForgettable,
} from '../profiles/adkCopies.ts';
import { type AdkFile, adkNames, readAdkFile } from '../profiles/adkFile.ts';
import type { Input } from './command.ts';
import { note } from './print.ts';

/** The ADK's copies of the tokens that are about to be removed. */
export type AdkCopies = { file: AdkFile; prints: AdkPrints; names: readonly string[] };

/**
 * Called before anything is changed.
 * @throws AppError `local` if `--adk` cannot be carried out
 */
export function copiesInAdk(ctx: Context, input: Input, prints: AdkPrints): AdkCopies {
  const file = readAdkFile(ctx);
  if (input.on('adk')) requireForgettable(file, prints);
  return { file, prints, names: adkHolders(file, prints) };
}

/**
 * Removes the ADK's copies with `--adk`; otherwise says which stay.
 * @param command shown to processes that wait for the ADK's file meanwhile
 * @param isDeleted whether the tokens no longer work
 * @returns false if part of `--adk` could not be done
 */
export async function settleAdkCopies(
  ctx: Context,
  input: Input,
  { file, prints, names }: AdkCopies,
  command: string,
  { isDeleted = false } = {},
): Promise<boolean> {
  if (input.on('adk')) return forget(ctx, command, prints);
  if (file.type === 'unusable') {
    note(
      ctx,
      `It is not known whether the ADK still holds the token: ${file.path}: ${file.reason}`,
    );
  } else if (names.length > 0) {
    const what = isDeleted
      ? 'the revoked token'
      : prints.size === 1
        ? 'this token'
        : 'some of the removed tokens';
    const where = `as ${adkNames(names)} (${file.path})`;
    note(
      ctx,
      `The ADK still holds ${what}, ${where}: log out with the ADK, too, or add --adk next time`,
    );
  }
  return true;
}

async function forget(ctx: Context, command: string, prints: AdkPrints): Promise<boolean> {
  try {
    const removed = await forgetInAdk(ctx, command, prints);
    const none = 'There was nothing to remove from the ADK';
    note(ctx, removed.length === 0 ? none : `Removed from the ADK, too: ${adkNames(removed)}`);
    return true;
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.kind === 'bug') throw thrown;
    note(ctx, error.message);
    return false;
  }
}
