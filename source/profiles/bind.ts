// Bindings of directories to profiles; stored in config.json only, never in the directory.
import type { Context } from '../context.ts';
import { AppError } from '../errors.ts';
import { pathFrom } from '../files/paths.ts';
import { statOrNull } from '../files/stat.ts';
import { requireProfile } from './manage.ts';
import { directoryPlace, nearest } from './nearest.ts';
import { changeState, type State } from './store.ts';

/**
 * A directory in the form that bindings use: absolute, symlinks resolved.
 * @throws AppError `usage`
 */
export function requireDirectory(ctx: Context, directory: string): string {
  const real = directoryPlace(pathFrom(ctx, directory));
  if (real !== null && statOrNull(real)?.isDirectory()) return real;
  throw new AppError('directory-not-found', `There is no directory ${directory}`, {
    hint: 'Name an existing directory, or leave it out to bind the current one',
  });
}

/**
 * Makes the profile apply in the directory and below.
 * @throws AppError `usage`, `local`
 */
export function bindDirectory(ctx: Context, name: string, directory: string): Promise<State> {
  return changeState(ctx, 'profiles bind', config => {
    requireProfile(config, name);
    const { others } = withoutBinding(config.directories ?? {}, directory);
    return { ...config, directories: { ...others, [directory]: name } };
  });
}

/** @throws AppError `local`; `usage` if nothing is bound */
export function unbindDirectory(ctx: Context, directory: string): Promise<State> {
  return changeState(ctx, 'profiles unbind', config => {
    const { isBound, others } = withoutBinding(config.directories ?? {}, directory);
    if (!isBound) throw notBound(directory, Object.keys(others));
    return { ...config, directories: others };
  });
}

/** All bindings except that of one directory, whose path may be spelled in several ways. */
function withoutBinding(bindings: Readonly<Record<string, string>>, directory: string) {
  const found = nearest(bindings, [directory]);
  if (found === null) return { isBound: false, others: bindings };
  const { [found.directory]: _, ...others } = bindings;
  return { isBound: true, others };
}

function notBound(directory: string, others: string[]): AppError {
  return new AppError('directory-not-bound', `${directory} itself is not bound to a profile`, {
    hint:
      others.length === 0
        ? 'No directory is bound'
        : `Bound directories: ${others.slice(0, 8).join(', ')}`,
  });
}
