// The subject of a diagnosis: a profile, or the credentials that apply here, as far as they are
// known.
import type { Context } from '../context.ts';
import { type AppError, isAppError } from '../errors.ts';
import type { StoredProfile } from '../profiles/config.ts';
import { currentOf } from '../profiles/current.ts';
import type { Resolution } from '../profiles/resolve.ts';
import { readState, type State } from '../profiles/store.ts';

export type Subject = {
  /** Null if the credentials come from the environment, or if there are none. */
  name: string | null;
  profile: StoredProfile | null;
  /** Absent if a profile was picked from a list, because nothing was resolved then. */
  resolution?: Resolution;
  /** The stored state, if it was read to find the subject. The checks use it, too. */
  stored?: State;
  /**
   * The reason why there is no resolution: config.json cannot be read, or the environment is
   * invalid.
   */
  problem?: AppError;
};

/**
 * The subject that applies here and now. An error on the way becomes its `problem` instead of being
 * thrown.
 * @param flag the value of --profile
 */
export function currentSubject(ctx: Context, flag?: string): Subject {
  let read: Pick<Subject, 'stored'> = {};
  try {
    const stored = readState(ctx);
    read = { stored };
    const resolution = currentOf(ctx, stored, flag);
    const { name = null, profile = null } = resolution.current ?? {};
    return { name, profile, resolution, ...read };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { name: null, profile: null, problem: error, ...read };
  }
}
