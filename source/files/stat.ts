// Facts about a path, for callers that do not need to know why it cannot be examined (a symlink
// loop, a closed directory).
import { lstatSync, realpathSync, type Stats, statSync } from 'node:fs';
import { systemCode } from '../errors.ts';

/**
 * The facts about a path, following symlinks.
 * @throws Node's error
 */
export const statOf = (path: string | Buffer): Stats => statSync(path);

/** The facts about a path, following symlinks; null if it is missing or cannot be examined. */
export const statOrNull = (path: string | Buffer) => orNull(() => statSync(path));

/**
 * The facts about a symlink itself, not its target; null if it is missing or cannot be examined.
 */
export const lstatOrNull = (path: string | Buffer) => orNull(() => lstatSync(path));

/** Whether a path certainly does not exist. A path that cannot be examined may exist. */
export function isMissing(path: string): boolean {
  try {
    lstatSync(path);
    return false;
  } catch (error) {
    return ['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '');
  }
}

/** The path with its symlinks resolved; null if that is not possible. */
export function realOrNull(path: string): string | null {
  try {
    return realpathSync.native(path);
  } catch {
    return realAsSpeltOrNull(path);
  }
}

/**
 * The path with its symlinks resolved, but otherwise spelled as given; null if that is not
 * possible. Works on Windows disks that do not support `realpathSync.native`.
 */
export function realAsSpeltOrNull(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

/** Whether two paths lead to the same file or directory. */
export function isSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map(identityOf);
  return a !== undefined && a !== null && a === b;
}

function identityOf(path: string): string | null {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev} ${ino}`;
  } catch {
    return null;
  }
}

/** The path with its symlinks resolved; unchanged if that is not possible. */
export const realOrSame = (path: string): string => realOrNull(path) ?? path;

function orNull(look: () => Stats): Stats | null {
  try {
    return look();
  } catch {
    return null;
  }
}
