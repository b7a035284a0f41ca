// Whether a file that is there can be replaced by another one.
import { accessSync, constants, mkdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { systemCode } from '../errors.ts';
import { ownId } from '../system.ts';

/** Where writing to it really goes. @throws Node's error */
export const realTarget = (path: string): string => realpathSync(path);

/**
 * Why a file that is there must not, or cannot, be replaced, as the end of the sentence "PATH cannot be
 * written: …"; null where it can.
 */
export function replaceProblem(path: string): string | null {
  try {
    const target = realTarget(path);
    const { uid, mode } = statSync(target);
    const own = ownId();
    if (own !== null && uid !== own) return 'it belongs to another user';
    // Asked about by its mode, too: for root nothing is closed.
    if (own !== null && (mode & 0o200) === 0) return 'it is read-only';
    accessSync(target, constants.W_OK);
    // It is replaced, not written in place: the directory has to be open, too.
    accessSync(dirname(target), constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    const code = systemCode(error) ?? 'UNKNOWN';
    return code === 'EROFS' ? 'its file system is read-only' : `it may not be written (${code})`;
  }
}

/** Makes the directory of a file that is not there yet. @returns the file without symlinks. @throws Node's error */
export function placeForNew(path: string): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return join(realTarget(dirname(path)), basename(path));
}
