// Bindings of directories to profiles; stored in config.json only, never in the directory.
import type { Context } from '../context.ts';
import { AppError } from '../errors.ts';
import { pathFrom } from '../files/paths.ts';
import { realOrNull, statOrNull } from '../files/stat.ts';
import { requireProfile } from './manage.ts';
import { changeState, type State } from './store.ts';

/**
 * A directory in the form that bindings use: absolute, symlinks resolved.
 * @throws AppError usage
 */
export function requireDirectory(ctx: Context, directory: string): string {
  const real = realOrNull(pathFrom(ctx, directory));
  if (real !== null && statOrNull(real)?.isDirectory()) return real;
  throw new AppError('directory-not-found', 'There is no such directory', {
    hint: 'Name an existing directory, or leave it out to bind the current one',
  });
}

/**
 * Makes the profile apply in the directory and below.
 * @throws AppError usage, local
 */
export function bindDirectory(ctx: Context, name: string, directory: string): Promise<State> {
  return changeState(ctx, 'profiles bind', config => {
    requireProfile(config, name);
    return { ...config, directories: { ...config.directories, [directory]: name } };
  });
}

/** @throws AppError usage if nothing is bound, local */
export function unbindDirectory(ctx: Context, directory: string): Promise<State> {
  return changeState(ctx, 'profiles unbind', config => {
    const { [directory]: bound, ...others } = config.directories ?? {};
    if (bound === undefined) throw notBound(Object.keys(others));
    return { ...config, directories: others };
  });
}

function notBound(others: string[]): AppError {
  return new AppError('directory-not-bound', 'No profile is bound to this very directory', {
    hint:
      others.length === 0 ? 'No directory is bound' : `Bound are: ${others.slice(0, 8).join(', ')}`,
  });
}
