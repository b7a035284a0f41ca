// The replacement of files of ours and bp's: all are written beside their targets and compared with
// what was meant; only then is the first target touched. A full disk or a kill leaves what was there.
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AppError, isAppError, systemCode } from '../errors.ts';
import { createPrivate } from '../files/privateFile.ts';
import { valueAt } from '../valueAt.ts';
import { closedToUs } from './foreignHome.ts';

export type WriteStep = {
  /** Symlinks resolved. */
  path: string;
  /** Writes the new content to a file that is not there yet, and makes sure that it lies on the disk. */
  write(file: string): void;
};

const wideBits = 0o077;

/**
 * Makes sure that the directory exists, can be written to, and is ours alone (0700). Rights of ours that
 * are missing are not added: somebody took them away on purpose.
 * @throws AppError local
 */
export function prepareDirectory(home: string): void {
  try {
    giveToOwner(makeDirectories(home));
    // Up front, because conf stalls for a second on a directory that it may not write (docs/notes/packages.md).
    accessSync(home, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw failed(home, error);
  }
  if (process.platform === 'win32' || narrowMode(home)) return;
  throw new AppError('home-unsafe', `${home} belongs to another user and is open to others`, {
    hint: 'Name a directory of your own with --botpressHome, or have its mode changed to 0700',
  });
}

/**
 * A directory and those above it that are missing. Not by Node's own `recursive`, which tells of a read-only
 * file system as ENOENT, and never returns below /proc.
 * @returns what was made, the deepest last. @throws Node's error
 */
function makeDirectories(path: string): string[] {
  try {
    return makeOne(path);
  } catch (error) {
    const code = systemCode(error);
    if (code !== 'ENOENT' || dirname(path) === path) throw error;
    return [...makeDirectories(dirname(path)), ...makeOne(path)];
  }
}

/** @returns the directory; nothing where it is there already. @throws Node's error */
function makeOne(path: string): string[] {
  try {
    mkdirSync(path, 0o700);
  } catch (error) {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [];
    throw error;
  }
  // A umask may take away even our own rights to a directory that we make.
  chmodSync(path, 0o700);
  return [path];
}

/** What `sudo` makes in a user's home is the user's; else they would be locked out from then on. */
function giveToOwner(made: readonly string[]): void {
  const [highest] = made;
  if (process.geteuid?.() !== 0 || highest === undefined) return;
  const { uid, gid } = statSync(dirname(highest));
  if (uid === 0) return;
  // The deepest first: as long as the others are not theirs, nobody can put anything else in their place.
  for (const path of [...made].reverse()) lchownSync(path, uid, gid);
}

/** Takes the rights of everybody else away. @returns false if they have rights and we may not */
export function narrowMode(path: string): boolean {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
  if ((mode & wideBits) === 0) return true;
  try {
    chmodSync(path, mode & 0o777 & ~wideBits);
    return true;
  } catch {
    return false;
  }
}

/** @throws AppError local if a name that we are about to write is a symlink: it may point anywhere */
function refuseSymlink(path: string): void {
  if (!lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  throw symlinkRefused(path, 'Look at who put it there, then remove it');
}

/** The error for a symlink where a file of ours would be written. */
export function symlinkRefused(path: string, hint: string): AppError {
  return new AppError('symlink-refused', `${path} is a symlink; refused to write through it`, {
    hint,
  });
}

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
    throw done === null ? failed(current, error) : halfway(current, done, error);
  }
}

/** Who takes the lock over sweeps what we prepared: that a file is missing is not the matter then. */
function throwIfSwept(guard: Guard, path: string, error: unknown): void {
  if (systemCode(error) !== 'ENOENT' || !existsSync(dirname(path))) return;
  guard.requireOwnership();
}

const stagedName = (path: string, id: string, step: number) => `${path}.new-${id}-${step}`;

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
  if (process.geteuid?.() !== 0) return;
  const before = statSync(target, { throwIfNoEntry: false }) ?? statSync(dirname(target));
  // Not through a symlink: the directory may be that user's, who could put one there.
  if (before.uid !== 0) lchownSync(file, before.uid, before.gid);
}

/** Renames; on Windows a virus scanner may hold the target open for a moment. */
function replace(from: string, to: string): void {
  for (let left = process.platform === 'win32' ? 20 : 0; ; left--) {
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

function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // The next writer sweeps it.
  }
}

/** Whether a file is what a killed writer of that target left. */
export function isLeftOver(file: string, target: string): boolean {
  if (!file.startsWith(`${target}.`)) return false;
  return /^new-[\w-]+(\.tmp-\d{10}[0-9a-f]{6})?$/.test(file.slice(target.length + 1));
}

/** What killed writers left beside a target. */
export function leftOversOf(target: string): string[] {
  const directory = dirname(target);
  return readdirSync(directory)
    .map(name => join(directory, name))
    .filter(file => isLeftOver(file, target))
    .filter(file => lstatSync(file, { throwIfNoEntry: false })?.isFile());
}

/** Removes what killed writers left beside a target. The caller holds the lock: nobody is writing. */
export function removeLeftOvers(target: string): void {
  for (const file of leftOversOf(target)) removeQuietly(file);
}

/** As where the disk is full: less lies there than was written. */
export function writtenShort(): NodeJS.ErrnoException {
  return Object.assign(new Error('What lies on disk is not what was written'), { code: 'ENOSPC' });
}

/** Our own file is replaced, but one that follows from it could not be: the next write makes up for it. */
function halfway(path: string, done: string, error: unknown): AppError {
  if (isAppError(error)) return error;
  const code = systemCode(error) ?? 'UNKNOWN';
  const message = `${path} could not be written (${code}), though ${basename(done)} was`;
  return new AppError('write-incomplete', message, { hint: 'Run it again', cause: error });
}

/** A write that changed nothing in words. @returns an AppError; ours are passed on */
function failed(path: string, error: unknown): AppError {
  if (isAppError(error)) return error;
  const code = systemCode(error) ?? 'UNKNOWN';
  const closed = closedToUs(
    path,
    code,
    `${path} may not be written by you (${code}); nothing was changed`,
  );
  if (closed !== null) return closed;
  const notADirectory = 'cannot be used: a file stands where a directory should';
  const tooMany = 'could not be written: no more files can be opened';
  const moreFiles = 'Raise the limit and run it again: ulimit -n 1024';
  const elsewhere = 'Name another home with --botpressHome';
  const known: Record<string, readonly [says: string, hint: string]> = {
    ENOSPC: ['could not be written: the disk is full', 'Make room and run it again'],
    EDQUOT: ['could not be written: your disk quota is used up', 'Make room and run it again'],
    EACCES: ['may not be written by you', 'Check its owner and mode'],
    EPERM: ['may not be written by you', 'Check its owner, mode and attributes'],
    EMFILE: [tooMany, moreFiles],
    ENFILE: [tooMany, moreFiles],
    EROFS: ['lies on a read-only file system', elsewhere],
    EISDIR: ['is no regular file', 'Look at who put it there, then remove it'],
    ENOTDIR: [notADirectory, elsewhere],
    EEXIST: [notADirectory, elsewhere],
  };
  const [says, hint] = valueAt(known, code) ?? [
    'could not be written',
    'Check the file and its directory',
  ];
  return new AppError('write-failed', `${path} ${says} (${code}); nothing was changed`, {
    hint,
    cause: error,
  });
}
