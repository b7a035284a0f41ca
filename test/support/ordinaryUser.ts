// Tests of what may not be read or written, where root runs them and may do everything.
import { chownSync } from 'node:fs';

const nobody = 65534;

/** Runs this as a user to whom these directories belong: root becomes another one for as long as it takes. */
export async function asOrdinaryUser<T>(
  directories: readonly string[],
  run: () => Promise<T>,
): Promise<T> {
  if (process.geteuid?.() !== 0) return run();
  for (const directory of directories) chownSync(directory, nobody, nobody);
  process.seteuid?.(nobody);
  try {
    return await run();
  } finally {
    process.seteuid?.(0);
  }
}
