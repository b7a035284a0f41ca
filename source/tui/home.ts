// Owns reading what is stored into the state of the UI; what cannot be read is shown, never thrown.
import type { Context } from '../context.ts';
import { toAppError } from '../errors.ts';
import { currentOf } from '../profiles/current.ts';
import type { Resolution } from '../profiles/resolve.ts';
import { readState, type State as Stored } from '../profiles/store.ts';
import type { Home } from './shared.ts';

/** @param flag the value of --profile */
export function readHome(ctx: Context, flag?: string): Home {
  try {
    return homeOf(ctx, readState(ctx), flag);
  } catch (error) {
    return { state: 'failed', error: toAppError(error) };
  }
}

export function homeOf(ctx: Context, stored: Stored, flag?: string): Home {
  return { state: 'ready', stored, resolution: resolution(ctx, stored, flag) };
}

/** A profile named by flag or environment that does not exist (any more) applies to nothing. */
function resolution(ctx: Context, stored: Stored, flag?: string): Resolution {
  try {
    return currentOf(ctx, stored, flag);
  } catch (error) {
    return { current: null, shadowed: [], warnings: [toAppError(error).message] };
  }
}
