// New files with mode 0600. A umask can take away even the owner's rights, so the mode is set
// again.
import { closeSync, fchmodSync, fsyncSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { patiently } from './patience.ts';

/**
 * Creates a new file, completely or not at all.
 * @param isSynced whether to wait until it is on the disk
 * @throws Node's error
 */
export function createPrivate(
  path: string,
  content: string | Buffer,
  { isSynced = false } = {},
): void {
  // Windows refuses a name while somebody still reads the deleted file that had it.
  const descriptor = patiently(() => openSync(path, 'wx', 0o600));
  try {
    fchmodSync(descriptor, 0o600);
    writeFileSync(descriptor, content);
    if (isSynced) fsyncSync(descriptor);
  } catch (error) {
    removeFile(path);
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

/** @throws Node's error, unless the file is missing */
export const removeFile = (path: string): void => patiently(() => rmSync(path, { force: true }));
