// The subject of a diagnosis: a profile or the credentials that apply here, even where that is in doubt.
import type { Context } from '../context.ts';
import { type AppError, isAppError } from '../errors.ts';
import type { StoredProfile } from '../profiles/config.ts';
import { currentOf } from '../profiles/current.ts';
import type { Resolution } from '../profiles/resolve.ts';
import { readState, type State } from '../profiles/store.ts';

export type Subject = {
  /** Null for credentials of the environment, and where there are none. */
  name: string | null;
  profile: StoredProfile | null;
  /** Absent when one profile was picked from a list: then nothing was resolved. */
  resolution?: Resolution;
  /** What is stored, where it was read for this; checks look at the same. */
  stored?: State;
  /** Why there is no resolution: config.json cannot be read, or the environment makes no sense. */
  problem?: AppError;
};

/**
 * The subject that applies here and now. What stands in the way is part of it instead of thrown.
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
