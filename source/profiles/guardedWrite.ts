// The replacement of files of ours and bp's: all are written beside their targets and compared with
// what was meant; only then is the first target touched. A full disk or a kill leaves what was there.
import {
  accessSync,
  constants,
  existsSync,
  lchownSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { systemCode } from '../errors.ts';
import { createPrivate } from '../files/privateFile.ts';
import { refuseSymlink } from '../files/symlinks.ts';
import { isRoot, systemPlatform } from '../system.ts';
import { removeQuietly, stagedName } from './leftOvers.ts';
import { halfWritten, notWritten } from './writeErrors.ts';

export type WriteStep = {
  /** Symlinks resolved. */
  path: string;
  /** Writes the new content to a file that is not there yet, and makes sure that it lies on the disk. */
  write(file: string): void;
};

export type Guard = {
  /** Part of the temporary names: who was taken over from must not get at the files of its heir. */
  id: string;
  /** Called right before a target is touched. */
  requireOwnership(): void;
  /** Files that go before the first target is touched. */
  clear: readonly string[];
};

/**
 * Replaces one file after the other, once all of them have been prepared. The caller holds the lock. Who
 * takes it over sweeps what was prepared: a process that stood still between asking for ownership and
 * renaming finds nothing left to rename.
 * @throws AppError local; it says whether something was changed
 */
export function takeSteps(steps: readonly WriteStep[], guard: Guard): void {
  const staged: string[] = [];
  let current = '';
  let done: string | null = null;
  try {
    for (const path of [...guard.clear, ...steps.map(step => step.path)]) {
      current = path;
      requireWritable(path);
    }
    for (const [at, { path, write }] of steps.entries()) {
      current = path;
      const file = stagedName(path, guard.id, at);
      refuseSymlink(file);
      staged.push(file);
      rmSync(file, { force: true });
      write(file);
      keepOwner(file, path);
    }
    guard.requireOwnership();
    for (const path of guard.clear) rmSync(path, { force: true });
    for (const [at, { path }] of steps.entries()) {
      current = path;
      guard.requireOwnership();
      replace(stagedName(path, guard.id, at), path);
      done = path;
    }
  } catch (error) {
    for (const file of staged) removeQuietly(file);
    throwIfSwept(guard, current, error);
    throw done === null ? notWritten(current, error) : halfWritten(current, done, error);
  }
}

/** Who takes the lock over sweeps what we prepared: that a file is missing is not the matter then. */
function throwIfSwept(guard: Guard, path: string, error: unknown): void {
  if (systemCode(error) !== 'ENOENT' || !existsSync(dirname(path))) return;
  guard.requireOwnership();
}

/** What a target must be for a rename onto it to succeed. */
function requireWritable(path: string): void {
  refuseSymlink(path);
  accessSync(dirname(path), constants.W_OK | constants.X_OK);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!found.isFile()) throw Object.assign(new Error('No regular file'), { code: 'EISDIR' });
  accessSync(path, constants.W_OK);
}

/** A step that writes a text, closed to others. */
export const textStep = (path: string, text: string): WriteStep => ({
  path,
  write(file) {
    createPrivate(file, text, { isSynced: true });
    if (readFileSync(file, 'utf8') !== text) throw writtenShort();
  },
});

/** `sudo` must not leave a file that its user cannot read any more. */
function keepOwner(file: string, target: string): void {
  if (!isRoot()) return;
  const before = statSync(target, { throwIfNoEntry: false }) ?? statSync(dirname(target));
  // Not through a symlink: the directory may be that user's, who could put one there.
  if (before.uid !== 0) lchownSync(file, before.uid, before.gid);
}

/** Renames; on Windows a virus scanner may hold the target open for a moment. */
function replace(from: string, to: string): void {
  for (let left = systemPlatform === 'win32' ? 20 : 0; ; left--) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      const code = systemCode(error) ?? '';
      if (left <= 0 || !['EACCES', 'EBUSY', 'EPERM'].includes(code)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    }
  }
}

/** As where the disk is full: less lies there than was written. */
export function writtenShort(): NodeJS.ErrnoException {
  return Object.assign(new Error('What lies on disk is not what was written'), { code: 'ENOSPC' });
}
