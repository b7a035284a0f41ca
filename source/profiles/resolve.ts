// Which credentials apply here and now, and why the others do not.
import { defaultApiUrl, parseApiUrl } from '../botpress/apiUrl.ts';
import { AppError, isAppError, rewrapped } from '../errors.ts';
import { fingerprint, kindOf } from '../tokens/kind.ts';
import { requireToken } from '../tokens/shape.ts';
import { closest } from './closest.ts';
import { type Config, profileNamed, type StoredProfile } from './config.ts';
import { nearest } from './nearest.ts';

/** Where the current credentials come from. */
export type Source =
  | { type: 'flag' }
  | { type: 'BP_PROFILE' }
  | { type: 'environment'; variables: string[] }
  | { type: 'directory'; directory: string }
  | { type: 'active' };

export type Current = {
  /** Null for credentials of the environment. */
  name: string | null;
  profile: StoredProfile;
  source: Source;
};

/** What would have applied, or nearly did, and why it does not. */
export type Shadowed = { source: Source } & (
  | { kind: 'overruled'; by: Source }
  /** `isHarmless`: its token is the one that applies anyway. */
  | { kind: 'incomplete'; missing: string; isHarmless: boolean }
  | { kind: 'profile-unknown'; profile: string }
);

export type Resolution = {
  current: Current | null;
  shadowed: Shadowed[];
  /** To be said on stderr, whatever the command. */
  warnings: string[];
};

export type ResolveInput = {
  config: Config;
  /** The value of --profile. */
  flag: string | undefined;
  env: Readonly<Record<string, string | undefined>>;
  /** Current directory and its ancestors, nearest first, symlinks resolved. */
  directories: readonly string[];
};

/** Source in words, as `profiles active --explain` names it. */
export function sourceName(source: Source): string {
  if (source.type === 'flag') return '--profile';
  if (source.type === 'environment') return source.variables.join(', ');
  if (source.type === 'directory') return `directory ${source.directory}`;
  return source.type === 'active' ? 'active profile' : source.type;
}

/** Why something does not apply, in words. */
export function shadowedReason(shadowed: Shadowed): string {
  switch (shadowed.kind) {
    case 'overruled':
      return `${sourceName(shadowed.by)} comes first`;
    case 'incomplete':
      return `${shadowed.missing} is missing`;
    case 'profile-unknown':
      return `there is no profile ${shadowed.profile}`;
  }
}

/** Source and reason in one line. */
export const shadowedLine = (shadowed: Shadowed) =>
  `${sourceName(shadowed.source)}: ${shadowedReason(shadowed)}`;

/** What was passed over as `--json` prints it. */
export const shadowedJson = (shadowed: Shadowed) => ({
  source: sourceName(shadowed.source),
  kind: shadowed.kind,
  reason: shadowedReason(shadowed),
});

type Incomplete = Extract<Shadowed, { kind: 'incomplete' }>;

/** Variables that somebody set in vain. */
export function inVain({ shadowed }: Pick<Resolution, 'shadowed'>): Incomplete[] {
  return shadowed.filter(
    (found): found is Incomplete => found.kind === 'incomplete' && !found.isHarmless,
  );
}

function incompleteWarning(found: Incomplete): string {
  const variables = found.source.type === 'environment' ? found.source.variables : [];
  const verb = variables.length === 1 ? 'is' : 'are';
  const names = sourceName(found.source);
  return `${names} in the environment ${verb} not used: ${shadowedReason(found)}`;
}

/**
 * The winner, and everything passed over with its reason. Pure.
 * @throws AppError usage for a profile name that does not exist
 */
export function resolve(input: ResolveInput): Resolution {
  const { config, flag, env } = input;
  const units = unitNames.map(names => readUnit(names, env));
  const candidates: Current[] = [];
  const shadowed: Shadowed[] = [];

  if (flag !== undefined) candidates.push(required(config, flag, { type: 'flag' }));
  if (env.BP_PROFILE) {
    if (flag === undefined) {
      candidates.push(required(config, env.BP_PROFILE, { type: 'BP_PROFILE' }));
    } else {
      shadowed.push({ source: { type: 'BP_PROFILE' }, kind: 'overruled', by: { type: 'flag' } });
    }
  }
  for (const unit of units) {
    if (unit.type === 'complete' && candidates.length === 0) {
      candidates.push(fromEnvironment(unit, config));
    } else if (unit.type === 'complete') {
      const by = (candidates[0] as Current).source;
      shadowed.push({ source: environment(unit), kind: 'overruled', by });
    }
  }
  const bound = nearest(config.directories ?? {}, input.directories);
  if (bound !== null) pushNamed(bound.profile, { type: 'directory', directory: bound.directory });
  if (config.activeProfile) pushNamed(config.activeProfile, { type: 'active' });

  const [current = null, ...others] = candidates;
  for (const { source } of others) {
    shadowed.push({ source, kind: 'overruled', by: (current as Current).source });
  }
  for (const unit of units)
    if (unit.type === 'incomplete') shadowed.push(incomplete(unit, current));
  return { current, shadowed, warnings: inVain({ shadowed }).map(incompleteWarning) };

  function pushNamed(name: string, source: Source): void {
    const profile = profileNamed(config, name);
    if (profile !== null) candidates.push({ name, profile, source });
    else shadowed.push({ source, kind: 'profile-unknown', profile: name });
  }
}

function required(config: Config, name: string, source: Source): Current {
  const profile = profileNamed(config, name);
  if (profile !== null) return { name, profile, source };
  const error = unknownProfile(config, name);
  throw source.type === 'BP_PROFILE' ? rewrapped(error, { variable: 'BP_PROFILE' }) : error;
}

/** @returns the error for a profile name that does not exist */
export function unknownProfile(config: Config, name: string): AppError {
  const names = Object.keys(config.profiles);
  const shown = /^[\p{L}\p{N}._@+-]{1,64}$/u.test(name) ? ` ${name}` : ' of that name';
  const near = closest(name, names);
  const guess = near === null ? '' : `Did you mean ${near}? `;
  const all = `${names.slice(0, 8).join(', ')}${names.length > 8 ? ', …' : ''}`;
  return new AppError('profile-unknown', `There is no profile${shown}`, {
    hint:
      names.length === 0
        ? 'There are no profiles yet: run `bp-auth login`'
        : `${guess}There are: ${all}`,
  });
}

type UnitNames = { token: string; workspace: string; apiUrl: string };
const unitNames: readonly UnitNames[] = [
  { token: 'BP_TOKEN', workspace: 'BP_WORKSPACE_ID', apiUrl: 'BP_API_URL' },
  { token: 'BOTPRESS_TOKEN', workspace: 'BOTPRESS_WORKSPACE_ID', apiUrl: 'BOTPRESS_API_URL' },
];

/** The variables of each complete unit, in the order in which the units count. */
export function completeUnits(env: ResolveInput['env']): string[][] {
  return unitNames
    .map(names => readUnit(names, env))
    .flatMap(unit => (unit.type === 'complete' ? [unit.names] : []));
}

type Unit =
  | { type: 'none' }
  | { type: 'incomplete'; names: string[]; missing: string; token: string | null }
  | { type: 'complete'; names: string[]; token: string; workspaceId: string; apiUrl: string };

/** One family of variables: it counts whole or not at all, never mixed with what is stored. */
function readUnit(names: UnitNames, env: ResolveInput['env']): Unit {
  const token = env[names.token] || null;
  const workspaceId = env[names.workspace] || null;
  const apiUrl = env[names.apiUrl] || null;
  const set = Object.values(names).filter(name => env[name]);
  if (set.length === 0) return { type: 'none' };
  if (token === null) return { type: 'incomplete', names: set, missing: names.token, token };
  if (workspaceId === null) {
    return { type: 'incomplete', names: set, missing: names.workspace, token };
  }
  return { type: 'complete', names: set, token, workspaceId, apiUrl: apiUrl ?? defaultApiUrl };
}

function fromEnvironment(unit: Extract<Unit, { type: 'complete' }>, config: Config): Current {
  const variable = unit.names[0] ?? '';
  const token = inVariable(variable, () => requireToken(unit.token));
  const { apiUrl, origin } = inVariable(unit.names.at(-1) ?? '', () => parseApiUrl(unit.apiUrl));
  const profile: StoredProfile = {
    apiUrl,
    workspaceId: unit.workspaceId,
    token,
    tokenSource: { kind: 'env', name: variable },
    tokenOrigin: knownOrigin(config, token) ?? origin,
    kind: kindOf(token),
  };
  return { name: null, profile, source: environment(unit) };
}

const environment = ({ names }: { names: string[] }): Source => ({
  type: 'environment',
  variables: names,
});

function inVariable<Value>(name: string, parse: () => Value): Value {
  try {
    return parse();
  } catch (error) {
    if (!isAppError(error)) throw error;
    const message = `${name} in the environment: ${error.message}`;
    throw rewrapped(error, { message, variable: name });
  }
}

/** The origin under which a token is stored already; a stored token goes nowhere else. */
export function knownOrigin(config: Config, token: string): string | null {
  const print = fingerprint(token);
  const known = Object.values(config.profiles).find(
    profile => profile.token === token || profile.tokenFingerprint === print,
  );
  return known?.tokenOrigin ?? null;
}

function isTokenOf(token: string, current: Current | null): boolean {
  const profile = current?.profile;
  return profile?.token === token || profile?.tokenFingerprint === fingerprint(token);
}

/** An incomplete unit is passed over, and said unless its token is the current profile's own. */
function incomplete(
  unit: Extract<Unit, { type: 'incomplete' }>,
  current: Current | null,
): Incomplete {
  const isHarmless = unit.token !== null && isTokenOf(unit.token.trim(), current);
  return { source: environment(unit), kind: 'incomplete', missing: unit.missing, isHarmless };
}
