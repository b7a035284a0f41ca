// What lies at a path, where it need not be told why it cannot be looked at: a symlink may lead in a circle, a
// directory be closed.
import { lstatSync, type Stats, statSync } from 'node:fs';

/** Where symlinks lead to; null for what is not there or cannot be looked at. */
export const statOrNull = (path: string) => orNull(() => statSync(path));

/** The symlink itself; null for what is not there or cannot be looked at. */
export const lstatOrNull = (path: string) => orNull(() => lstatSync(path));

function orNull(look: () => Stats): Stats | null {
  try {
    return look();
  } catch {
    return null;
  }
}
