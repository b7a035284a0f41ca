// A check for symlinks at paths to be written: they may point anywhere.
import { lstatSync } from 'node:fs';
import { AppError } from '../errors.ts';

/**
 * @throws AppError `local` if a path that we are about to write is a symlink: it may point anywhere
 */
export function refuseSymlink(path: string): void {
  if (!lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  throw symlinkRefused(path, 'Find out who put the symlink there, then remove it');
}

/** The error for a symlink at the place of one of our files. */
export function symlinkRefused(path: string, hint: string): AppError {
  return new AppError('symlink-refused', `${path} is a symlink; refused to write through it`, {
    hint,
  });
}
