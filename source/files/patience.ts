// Retries on Windows, where a file is unavailable while another program has it open: a virus scanner,
// OneDrive, or a process that still reads a deleted file.
import { systemCode } from '../errors.ts';
import { systemPlatform } from '../system.ts';

/** Milliseconds between tries, and the number of retries: a second in all. */
const pause = 50;
const tries = 20;

/** What Windows says of a file that somebody has, and of one that is closed for good. */
const isMomentary = (code: string | undefined): boolean =>
  code === 'EACCES' || code === 'EBUSY' || code === 'EPERM';

/**
 * Tries again for as long as a file seems to be in somebody's hands; on other systems such a refusal is final.
 * @param codeOf the refusal's code, for what tells of it instead of throwing
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
