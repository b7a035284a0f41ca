// Writing to the credentials file of the ADK: under a lock of ours, beside the target and renamed, and read
// back, because the ADK itself writes it whenever it likes.
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

/** How often an ADK that writes at the same time is written after. */
const mostRounds = 5;

type ChangeOptions = {
  /** Makes the file where there is none. */
  create?: boolean;
};

/**
 * Changes the file until it is as wanted.
 * @param command for the message to those who wait meanwhile
 * @param change what is still to be changed; pure. Nothing more to change: then it is as wanted
 * @returns the file as it was read back; null where there is none
 * @throws AppError local; whatever `change` throws. Nothing was changed then
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
  // Its parser is loaded by those who write only.
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
    hint: 'Wait until it has ended, then run this again',
  });
}

/**
 * The file, once it can be understood: the ADK empties it before it writes.
 * @throws AppError local where it cannot be used
 */
function settled(ctx: Context): Exclude<AdkFile, { type: 'unusable' }> {
  const file = settledAdkFile(ctx);
  if (file.type === 'unusable') throw unusableAdk(file);
  return file;
}

/** The same without an error. */
export function settledAdkFile(ctx: Pick<Context, 'userHome'>): AdkFile {
  for (let left = 3; ; left--) {
    const file = readAdkFile(ctx);
    if (file.type !== 'unusable' || left === 0) return file;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }
}

/** @throws AppError local where it is not ours to write */
function targetOf({ path }: AdkFile): string {
  const problem = replaceProblem(path);
  if (problem !== null) throw unwritableAdk(path, problem);
  return realTarget(path);
}

/** Makes the directory of a file that is not there yet. */
function placeFor(path: string): string {
  try {
    return placeForNew(path);
  } catch (error) {
    const code = systemCode(error) ?? 'UNKNOWN';
    throw unwritableAdk(path, `its directory cannot be made (${code})`);
  }
}
