// What `profiles import --from adk` takes over, and what it would find.
import { line, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { AppError, isAppError } from '../errors.ts';
import { readNamed } from '../files/namedFile.ts';
import { adkLimit, adkNames, adkPath } from './adkFile.ts';
import { twinsIn } from './importPlan.ts';
import { type ImportReading, type NewNames, readCandidates } from './importReading.ts';
import type { State } from './store.ts';

/** @throws AppError local where there is no such file, or it cannot be understood; usage for a new name */
export function readAdk(ctx: Context, newNames?: NewNames): ImportReading {
  const path = adkPath(ctx.userHome);
  const text = readNamed(path, {
    limit: adkLimit,
    hint: 'Look at what lies there, and log in with the ADK again',
  });
  if (text !== null) return readCandidates(text, path, newNames);
  throw new AppError('adk-not-found', `The ADK has no credentials here: there is no ${path}`, {
    hint: say`Log in instead: ${line('login')}`,
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

/** What the ADK has, as a sentence; null where it has nothing. */
export function adkOffer(names: readonly string[]): string | null {
  if (names.length === 0) return null;
  const what = names.length === 1 ? 'a profile' : `${names.length} profiles`;
  return `The ADK has ${what}: ${adkNames(names)}`;
}

/** Names that `import` would take, under these names or others. Never throws. */
export function adkProfileNames(ctx: Context): string[] {
  try {
    const { candidates, skipped } = readAdk(ctx);
    return [...candidates, ...skipped.filter(({ rename }) => rename)].map(({ name }) => name);
  } catch (error) {
    if (!isAppError(error)) throw error;
    return [];
  }
}
