// What applies here after a change, as commands say it: what they meant to apply may be overruled.
import { line, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { type Overruled, overruled, overruledLine } from '../diagnosis/overruled.ts';
import { type CurrentProfile, currentProfile } from '../profiles/applies.ts';
import { claimsHere } from '../profiles/current.ts';
import type { State } from '../profiles/store.ts';
import { placeOf } from '../shell.ts';
import { note } from './print.ts';

export type Applies = {
  /** As `--json` has it. */
  currentProfile: CurrentProfile;
  /** Null where what was meant applies. */
  overruled: Overruled | null;
};

/**
 * What applies here with what is stored now. A --profile of the command itself ends with it.
 * @param name the profile that was meant to apply; null for whatever is active
 */
export function appliesHere(ctx: Context, state: State, name: string | null): Applies {
  const claims = claimsHere(ctx, state);
  return {
    currentProfile: currentProfile(claims),
    overruled: overruled(placeOf(ctx), claims, name),
  };
}

/** The same after a change to a profile that was not meant to make it apply. */
export function appliesAfterChange(ctx: Context, state: State, name: string): Applies {
  const claims = claimsHere(ctx, state);
  const isIt = state.config.activeProfile === name || claims[0]?.name === name;
  return appliesHere(ctx, state, isIt ? name : null);
}

/** Says that something else applies, where it does. */
export function noteOverruled(ctx: Context, { overruled }: Applies): void {
  if (overruled !== null) note(ctx, overruledLine(overruled));
}

/**
 * After profiles are gone, or a directory is not bound any more: what applies now, where that has changed or
 * is not the active profile.
 */
export function noteLeft(ctx: Context, state: State): void {
  const applies = appliesHere(ctx, state, null);
  if (applies.overruled !== null) noteOverruled(ctx, applies);
  else if (applies.currentProfile !== null) {
    note(ctx, `${applies.currentProfile.name} applies here now: it is the active profile`);
  } else if (Object.keys(state.config.profiles).length > 0) {
    note(ctx, say`No profile is active now; \`${line('profiles', 'use', 'NAME')}\` chooses one`);
  }
}
