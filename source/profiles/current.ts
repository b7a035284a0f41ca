// The current credentials, found in the real environment and directory.
import { type Advice, firstRun, line, quoted, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { AppError } from '../errors.ts';
import { bpProfile, readValue } from '../secrets/variables.ts';
import { type Claim, claimsOn } from './applies.ts';
import { bpAlias } from './bpAlias.ts';
import { ancestors } from './nearest.ts';
import { requireOutsideReadOnly } from './readOnly.ts';
import { type Current, type Resolution, type ResolveInput, resolve } from './resolve.ts';
import type { State } from './store.ts';

/**
 * The current credentials: those that apply in this environment and directory.
 * @throws AppError `usage` for an unknown profile; `forbidden` if a profile is named inside `exec
 * --read-only`
 */
export function currentOf(ctx: Context, state: State, flag?: string): Resolution {
  const named = flag ?? readValue(ctx.env, bpProfile);
  if (named !== null) requireOutsideReadOnly(ctx.env);
  return resolve(inputOf(ctx, state, flag));
}

/** All sources of credentials in this environment and directory, by precedence. */
export function claimsHere(ctx: Context, state: State, flag?: string): Claim[] {
  return claimsOn(inputOf(ctx, state, flag));
}

function inputOf(ctx: Context, state: State, flag: string | undefined): ResolveInput {
  const { config } = state;
  const bound = Object.keys(config.directories ?? {}).length > 0;
  return {
    config,
    flag,
    env: ctx.env,
    directories: bound ? ancestors(ctx.cwd) : [],
    aliasOf: name => bpAlias(state, name),
  };
}

/**
 * The current credentials.
 * @throws AppError `auth` if there are none
 */
export function requireCurrent(resolution: Resolution): Current {
  const { current, cutOff, hasProfiles } = resolution;
  if (current !== null) return current;
  throw cutOff ?? noProfile(hasProfiles);
}

export function noProfile(hasProfiles: boolean): AppError {
  if (!hasProfiles) {
    return new AppError('no-profile', 'No profile is active: there is none yet', {
      hint: say`${firstRun(line('login'))}`,
    });
  }
  return new AppError('no-active-profile', 'No profile is active', {
    hint: say`${firstRun(line('login'))}, or choose one with ${quoted(line('profiles', 'use'))}`,
  });
}

/** @param purpose what the workspace is needed for, such as `to open` */
export function noWorkspace(hint: Advice, purpose = ''): AppError {
  const message = `The profile has no workspace ${purpose}`.trim();
  return new AppError('no-workspace', message, { hint });
}
