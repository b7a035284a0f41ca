// Writes to the ADK's credentials file: under our own lock, through a renamed temporary file, and
// read back, because the ADK may write at any time.
import type { Context } from '../context.ts';
import { AppError, systemCode } from '../errors.ts';
import { placeForNew, realTarget, replaceProblem } from '../files/replaceable.ts';
import type { AdkEdit } from './adkEdits.ts';
import {
  type AdkFile,
  parseAdkFile,
  readAdkFile,
  type UsableAdkFile,
  unusableAdk,
  unwritableAdk,
} from './adkFile.ts';
import { takeSteps, textStep } from './guardedWrite.ts';
import { removeLeftOvers } from './leftOvers.ts';
import { takeLock } from './lock.ts';

/** How many attempts are made if the ADK writes at the same time. */
const mostRounds = 5;

type ChangeOptions = {
  /** Whether to create the file if it is missing. */
  create?: boolean;
};

/**
 * Edits the file until `change` has no more edits.
 * @param command shown to processes that wait meanwhile
 * @param change the edits that the file still needs; pure
 * @returns the file as read back; null if there is none
 * @throws AppError `local`, with the code `adk-busy` if the ADK overwrites every attempt; whatever
 * `change` throws
 */
export async function changeAdk(
  ctx: Context,
  command: string,
  change: (file: UsableAdkFile) => AdkEdit[],
  { create = false }: ChangeOptions = {},
): Promise<UsableAdkFile | null> {
  const before = settled(ctx);
  if (before.type === 'missing' && !create) return null;
  if (before.type === 'ok' && change(before).length === 0) return before;
  const target = before.type === 'missing' ? placeFor(before.path) : targetOf(before);
  // The parser is loaded only when something has to be written.
  const { editedAdk, emptyAdkText } = await import('./adkEdits.ts');
  const emptyAdk = (path: string) => parseAdkFile(emptyAdkText, path) as UsableAdkFile;
  const lock = await takeLock(ctx, target, `bp-auth ${command}`);
  try {
    removeLeftOvers(target);
    for (let round = 0; round < mostRounds; round++) {
      const found = settled(ctx);
      if (found.type === 'missing' && !create) return null;
      const file = found.type === 'missing' ? emptyAdk(found.path) : found;
      const edits = change(file);
      if (edits.length === 0) return file;
      const text = editedAdk(file.text, edits, file.path);
      takeSteps([textStep(target, text)], { ...lock, clear: [] });
    }
  } finally {
    lock.release();
  }
  throw new AppError('adk-busy', `The ADK keeps writing to ${before.path} at the same time`, {
    hint: 'Wait until the ADK has finished, then run this again',
  });
}

/**
 * The ADK's file. Waits until it is readable, because the ADK truncates it before it writes.
 * @throws AppError `local` if the file cannot be used
 */
function settled(ctx: Context): Exclude<AdkFile, { type: 'unusable' }> {
  const file = settledAdkFile(ctx);
  if (file.type === 'unusable') throw unusableAdk(file);
  return file;
}

/**
 * The ADK's file, once it is readable; of the type `unusable` if it stays unreadable. Never throws.
 */
export function settledAdkFile(ctx: Pick<Context, 'userHome'>): AdkFile {
  for (let left = 3; ; left--) {
    const file = readAdkFile(ctx);
    if (file.type !== 'unusable' || left === 0) return file;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }
}

/** @throws AppError `local` if we must not write to the file */
function targetOf({ path }: AdkFile): string {
  const problem = replaceProblem(path);
  if (problem !== null) throw unwritableAdk(path, problem);
  return realTarget(path);
}

/**
 * Creates the directory for a new file.
 * @returns the file's path without symlinks
 */
function placeFor(path: string): string {
  try {
    return placeForNew(path);
  } catch (error) {
    const code = systemCode(error) ?? 'UNKNOWN';
    throw unwritableAdk(path, `its directory cannot be created (${code})`);
  }
}
