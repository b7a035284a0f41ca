// Where a path leads whose last part may be a symlink.
import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { AppError } from '../errors.ts';

/** Where writing to this path really goes. @throws AppError local for a symlink that leads nowhere */
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
