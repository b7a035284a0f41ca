// The replacement of several files, ours and bp's: all are written beside their targets and checked
// before the first target is touched. Until then a full disk or a kill leaves the old files in
// place.
import {
  accessSync,
  constants,
  existsSync,
  lchownSync,
  readFileSync,
  renameSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { systemCode } from '../errors.ts';
import { patiently } from '../files/patience.ts';
import { createPrivate, removeFile } from '../files/privateFile.ts';
import { refuseSymlink } from '../files/symlinks.ts';
import { isRoot } from '../system.ts';
import { removeQuietly, stagedName } from './leftOvers.ts';
import { halfWritten, notWritten } from './writeErrors.ts';

export type WriteStep = {
  /** Symlinks resolved. */
  path: string;
  /** Writes the new content to a new file and syncs it to disk. */
  write(file: string): void;
};

export type Guard = {
  /**
   * Part of the names of the temporary files, so that a process that lost the lock cannot touch its
   * successor's files.
   */
  id: string;
  /** Called right before each target is touched. */
  requireOwnership(): void;
  /** Files to remove before the first target is touched. */
  clear: readonly string[];
  /**
   * Called after each replaced target. Once one target is replaced, the change cannot start again.
   */
  replaced?(): void;
};

/**
 * Replaces the files one after the other, once all are prepared; the caller holds the lock. Whoever
 * takes the lock from us deletes our prepared files before writing. So rename() fails if we lost
 * the lock after the ownership check.
 * @throws AppError `local`. For a failed write, its message says whether anything was changed
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
      removeFile(file);
      write(file);
      keepOwner(file, path);
    }
    guard.requireOwnership();
    for (const path of guard.clear) removeFile(path);
    for (const [at, { path }] of steps.entries()) {
      current = path;
      guard.requireOwnership();
      patiently(() => renameSync(stagedName(path, guard.id, at), path));
      done = path;
      guard.replaced?.();
    }
  } catch (error) {
    for (const file of staged) removeQuietly(file);
    throwIfSwept(guard, current, error);
    throw done === null ? notWritten(current, error) : halfWritten(current, done, error);
  }
}

/**
 * Our prepared files are gone if another process took over the lock. Then the lost lock is the
 * error to report.
 */
function throwIfSwept(guard: Guard, path: string, error: unknown): void {
  if (systemCode(error) !== 'ENOENT' || !existsSync(dirname(path))) return;
  guard.requireOwnership();
}

/** Checks that a rename onto the target will succeed. */
function requireWritable(path: string): void {
  refuseSymlink(path);
  accessSync(dirname(path), constants.W_OK | constants.X_OK);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!found.isFile()) throw Object.assign(new Error('Not a regular file'), { code: 'EISDIR' });
  accessSync(path, constants.W_OK);
}

/** A step for `takeSteps` that writes a text, readable by the owner only. */
export const textStep = (path: string, text: string): WriteStep => ({
  path,
  write(file) {
    createPrivate(file, text, { isSynced: true });
    if (readFileSync(file, 'utf8') !== text) throw writtenShort();
  },
});

/** A file written under `sudo` must stay readable for its user. */
function keepOwner(file: string, target: string): void {
  if (!isRoot()) return;
  const before = statSync(target, { throwIfNoEntry: false }) ?? statSync(dirname(target));
  // Not through a symlink: the owner of the directory could have planted one.
  if (before.uid !== 0) lchownSync(file, before.uid, before.gid);
}

export function writtenShort(): NodeJS.ErrnoException {
  return Object.assign(new Error('The file on disk is not what was written'), { code: 'ENOSPC' });
}
