// Importing: what a file of bp's, of the ADK's or an export of ours holds, and what becomes of it. Plain
// profiles only: API URL, workspace, token and names.

import * as v from 'valibot';
import { defaultApiUrl, parseApiUrl } from '../botpress/apiUrl.ts';
import { requireId } from '../botpress/endpoints.ts';
import { holdsMoreThan, mostInFile } from '../botpress/jsonSize.ts';
import { cleanText, shortened } from '../botpress/text.ts';
import { type Advice, line, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { AppError, isAppError } from '../errors.ts';
import { kindOf } from '../secrets/kind.ts';
import { requireToken } from '../secrets/ready.ts';
import type { Config, StoredProfile } from './config.ts';
import {
  type Clash,
  type Decision,
  type ImportCandidate,
  type ImportOptions,
  planImport,
  type SkippedEntry,
} from './importPlan.ts';
import { activated } from './manage.ts';
import { nameForWorkspace, nameProblem, tidyName } from './name.ts';
import { isObject } from './shape.ts';
import { forgetSecrets } from './sources/keychain.ts';
import { changeState, readState, type State } from './store.ts';

/** What a file holds. */
export type ImportReading = {
  candidates: ImportCandidate[];
  /** Entries that are no plain profile. */
  skipped: SkippedEntry[];
  /** What else is in the file and is never imported, in sentences. */
  refused: Advice[];
  /** The one that the ADK acts as by itself, by its name here. */
  current?: string | null;
};

/** Other names for what a file offers: as there → as here. */
export type NewNames = ReadonlyMap<string, string>;

export type Imported = Pick<ImportReading, 'skipped' | 'refused'> & {
  state: State;
  added: string[];
  replaced: string[];
  /** Offered under `name`, and here already as `as`. */
  same: Array<{ name: string; as: string }>;
  /** Left as they are. */
  clashes: Clash[];
  /** What could not be removed from the keychain, in sentences. */
  left: string[];
};

const importUnreadable = (message: string) =>
  new AppError('import-unreadable', message, {
    hint: 'Give an export of bp-auth, or a credentials file of bp or the ADK',
  });

/**
 * The profiles that a text holds: an export or a config.json of ours, bp's profiles.json or
 * global.cache.json, the ADK's credentials.
 * @param label what the text is called in messages
 * @throws AppError local, quoting nothing of the text; usage for a new name that cannot be given
 */
export function readCandidates(
  text: string,
  label: string,
  newNames: NewNames = new Map(),
): ImportReading {
  if (holdsMoreThan(mostInFile, text)) {
    throw importUnreadable(`${label} holds far more than profiles; nothing was imported`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw importUnreadable(`${label} is not valid JSON; nothing was imported`);
  }
  const reading: ImportReading = {
    candidates: [],
    skipped: [],
    refused: refusedParts(value),
    current: currentIn(value, newNames),
  };
  const entries = entriesOf(value, label);
  requireNames(newNames, new Set(entries.map(([name]) => name)), label);
  const names = new Set<string>();
  for (const [name, entry] of entries) {
    const as = newNames.get(name) ?? tidyName(name);
    try {
      const profile = plainProfile(entry);
      const problem = nameProblem(as) ?? (names.has(as) ? 'is that of another entry, too' : null);
      if (problem === null) {
        names.add(as);
        reading.candidates.push({ name: as, profile, ...toldOf(value, name) });
      } else {
        const to = nameForWorkspace({ id: 'profile', name });
        const reason = `Its name ${problem}`;
        reading.skipped.push({ name: shownName(name), reason, rename: { from: name, to } });
      }
    } catch (error) {
      if (!isAppError(error)) throw error;
      reading.skipped.push({ name: shownName(name), reason: error.message });
    }
  }
  return reading;
}

/** @throws AppError usage for a name that is not there, or that two profiles would have */
function requireNames(newNames: NewNames, names: ReadonlySet<string>, label: string): void {
  const taken = new Set([...names].filter(name => !newNames.has(name)));
  for (const [from, to] of newNames) {
    if (!names.has(from)) {
      throw new AppError('import-name-unknown', `${label} holds no profile ${shownName(from)}`, {
        hint: `It holds: ${[...names].map(shownName).join(', ')}`,
      });
    }
    if (taken.has(to)) {
      throw new AppError('import-name-taken', `Two of the profiles would be called ${to}`, {
        hint: 'Give each of them another name: --as OLD=NEW',
      });
    }
    taken.add(to);
  }
}

function currentIn(value: unknown, newNames: NewNames): string | null {
  if (!isObject(value) || typeof value.currentProfile !== 'string') return null;
  return newNames.get(value.currentProfile) ?? value.currentProfile;
}

/** What the ADK notes about its profiles. */
function toldOf(value: unknown, name: string): Pick<ImportCandidate, 'told'> {
  const metadata = isObject(value) && isObject(value.profileMetadata) ? value.profileMetadata : {};
  const about = Object.hasOwn(metadata, name) ? metadata[name] : null;
  if (!isObject(about)) return {};
  const { accountId, email, createdAt } = about;
  const isId = typeof accountId === 'string' && /^[A-Za-z0-9_-]{1,128}$/.test(accountId);
  const isEmail = typeof email === 'string' && /^\S{1,254}$/.test(cleanText(email));
  const time = typeof createdAt === 'string' ? Date.parse(createdAt) : Number.NaN;
  return {
    told: {
      ...(isId ? { accountId } : {}),
      ...(isEmail ? { accountEmail: cleanText(email) } : {}),
      ...(Number.isNaN(time) ? {} : { createdAt: new Date(time).toISOString() }),
    },
  };
}

function entriesOf(value: unknown, label: string): Array<[string, unknown]> {
  if (!isObject(value)) throw holdsNone(label);
  // bp's profiles.json may hold a profile that is called `profiles`.
  if (isObject(value.profiles) && typeof value.profiles.token !== 'string') {
    return Object.entries(value.profiles);
  }
  if (typeof value.token === 'string') {
    const name = typeof value.activeProfile === 'string' ? value.activeProfile : 'default';
    return [[name, { ...value, apiUrl: value.apiUrl ?? defaultApiUrl }]];
  }
  const entries = Object.entries(value);
  if (entries.some(([, entry]) => isObject(entry) && 'apiUrl' in entry)) return entries;
  throw holdsNone(label);
}

const holdsNone = (label: string) =>
  new AppError('import-empty', `${label} holds no profiles; nothing was imported`, {
    hint: 'Give an export of bp-auth, or a credentials file of bp or the ADK',
  });

function refusedParts(value: unknown): Advice[] {
  if (!isObject(value) || !isObject(value.profiles)) return [];
  const { directories, published } = value;
  return [
    ...(isObject(directories) && Object.keys(directories).length > 0
      ? [say`Directories are not imported: bind them here with \`${line('profiles', 'bind')}\``]
      : []),
    ...(isObject(published) ? ['What bp was told elsewhere (`published`) is not imported'] : []),
  ];
}

const text = v.nullish(v.string());
const offered = v.object({
  apiUrl: v.string(),
  workspaceId: text,
  workspaceName: text,
  workspaceHandle: text,
  botId: text,
  integrationId: text,
  token: text,
  tokenSource: v.nullish(v.object({ kind: v.string() })),
  tokenOrigin: text,
});

/** @throws AppError usage whose message is the reason, without any value of the entry */
function plainProfile(entry: unknown): ImportCandidate['profile'] {
  const parsed = v.safeParse(offered, entry);
  if (!parsed.success) {
    const where = v.getDotPath(parsed.issues[0]);
    throw bad(where === null ? 'It is no profile' : `It has no usable \`${where}\``);
  }
  const { tokenSource, token: stored, workspaceName, workspaceHandle, ...rest } = parsed.output;
  if (tokenSource && tokenSource.kind !== 'file') {
    throw bad('It keeps its token elsewhere, and only tokens themselves are imported');
  }
  if (!stored) throw bad('It has no token');
  const token = requireToken(stored);
  const { apiUrl, origin } = parseApiUrl(rest.apiUrl);
  if (rest.tokenOrigin && rest.tokenOrigin !== origin) {
    throw bad('Its token belongs to another host than its API URL');
  }
  const kind = kindOf(token);
  const id = (value: string | null | undefined, what: string) =>
    value ? requireId(value, what) : null;
  const botId = kind === 'bot' ? id(rest.botId, 'bot') : null;
  const integrationId = kind === 'integration' ? id(rest.integrationId, 'integration') : null;
  return {
    apiUrl,
    workspaceId: id(rest.workspaceId, 'workspace'),
    workspaceName: workspaceName ? shortened(cleanText(workspaceName)) : null,
    workspaceHandle: workspaceHandle ? shortened(cleanText(workspaceHandle)) : null,
    ...(botId === null ? {} : { botId }),
    ...(integrationId === null ? {} : { integrationId }),
    token,
    tokenOrigin: origin,
    kind,
  };
}

const bad = (reason: string) => new AppError('import-entry-refused', reason);

const shownName = (name: string) => cleanText(name).slice(0, 64) || '(no name)';

/**
 * Imports what was read. New profiles are unverified unless they come with a proof, and bound to the origin of
 * their own URL; which profile is active does not change, where one is.
 * @throws AppError local
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
    // A protected one becomes active only when it is named.
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

/** @param why what kept its token from being verified, as a sentence without a full stop */
export const unverifiedEntry = (
  name: string,
  why = 'Nobody has verified its token',
): SkippedEntry => ({
  name,
  reason: `${why}, and the one here was verified`,
});
