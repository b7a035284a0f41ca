// Paths as people type them: relative to the current directory, or with `~` for the home, which not
// every shell expands.
import { isAbsolute, join, resolve } from 'node:path';
import type { Context } from '../context.ts';
import { AppError } from '../errors.ts';
import { afterTilde } from './homes.ts';

/**
 * The absolute path that was meant.
 * @throws AppError `usage` if the current directory is gone
 */
export function pathFrom(
  { cwd, userHome, platform }: Pick<Context, 'cwd' | 'userHome' | 'platform'>,
  typed: string,
): string {
  const below = afterTilde(typed, platform);
  if (below !== null) return join(userHome, below);
  if (cwd === '' && !isAbsolute(typed)) {
    throw new AppError('directory-gone', 'The current directory no longer exists', {
      hint: 'Change to another directory, or give an absolute path',
    });
  }
  return resolve(cwd, typed);
}
