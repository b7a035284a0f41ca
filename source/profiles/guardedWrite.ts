// Owns how a file of ours or bp's is replaced: by conf, checked afterwards, the old one kept until then.
import {
  accessSync,
  chmodSync,
  constants,
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type ConfClass from 'conf';
import { AppError, isAppError } from '../errors.ts';

/** conf's class; loaded by those who write only: it costs more than a whole scripted read. */
export type Conf = typeof ConfClass;

const keepName = (path: string) => `${path}.keep`;

/**
 * Makes sure that the directory exists, is ours alone (0700) and can be written to.
 * Checked up front because conf stalls for a second on a directory that it may not write (facts: stack.md).
 * @throws AppError local
 */
export function prepareDirectory(home: string): void {
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    const mode = statSync(home).mode & 0o777;
    if (mode !== 0o700 && process.platform !== 'win32') chmodSync(home, 0o700);
    accessSync(home, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw failed(home, error);
  }
}

/** Where writing to this path really goes. @throws AppError local for a symlink that leads nowhere */
export function targetOf(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (!lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) return path;
    const target = resolve(dirname(path), readlinkSync(path));
    throw new AppError('local', `${path} is a symlink to ${target}, which does not exist`, {
      hint: 'Create the target, or remove the symlink',
      cause: error,
    });
  }
}

/** @throws AppError local if a name that we are about to write is a symlink: it may point anywhere */
export function refuseSymlink(path: string): void {
  if (!lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  throw new AppError('local', `${path} is a symlink; refused to write through it`, {
    hint: 'Look at who put it there, then remove it',
  });
}

/**
 * Replaces several files as one: either all hold their new content in the end, or all the old one.
 * Each is written by conf with mode 0600, then what lies on disk is compared with what was meant: on
 * a full disk conf returns as if it had worked (facts: stack.md). The caller holds the lock.
 * @param paths every file that `work` may write, symlinks resolved
 * @throws AppError local; the old contents are in place then
 */
export function replaceTogether(
  Conf: Conf,
  paths: readonly string[],
  beforeEach: () => void,
  work: (write: (path: string, text: string) => void) => void,
): void {
  let current = paths[0] ?? '';
  const kept: Array<{ path: string; existed: boolean }> = [];
  try {
    for (const path of paths) {
      current = path;
      kept.push({ path, existed: keepOld(path) });
    }
    work((path, text) => {
      current = path;
      beforeEach();
      confFor(Conf, path, text).store = {};
      if (readFileSync(path, 'utf8') !== text) throw shortWrite();
    });
  } catch (error) {
    for (const { path, existed } of kept) {
      if (existed) renameSync(keepName(path), path);
      else rmSync(path, { force: true });
    }
    throw failed(current, error);
  }
  for (const { path } of kept) rmSync(keepName(path), { force: true });
}

/** conf as a writer only: we have the text, and have read and checked the old one ourselves. */
function confFor(Conf: Conf, path: string, text: string) {
  return new Conf<Record<string, unknown>>({
    cwd: dirname(path),
    configName: basename(path),
    fileExtension: '',
    configFileMode: 0o600,
    accessPropertiesByDotNotation: false,
    clearInvalidConfig: false,
    deserialize: () => ({}),
    serialize: () => text,
  });
}

/** Keeps the old file under a second name, which needs no space on a full disk. @returns whether there was one */
function keepOld(path: string): boolean {
  const keep = keepName(path);
  refuseSymlink(keep);
  rmSync(keep, { force: true });
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return false;
  accessSync(path, constants.W_OK);
  try {
    linkSync(path, keep);
  } catch {
    copyFileSync(path, keep, constants.COPYFILE_EXCL);
  }
  return true;
}

/** Removes what killed processes left beside a file. The caller holds the lock, so nobody is writing. */
export function sweep(path: string): void {
  const name = basename(path);
  const leftOver = (file: string) =>
    file.startsWith(`${name}.tmp-`) || file === basename(keepName(path));
  for (const file of readdirSync(dirname(path)).filter(leftOver)) {
    const full = join(dirname(path), file);
    if (lstatSync(full, { throwIfNoEntry: false })?.isFile()) rmSync(full, { force: true });
  }
}

function shortWrite(): NodeJS.ErrnoException {
  return Object.assign(new Error('What lies on disk is not what was written'), { code: 'ENOSPC' });
}

/** A failed write in words. @returns an AppError; ours are passed on */
function failed(path: string, error: unknown): AppError {
  if (isAppError(error)) return error;
  const code = (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';
  const known: Record<string, readonly [says: string, hint: string]> = {
    ENOSPC: ['could not be written: the disk is full', 'Make room and run it again'],
    EDQUOT: ['could not be written: your disk quota is used up', 'Make room and run it again'],
    EACCES: ['may not be written by you', 'Check its owner and mode'],
    EPERM: ['may not be written by you', 'Check its owner, mode and attributes'],
    EROFS: ['lies on a read-only file system', 'Name another home with --botpressHome'],
    ENOTDIR: [
      'cannot be used: a file stands where a directory should',
      'Name another home with --botpressHome',
    ],
    EEXIST: [
      'cannot be used: a file stands where a directory should',
      'Name another home with --botpressHome',
    ],
  };
  const [says, hint] = known[code] ?? ['could not be written', 'Check the file and its directory'];
  return new AppError('local', `${path} ${says} (${code}); nothing was changed`, {
    hint,
    cause: error,
  });
}
