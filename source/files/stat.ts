// What lies at a path, where it need not be told why it cannot be looked at: a symlink may lead in a circle, a
// directory be closed.
import { lstatSync, realpathSync, type Stats, statSync } from 'node:fs';
import { systemCode } from '../errors.ts';

/** Where symlinks lead to. @throws Node's error */
export const statOf = (path: string | Buffer): Stats => statSync(path);

/** Where symlinks lead to; null for what is not there or cannot be looked at. */
export const statOrNull = (path: string | Buffer) => orNull(() => statSync(path));

/** The symlink itself; null for what is not there or cannot be looked at. */
export const lstatOrNull = (path: string | Buffer) => orNull(() => lstatSync(path));

/** Whether there certainly is nothing: what cannot be looked at may be there. */
export function isMissing(path: string): boolean {
  try {
    lstatSync(path);
    return false;
  } catch (error) {
    return ['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '');
  }
}

/** Where symlinks lead to; null where that cannot be told. */
export function realOrNull(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

/** Where symlinks lead to; the path itself where that cannot be told. */
export const realOrSame = (path: string): string => realOrNull(path) ?? path;

function orNull(look: () => Stats): Stats | null {
  try {
    return look();
  } catch {
    return null;
  }
}
