// The profile that applies here after a change: it may differ from the one that the command meant.
import { line, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { type Overruled, overruled, overruledLine } from '../diagnosis/overruled.ts';
import { type CurrentProfile, currentProfile } from '../profiles/applies.ts';
import { claimsHere } from '../profiles/current.ts';
import type { State } from '../profiles/store.ts';
import { placeOf } from '../shell.ts';
import { note } from './print.ts';

export type Applies = {
  /** In the form that `--json` prints. */
  currentProfile: CurrentProfile;
  /** Null if the intended profile applies. */
  overruled: Overruled | null;
};

/**
 * What applies here with the given state, ignoring the command's own --profile.
 * @param name the profile that was meant to apply; null for the active profile
 */
export function appliesHere(ctx: Context, state: State, name: string | null): Applies {
  const claims = claimsHere(ctx, state);
  return {
    currentProfile: currentProfile(claims),
    overruled: overruled(placeOf(ctx), claims, name),
  };
}

/** What applies here after a command that changed a profile without switching to it. */
export function appliesAfterChange(ctx: Context, state: State, name: string): Applies {
  const claims = claimsHere(ctx, state);
  const isIt = state.config.activeProfile === name || claims[0]?.name === name;
  return appliesHere(ctx, state, isIt ? name : null);
}

/** If the profile that applies is not the one that the command meant, says so. */
export function noteOverruled(ctx: Context, { overruled }: Applies): void {
  if (overruled !== null) note(ctx, overruledLine(overruled));
}

/** Says which profile applies now, after profiles were removed or a directory was unbound. */
export function noteLeft(ctx: Context, state: State): void {
  const applies = appliesHere(ctx, state, null);
  if (applies.overruled !== null) noteOverruled(ctx, applies);
  else if (applies.currentProfile !== null) {
    note(ctx, `${applies.currentProfile.name} applies here now: it is the active profile`);
  } else if (Object.keys(state.config.profiles).length > 0) {
    note(ctx, say`No profile is active now; \`${line('profiles', 'use', 'NAME')}\` chooses one`);
  }
}
