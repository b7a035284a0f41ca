// The home directory of bp-auth: created if missing, and private. Under `sudo` it goes to the owner
// of the directory above it.
import { accessSync, chmodSync, constants, lchownSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError, systemCode } from '../errors.ts';
import { isRoot, systemPlatform } from '../system.ts';
import { notWritten } from './writeErrors.ts';

const wideBits = 0o077;

/**
 * Makes sure that the directory exists, is writable and private (0700). Missing rights of our own
 * are not restored: somebody removed them on purpose.
 * @throws AppError `local`
 */
export function prepareDirectory(home: string): void {
  try {
    giveToOwner(makeDirectories(home));
    // Checked first, because conf hangs for a second on a read-only directory
    // (docs/notes/packages.md).
    accessSync(home, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw notWritten(home, error);
  }
  // A file system without modes is no error here: `readState` gives a notice about it.
  if (systemPlatform === 'win32' || narrowMode(home) !== 'refused') return;
  throw new AppError('home-unsafe', `${home} belongs to another user and is open to others`, {
    hint: 'Name a directory of your own with --botpressHome, or have the mode of this one changed to 0700',
  });
}

/**
 * Creates a directory and its missing parents. Node's `recursive` reports a read-only file system
 * as ENOENT, and hangs on a path in /proc.
 * @returns what was created, the deepest last
 * @throws Node's error
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

/**
 * @returns a list with the directory; an empty list if the directory already exists
 * @throws Node's error
 */
function makeOne(path: string): string[] {
  try {
    mkdirSync(path, 0o700);
  } catch (error) {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [];
    throw error;
  }
  // A umask may remove even our own rights to a new directory.
  chmodSync(path, 0o700);
  return [path];
}

/**
 * Directories that `sudo` creates in a user's home go to that user, who would be locked out
 * otherwise.
 */
function giveToOwner(made: readonly string[]): void {
  const [highest] = made;
  if (!isRoot() || highest === undefined) return;
  const { uid, gid } = statSync(dirname(highest));
  if (uid === 0) return;
  // The deepest directory first: as long as root owns the directory above it, nobody else can
  // replace it.
  for (const path of [...made].reverse()) lchownSync(path, uid, gid);
}

/**
 * `narrow`: only the owner has rights. `refused`: we may not change the mode. `unkept`: the file
 * system keeps no modes.
 */
type Narrowed = 'narrow' | 'refused' | 'unkept';

/** Removes everybody else's rights. */
export function narrowMode(path: string): Narrowed {
  const mode = modeOf(path);
  if ((mode & wideBits) === 0) return 'narrow';
  try {
    chmodSync(path, mode & 0o777 & ~wideBits);
  } catch (error) {
    // Some file systems report that they keep no modes; for somebody else's file the error is EPERM.
    return ['ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL'].includes(systemCode(error) ?? '')
      ? 'unkept'
      : 'refused';
  }
  return (modeOf(path) & wideBits) === 0 ? 'narrow' : 'unkept';
}

const modeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
