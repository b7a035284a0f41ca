// Owns the credentials file of the ADK (facts: other-tools.md). It is read, never written.
import { join } from 'node:path';
import type { Context } from '../context.ts';
import { AppError, isAppError } from '../errors.ts';
import { readNamed } from '../files/namedFile.ts';
import { adkLimit } from './adkFile.ts';
import { type Reading, readCandidates } from './importing.ts';
import { twinsIn } from './importPlan.ts';
import type { State } from './store.ts';

export const adkPath = (userHome: string) => join(userHome, '.adk', 'credentials');

/** @throws AppError local where there is no such file, or it cannot be understood */
export function readAdk(ctx: Context): Reading {
  const path = adkPath(ctx.userHome);
  const text = readNamed(path, {
    limit: adkLimit,
    hint: 'Look at what lies there, and log in with the ADK again',
  });
  if (text !== null) return readCandidates(text, path);
  throw new AppError('adk-not-found', `The ADK has no credentials here: there is no ${path}`, {
    hint: 'Log in instead: bp-auth login',
  });
}

/** Where `profiles import --from` would find something new. */
export type Importable = { from: 'adk'; profiles: string[] };

/** What could be imported that is not here yet; bp's profiles are merged anyway. Reads, never throws. */
export function importable(ctx: Context, state: State): Importable[] {
  try {
    const { candidates } = readAdk(ctx);
    const twinOf = twinsIn(state.config);
    const profiles = candidates
      .filter(({ profile }) => twinOf(profile) === undefined)
      .map(({ name }) => name);
    return profiles.length === 0 ? [] : [{ from: 'adk', profiles }];
  } catch (error) {
    if (!isAppError(error)) throw error;
    return [];
  }
}
