// The real path behind a path whose last part may be a symlink.
import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { AppError } from '../errors.ts';

/**
 * The path that a write would really go to.
 * @throws AppError `local` for a dangling symlink
 */
export function targetOf(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (!lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) return path;
    const target = resolve(dirname(path), readlinkSync(path));
    throw new AppError(
      'symlink-broken',
      `${path} is a symlink to ${target}, which does not exist`,
      {
        hint: 'Create the target, or remove the symlink',
        cause: error,
      },
    );
  }
}
