// The import of profiles from a file of bp or the ADK, or from our export. Plain profiles only: API
// URL, workspace, token and names.
import type { Context } from '../context.ts';
import type { Config, StoredProfile } from './config.ts';
import {
  type Clash,
  type Decision,
  type ImportOptions,
  planImport,
  type SkippedEntry,
} from './importPlan.ts';
import type { ImportReading } from './importReading.ts';
import { activated } from './manage.ts';
import { forgetSecrets } from './sources/keychain.ts';
import { changeState, readState, type State } from './store.ts';

export type Imported = Pick<ImportReading, 'skipped' | 'refused'> & {
  state: State;
  added: string[];
  replaced: string[];
  /** The file's profile `name` is already stored; our name for it is `as`. */
  same: Array<{ name: string; as: string }>;
  /** Profiles that are left unchanged because of a conflict. */
  clashes: Clash[];
  /** Keychain entries that could not be removed, as sentences. */
  left: string[];
};

/**
 * Imports the given profiles. A new profile is bound to the origin of its own URL, and counts as
 * verified only with the API's answer (`verified`). The active profile changes only if there is
 * none.
 * @throws AppError `local`
 */
export async function importProfiles(
  ctx: Context,
  reading: ImportReading,
  options: ImportOptions,
): Promise<Imported> {
  const broken = new Set(Object.keys(readState(ctx).broken));
  let decisions: Decision[] = [];
  const change = (config: Config) => {
    decisions = planImport(config, broken, reading.candidates, options);
    const stored = decisions.flatMap(decision =>
      decision.type === 'stored'
        ? [[decision.candidate.name, profileFrom(ctx, decision)] as const]
        : [],
    );
    const next = { ...config, profiles: { ...config.profiles, ...Object.fromEntries(stored) } };
    const active = config.activeProfile ?? nameToActivate(decisions, options);
    const isNew = active !== null && active !== config.activeProfile;
    // A protected profile becomes active only by a command that names it.
    return isNew && !next.profiles[active]?.protected ? activated(next, active, ctx.now()) : next;
  };
  const long = reading.candidates.length > 500;
  const state = await changeState(ctx, 'profiles import', change, { settling: 'cache', long });
  const gone = decisions.flatMap(decision =>
    decision.type === 'stored' && decision.before !== null ? [decision.before] : [],
  );
  const left = await forgetSecrets(ctx, gone, Object.values(state.config.profiles));
  return { ...outcomeOf(reading, decisions), state, left };
}

function nameToActivate(
  decisions: readonly Decision[],
  { activate = null }: ImportOptions,
): string | null {
  for (const decision of decisions) {
    if (decision.type === 'same' && decision.name === activate) return decision.as;
    if (decision.type === 'stored' && decision.candidate.name === activate) return activate;
  }
  return null;
}

function profileFrom(
  ctx: Context,
  { candidate, before }: Extract<Decision, { type: 'stored' }>,
): StoredProfile {
  return {
    ...candidate.profile,
    id: before?.id ?? ctx.randomId(),
    createdAt: new Date(ctx.now()).toISOString(),
    verifiedAt: null,
    ...candidate.told,
    ...candidate.verified,
  };
}

function outcomeOf(
  { skipped, refused }: ImportReading,
  decisions: readonly Decision[],
): Omit<Imported, 'state' | 'left'> {
  const outcome: Omit<Imported, 'state' | 'left'> = {
    added: [],
    replaced: [],
    same: [],
    clashes: [],
    skipped: [...skipped],
    refused,
  };
  for (const decision of decisions) {
    if (decision.type === 'stored') {
      outcome[decision.before === null ? 'added' : 'replaced'].push(decision.candidate.name);
    } else if (decision.type === 'same') {
      outcome.same.push({ name: decision.name, as: decision.as });
    } else if (decision.type === 'clash') outcome.clashes.push(decision.clash);
    else if (decision.type === 'skipped') outcome.skipped.push(decision.skipped);
    else outcome.skipped.push(unverifiedEntry(decision.candidate.name));
  }
  return outcome;
}

/** @param why the reason why its token was not verified, as a sentence without a full stop */
export const unverifiedEntry = (
  name: string,
  why = 'Nobody has verified its token',
): SkippedEntry => ({
  name,
  reason: `${why}, but the token of the profile that the import would replace is verified`,
});
