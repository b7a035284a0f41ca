// Completion of an interrupted write, for commands that have nothing of their own to write.
import type { Context } from '../context.ts';
import { leftOversOf } from './leftOvers.ts';
import { changeState, readState, type State } from './store.ts';
import { targetsOf } from './writing.ts';

/** Whether the next write has something to finish or clean up. */
export function isUnfinished({ botpressHome }: Context, { config }: State): boolean {
  if (config.publishing) return true;
  try {
    return targetsOf(botpressHome).all.some(target => leftOversOf(target).length > 0);
  } catch {
    // Usually the directory does not exist yet.
    return false;
  }
}

/**
 * Brings bp's files in step with config.json, and removes temporary files. Does nothing if all is
 * well.
 * @throws AppError `local`
 */
export async function finishInterrupted(ctx: Context, command: string): Promise<void> {
  if (isUnfinished(ctx, readState(ctx))) await changeState(ctx, command, config => config);
}

/**
 * What `logout` does if no profile is active: removes the credentials that an unfinished login of
 * bp left in bp's cache, and finishes an interrupted write.
 * @returns the new state; null if there was nothing to do
 */
export async function logOutOfBp(ctx: Context): Promise<State | null> {
  const state = readState(ctx);
  const isLeft = state.notices.some(({ type }) => type === 'unfinished-login');
  if (!isLeft && !isUnfinished(ctx, state)) return null;
  return changeState(ctx, 'logout', config => config, { settling: 'cache' });
}

/** Whether our files or bp's contain something that is no profile but may hold a token. */
export function hasRemains(ctx: Context, state: State): boolean {
  const { config, bp } = state;
  const odd = { ...config.setAside, ...bp.profiles.bad };
  const unreadable = bp.profiles.found === 'unreadable' || bp.cache.found === 'unreadable';
  return Object.keys(odd).length > 0 || unreadable || isUnfinished(ctx, state);
}
