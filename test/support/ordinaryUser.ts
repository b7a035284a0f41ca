// Support for tests of missing permissions when root, who may do everything, runs them.
import { chownSync } from 'node:fs';

const nobody = 65534;

/** Runs a function as a user who owns these directories: root becomes another user meanwhile. */
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
