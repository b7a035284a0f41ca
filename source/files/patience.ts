// Retries on Windows, where a file is unavailable while another program has it open: a virus scanner,
// OneDrive, or a process that still reads a deleted file.
import { systemCode } from '../errors.ts';
import { systemPlatform } from '../system.ts';

/** Milliseconds between tries, and the number of retries: a second in all. */
const pause = 50;
const tries = 20;

/**
 * Windows' error codes for a file that another program has open; missing permissions give the same
 * codes.
 */
const isMomentary = (code: string | undefined): boolean =>
  code === 'EACCES' || code === 'EBUSY' || code === 'EPERM';

/**
 * Tries again on Windows while another program seems to have the file open. On other systems it
 * tries once.
 * @param codeOf the error code in a result, for functions that return errors instead of throwing
 * them
 * @throws what the last try throws
 */
export function patiently<Value>(
  attempt: () => Value,
  codeOf: (value: Value) => string | undefined = () => undefined,
  platform: NodeJS.Platform = systemPlatform,
): Value {
  for (let left = platform === 'win32' ? tries : 0; ; left--) {
    try {
      const value = attempt();
      if (left <= 0 || !isMomentary(codeOf(value))) return value;
    } catch (error) {
      if (left <= 0 || !isMomentary(systemCode(error))) throw error;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
  }
}
