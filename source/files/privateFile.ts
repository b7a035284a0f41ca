// New files that nobody else may read, whatever the umask: it may take even our own rights away.
import { closeSync, fchmodSync, fsyncSync, openSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Makes a file that was not there. It is whole, or gone again.
 * @param isSynced whether it lies on the disk, too, before this returns
 * @throws Node's error
 */
export function createPrivate(
  path: string,
  content: string | Buffer,
  { isSynced = false } = {},
): void {
  const descriptor = openSync(path, 'wx', 0o600);
  try {
    fchmodSync(descriptor, 0o600);
    writeFileSync(descriptor, content);
    if (isSynced) fsyncSync(descriptor);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

/** @throws Node's error, but where it is not there */
export const removeFile = (path: string): void => rmSync(path, { force: true });
