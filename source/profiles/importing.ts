// Owns importing: what a file of bp's, of the ADK's or an export of ours holds, and what becomes of it.
// Plain profiles only: API URL, workspace, token and names (contract.md, Files).
import * as v from 'valibot';
import { defaultApiUrl, parseApiUrl } from '../botpress/apiUrl.ts';
import { requireId } from '../botpress/endpoints.ts';
import { cleanText } from '../botpress/text.ts';
import type { Context } from '../context.ts';
import { AppError, isAppError } from '../errors.ts';
import { forgetSecrets } from '../tokens/keychain.ts';
import { fingerprint, kindOf, mask } from '../tokens/kind.ts';
import { requireToken } from '../tokens/shape.ts';
import { type Config, profileNamed, type StoredProfile, sourceOf } from './config.ts';
import { fingerprintOf } from './manage.ts';
import { nameProblem } from './name.ts';
import { knownOrigin } from './resolve.ts';
import { isObject } from './shape.ts';
import { changeState, readState, type State } from './store.ts';

/** A profile that a file offers. */
export type Candidate = {
  name: string;
  profile: Pick<
    StoredProfile,
    | 'apiUrl'
    | 'workspaceId'
    | 'workspaceName'
    | 'workspaceHandle'
    | 'botId'
    | 'integrationId'
    | 'kind'
  > & { token: string; tokenOrigin: string };
};

/** What a file holds. */
export type Reading = {
  candidates: Candidate[];
  /** Entries that are no plain profile, with the reason as a sentence. */
  skipped: Array<{ name: string; reason: string }>;
  /** What else is in the file and is never imported, in sentences. */
  refused: string[];
};

export type Difference = { field: string; here: string; there: string };

export type Clash = { name: string; protected: boolean; differences: Difference[] };

export type Imported = Pick<Reading, 'skipped' | 'refused'> & {
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

export type ImportOptions = {
  /** Replace profiles of the same name; protected ones never are. */
  overwrite: boolean;
  /** Whether a profile that is here under another name counts as here. */
  byContent: boolean;
};

/**
 * The profiles that a text holds: an export or a config.json of ours, bp's profiles.json or
 * global.cache.json, the ADK's credentials.
 * @param label what the text is called in messages
 * @throws AppError local, quoting nothing of the text
 */
export function readCandidates(text: string, label: string): Reading {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw new AppError('import-unreadable', `${label} is not valid JSON; nothing was imported`, {
      hint: 'Give an export of bp-auth, or a credentials file of bp or the ADK',
    });
  }
  const reading: Reading = { candidates: [], skipped: [], refused: refusedParts(value) };
  for (const [name, entry] of entriesOf(value, label)) {
    try {
      reading.candidates.push({ name: soundName(name), profile: plainProfile(entry) });
    } catch (error) {
      if (!isAppError(error)) throw error;
      reading.skipped.push({ name: shownName(name), reason: error.message });
    }
  }
  return reading;
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

function refusedParts(value: unknown): string[] {
  if (!isObject(value) || !isObject(value.profiles)) return [];
  const { directories, published } = value;
  return [
    ...(isObject(directories) && Object.keys(directories).length > 0
      ? ['Directories are not imported: bind them here with `bp-auth profiles bind`']
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
function plainProfile(entry: unknown): Candidate['profile'] {
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
    workspaceName: workspaceName ? cleanText(workspaceName) : null,
    workspaceHandle: workspaceHandle ? cleanText(workspaceHandle) : null,
    ...(botId === null ? {} : { botId }),
    ...(integrationId === null ? {} : { integrationId }),
    token,
    tokenOrigin: origin,
    kind,
  };
}

function soundName(name: string): string {
  const problem = nameProblem(name);
  if (problem === null) return name;
  throw bad(`Its name ${problem}`);
}

const bad = (reason: string) => new AppError('import-entry-refused', reason);

const shownName = (name: string) => cleanText(name).slice(0, 64) || '(no name)';

/**
 * Imports what was read. New profiles are unverified and bound to the origin of their own URL; which
 * profile is active does not change.
 * @throws AppError local
 */
export async function importProfiles(
  ctx: Context,
  reading: Reading,
  options: ImportOptions,
): Promise<Imported> {
  const { broken } = readState(ctx);
  const gone: StoredProfile[] = [];
  const outcome = nothingYet(reading);
  const state = await changeState(ctx, 'profiles import', config => {
    const next = { ...config, profiles: { ...config.profiles } };
    for (const candidate of reading.candidates) {
      const step = decide(next, config, candidate, options, broken);
      if (step.type === 'stored') {
        const before = profileNamed(next, candidate.name);
        if (before !== null) gone.push(before);
        outcome[before === null ? 'added' : 'replaced'].push(candidate.name);
        next.profiles[candidate.name] = stored(ctx, candidate, before);
      } else if (step.type === 'same') outcome.same.push({ name: candidate.name, as: step.as });
      else if (step.type === 'clash') outcome.clashes.push(step.clash);
      else outcome.skipped.push({ name: candidate.name, reason: step.reason });
    }
    return next;
  });
  const left = await forgetSecrets(ctx, gone, Object.values(state.config.profiles));
  return { ...outcome, state, left };
}

type Outcome = Omit<Imported, 'state' | 'left'>;

const nothingYet = ({ skipped, refused }: Reading): Outcome => ({
  added: [],
  replaced: [],
  same: [],
  clashes: [],
  skipped: [...skipped],
  refused,
});

type Decision =
  | { type: 'stored' }
  | { type: 'same'; as: string }
  | { type: 'clash'; clash: Clash }
  | { type: 'skipped'; reason: string };

/** @param before the config before this import: two entries of one file may well be alike */
function decide(
  config: Config,
  before: Config,
  { name, profile }: Candidate,
  { overwrite, byContent }: ImportOptions,
  broken: Readonly<Record<string, unknown>>,
): Decision {
  const known = knownOrigin(config, profile.token);
  if (known !== null && known !== profile.tokenOrigin) {
    return { type: 'skipped', reason: `Its token belongs to ${known}` };
  }
  const ours = profileNamed(config, name);
  if (ours !== null && differences(ours, profile).length === 0) return { type: 'same', as: name };
  const twin = byContent ? nameOfSame(before, profile) : null;
  if (twin !== null) return { type: 'same', as: twin };
  if (Object.hasOwn(broken, name)) {
    return {
      type: 'skipped',
      reason: 'The profile of that name here cannot be understood: see `bp-auth doctor`',
    };
  }
  if (ours === null || (overwrite && !ours.protected)) return { type: 'stored' };
  const clash = {
    name,
    protected: ours.protected ?? false,
    differences: differences(ours, profile),
  };
  return { type: 'clash', clash };
}

/** The name under which a profile with the same URL, workspace and token is here; null if none is. */
export function nameOfSame(config: Config, profile: Candidate['profile']): string | null {
  const found = Object.entries(config.profiles).find(
    ([, ours]) => differences(ours, profile).length === 0,
  );
  return found?.[0] ?? null;
}

function differences(ours: StoredProfile, theirs: Candidate['profile']): Difference[] {
  const source = sourceOf(ours).kind;
  const sameToken = fingerprintOf(ours) === fingerprint(theirs.token);
  const here = ours.token ? mask(ours.token) : `#${fingerprintOf(ours) ?? '?'} in the ${source}`;
  const rows: Difference[] = [
    { field: 'API URL', here: ours.apiUrl, there: theirs.apiUrl },
    { field: 'workspace', here: ours.workspaceId ?? '', there: theirs.workspaceId ?? '' },
    { field: 'bot', here: ours.botId ?? '', there: theirs.botId ?? '' },
    {
      field: 'integration',
      here: ours.integrationId ?? '',
      there: theirs.integrationId ?? '',
    },
    { field: 'token', here, there: sameToken ? here : mask(theirs.token) },
  ];
  return rows.filter(row => row.here !== row.there);
}

function stored(ctx: Context, { profile }: Candidate, before: StoredProfile | null): StoredProfile {
  return {
    ...profile,
    id: before?.id ?? ctx.randomId(),
    createdAt: new Date(ctx.now()).toISOString(),
    verifiedAt: null,
  };
}
