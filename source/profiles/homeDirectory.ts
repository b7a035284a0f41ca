// The home directory: made where it is missing, ours alone, and its owner's under `sudo`.
import { accessSync, chmodSync, constants, lchownSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError, systemCode } from '../errors.ts';
import { isRoot, systemPlatform } from '../system.ts';
import { notWritten } from './writeErrors.ts';

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
    throw notWritten(home, error);
  }
  if (systemPlatform === 'win32' || narrowMode(home)) return;
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
  if (!isRoot() || highest === undefined) return;
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
