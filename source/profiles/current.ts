// Owns asking the question "which credentials apply?" of the real world.
import type { Context } from '../context.ts';
import { AppError } from '../errors.ts';
import { ancestors } from './nearest.ts';
import { type Current, type Resolution, resolve } from './resolve.ts';
import type { State } from './store.ts';

/** What applies here and now. @throws AppError usage for a profile name that does not exist */
export function currentOf(ctx: Context, state: State, flag?: string): Resolution {
  const bound = Object.keys(state.config.directories ?? {}).length > 0;
  return resolve({
    config: state.config,
    flag,
    env: ctx.env,
    directories: bound ? ancestors(ctx.cwd) : [],
  });
}

/** The current credentials. @throws AppError auth when there are none */
export function requireCurrent(resolution: Resolution): Current {
  if (resolution.current !== null) return resolution.current;
  throw noProfile();
}

export function noProfile(): AppError {
  return new AppError('no-active-profile', 'No profile is active', {
    hint: 'Run `bp-auth login`, or choose one with `bp-auth profiles use`',
  });
}
