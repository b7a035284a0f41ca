// The ADK's profiles as `profiles import --from adk` reads them, and those that bp-auth lacks.
import { line, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { AppError, isAppError } from '../errors.ts';
import { readNamed } from '../files/namedFile.ts';
import { adkLimit, adkNames, adkPath } from './adkFile.ts';
import { twinsIn } from './importPlan.ts';
import { type ImportReading, type NewNames, readCandidates } from './importReading.ts';
import type { State } from './store.ts';

/**
 * @throws AppError `local` if the file is missing or cannot be understood; `usage` for a bad new name
 */
export function readAdk(ctx: Context, newNames?: NewNames): ImportReading {
  const path = adkPath(ctx.userHome);
  const text = readNamed(path, {
    limit: adkLimit,
    hint: 'Check the ADK’s credentials file, and log in with the ADK again',
  });
  if (text !== null) return readCandidates(text, path, newNames);
  throw new AppError('adk-not-found', `The ADK has no credentials here: there is no ${path}`, {
    hint: say`Log in instead: ${line('login')}`,
  });
}

/** A source from which `profiles import --from` would add something new. */
export type Importable = { from: 'adk'; profiles: string[] };

/**
 * The ADK's profiles that could be imported and that bp-auth lacks. bp's profiles need no import:
 * `readState` merges them. Only reads files, never throws.
 */
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

/** The ADK's profiles on offer, as a sentence; null if there are none. */
export function adkOffer(names: readonly string[]): string | null {
  if (names.length === 0) return null;
  const what = names.length === 1 ? 'a profile' : `${names.length} profiles`;
  return `The ADK has ${what}: ${adkNames(names)}`;
}

/**
 * The names of the ADK's profiles that `import` would take, some perhaps under a new name. Never
 * throws.
 */
export function adkProfileNames(ctx: Context): string[] {
  try {
    const { candidates, skipped } = readAdk(ctx);
    return [...candidates, ...skipped.filter(({ rename }) => rename)].map(({ name }) => name);
  } catch (error) {
    if (!isAppError(error)) throw error;
    return [];
  }
}
