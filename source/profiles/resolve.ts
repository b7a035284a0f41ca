// The current credentials, and why those of the other sources do not apply.
import { defaultApiUrl, parseApiUrl } from '../botpress/apiUrl.ts';
import { AppError, isAppError, rewrapped } from '../errors.ts';
import { cleanToken } from '../secrets/clean.ts';
import { fingerprint } from '../secrets/kind.ts';
import { oddCharacter } from '../secrets/variables.ts';
import { type Config, profileNamed, type StoredProfile } from './config.ts';
import { nearest } from './nearest.ts';
import { type Shadowed, type Source, shadowedReason, sourceName } from './shadowed.ts';
import {
  type CompleteUnit,
  isInside,
  namedByVariable,
  readUnits,
  requireUnit,
  type Unit,
  unitNotes,
} from './units.ts';
import { unknownProfile } from './unknownProfile.ts';

export type Current = {
  /** Null for credentials from the environment. */
  name: string | null;
  profile: StoredProfile;
  source: Source;
};

export type Resolution = {
  current: Current | null;
  /** Whether any profile is stored. */
  hasProfiles: boolean;
  shadowed: Shadowed[];
  /** Sentences that every command writes to stderr. */
  warnings: string[];
  /**
   * Inside `exec`: why the given credentials cannot be used; no others may replace them. Elsewhere
   * null.
   */
  cutOff: AppError | null;
};

export type ResolveInput = {
  config: Config;
  /** The value of --profile. */
  flag: string | undefined;
  env: Readonly<Record<string, string | undefined>>;
  /** The current directory and its ancestors, nearest first, symlinks resolved. */
  directories: readonly string[];
  /** Our name for a profile that has the given name only in bp's files; null if there is none. */
  aliasOf?: (name: string) => string | null;
};

type Incomplete = Extract<Shadowed, { kind: 'incomplete' }>;

/** Variables that are set without effect. */
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
 * The winning source, and all that were passed over, with reasons. Pure.
 * @throws AppError `usage` for an unknown profile
 */
export function resolve(input: ResolveInput): Resolution {
  const { config, flag, env } = input;
  const inside = isInside(env);
  const units = readUnits(env);
  const candidates: Current[] = [];
  const shadowed: Shadowed[] = [];
  let cutOff: AppError | null = null;

  if (flag !== undefined) candidates.push(required(input, flag, { type: 'flag' }));
  const named = namedByVariable(env);
  if (named !== null) {
    if (flag === undefined) {
      candidates.push(required(input, named, { type: 'BP_PROFILE' }));
    } else {
      shadowed.push({ source: { type: 'BP_PROFILE' }, kind: 'overruled', by: { type: 'flag' } });
    }
  }
  for (const unit of units) {
    if (unit.type !== 'complete') continue;
    const [first] = candidates;
    if (first === undefined) pushUnit(unit);
    else shadowed.push({ source: environment(unit, inside), kind: 'overruled', by: first.source });
  }
  if (inside && candidates.length === 0) cutOff ??= whatIsMissing(units);
  const bound = nearest(config.directories ?? {}, input.directories);
  if (bound !== null) pushNamed(bound.profile, { type: 'directory', directory: bound.directory });
  if (config.activeProfile) pushNamed(config.activeProfile, { type: 'active' });

  const [current = null] = candidates;
  for (const { source } of candidates) {
    if (current === null || source === current.source) continue;
    shadowed.push({ source, kind: 'overruled', by: current.source });
  }
  for (const unit of units)
    if (unit.type === 'incomplete') shadowed.push(incomplete(unit, current));
  const hasProfiles = Object.keys(config.profiles).length > 0;
  if (current === null && cutOff !== null) {
    return { current, hasProfiles, shadowed, warnings: [], cutOff };
  }
  const used = units.find(unit => unit.type === 'complete' && unit.names === variables(current));
  const warnings = [
    ...(used?.type === 'complete' ? unitNotes(used) : []),
    ...inVain({ shadowed }).map(incompleteWarning),
  ];
  return { current, hasProfiles, shadowed, warnings, cutOff: null };

  function pushUnit(unit: CompleteUnit): void {
    try {
      candidates.push(fromEnvironment(unit, config, inside));
    } catch (error) {
      if (!inside || !isAppError(error)) throw error;
      cutOff ??= notWhole(error.message, error.variable);
    }
  }

  function pushNamed(name: string, source: Source): void {
    const profile = profileNamed(config, name);
    if (profile === null) shadowed.push({ source, kind: 'profile-unknown', profile: name });
    else if (cutOff !== null) shadowed.push({ source, kind: 'cut-off' });
    else candidates.push({ name, profile, source });
  }
}

const variables = (current: Current | null) =>
  current?.source.type === 'environment' ? current.source.variables : null;

/**
 * The error for a run inside `exec`, where only the credentials from `exec` may apply: it names the
 * variable that is missing.
 */
function whatIsMissing(units: readonly Unit[]): AppError {
  const found = units.find(unit => unit.type === 'incomplete');
  const missing = found?.missing ?? 'BP_TOKEN';
  return notWhole(`${missing} is missing`, missing);
}

const notWhole = (why: string, variable: string | undefined) =>
  new AppError(
    'exec-credentials-incomplete',
    `The credentials that \`bp-auth exec\` gave can no longer be used: ${why}`,
    {
      hint: 'Leave the BP_* variables as exec has set them, or name a profile: --profile NAME',
      variable,
    },
  );

function required({ config, aliasOf }: ResolveInput, name: string, source: Source): Current {
  const profile = profileNamed(config, name);
  if (profile !== null) return { name, profile, source };
  const error = unknownProfile(config, name, aliasOf?.(name));
  if (source.type !== 'BP_PROFILE') throw error;
  const odd = oddCharacter(name);
  const message = `${error.message}, which BP_PROFILE names${odd === null ? '' : `: the name holds ${odd}`}`;
  throw rewrapped(error, { message, variable: 'BP_PROFILE' });
}

function fromEnvironment(unit: CompleteUnit, config: Config, given: boolean): Current {
  const { token, apiUrl } = requireUnit(unit);
  const url = parseApiUrl(apiUrl ?? defaultApiUrl);
  const profile: StoredProfile = {
    apiUrl: url.apiUrl,
    ...unit.ids,
    token,
    tokenSource: { kind: 'env', name: unit.names[0] ?? '' },
    tokenOrigin: knownOrigin(config, token) ?? url.origin,
    kind: unit.kind,
  };
  return { name: null, profile, source: environment(unit, given) };
}

const environment = ({ names }: { names: string[] }, given = false): Source => ({
  type: 'environment',
  variables: names,
  ...(given ? { given } : {}),
});

/** The origin that a token is stored under; a stored token is sent nowhere else. */
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

/**
 * Incomplete credentials never apply. There is a warning about them, unless they hold the current
 * profile's token.
 */
function incomplete(
  unit: Extract<Unit, { type: 'incomplete' }>,
  current: Current | null,
): Incomplete {
  const isHarmless = unit.token !== null && isTokenOf(cleanToken(unit.token).token, current);
  return { source: environment(unit), kind: 'incomplete', missing: unit.missing, isHarmless };
}
