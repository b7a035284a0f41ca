// The check whether an existing file can be replaced.
import { accessSync, constants, mkdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { systemCode } from '../errors.ts';
import { ownId } from '../system.ts';

/**
 * The path that a write would really go to.
 * @throws Node's error
 */
export const realTarget = (path: string): string => realpathSync(path);

/**
 * The reason why an existing file cannot or must not be replaced, as the end of the sentence "PATH
 * cannot be written: …"; null if it can.
 */
export function replaceProblem(path: string): string | null {
  try {
    const target = realTarget(path);
    const { uid, mode } = statSync(target);
    const own = ownId();
    if (own !== null && uid !== own) return 'it belongs to another user';
    // The mode is checked too, because root may write anything.
    if (own !== null && (mode & 0o200) === 0) return 'it is read-only';
    accessSync(target, constants.W_OK);
    // The file is replaced, not written in place, so the directory must be writable too.
    accessSync(dirname(target), constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    const code = systemCode(error) ?? 'UNKNOWN';
    return code === 'EROFS' ? 'its file system is read-only' : `you may not write to it (${code})`;
  }
}

/**
 * Creates the directory for a new file.
 * @returns the file's path without symlinks
 * @throws Node's error
 */
export function placeForNew(path: string): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return join(realTarget(dirname(path)), basename(path));
}
