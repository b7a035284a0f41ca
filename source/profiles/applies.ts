// The sources of credentials by precedence, and those that take precedence over a certain profile.
import { type AppError, isAppError } from '../errors.ts';
import { type Current, type ResolveInput, resolve } from './resolve.ts';
import { type Shadowed, type Source, sourceName, variablesOf } from './shadowed.ts';
import { completeUnits, namedByVariable } from './units.ts';

/** Credentials that apply, or would apply if nothing took precedence. */
export type Claim = {
  /** Null for credentials from the environment. */
  name: string | null;
  source: Source;
  /** The error that stops every command: an unknown profile or a bad variable. */
  problem: AppError | null;
};

/** The current profile in the form that `--json` prints. */
export type CurrentProfile = { name: string | null; source: string } | null;

/**
 * All sources of credentials that the input has, by precedence: each would apply if those before it
 * were removed. An active profile comes last. Pure.
 */
export function claimsOn(input: ResolveInput): Claim[] {
  const claims: Claim[] = [];
  for (let left: ResolveInput | null = input; left !== null; ) {
    const claim = firstClaim(left);
    if (claim === null) return claims;
    claims.push(claim);
    left = without(left, claim.source);
  }
  return claims;
}

function firstClaim(input: ResolveInput): Claim | null {
  try {
    const { current, cutOff, shadowed } = resolve(input);
    if (cutOff !== null) return { name: null, source: givenByExec(shadowed), problem: cutOff };
    return current && { name: current.name, source: current.source, problem: null };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { ...failing(input), problem: error };
  }
}

/** The incomplete credentials that `exec` set, as a source. */
function givenByExec(shadowed: readonly Shadowed[]): Source {
  const variables = shadowed.flatMap(({ kind, source }) =>
    kind === 'incomplete' && source.type === 'environment' ? source.variables : [],
  );
  return { type: 'environment', variables, given: true };
}

/**
 * The source that made `resolve` fail. Only the flag, BP_PROFILE and credentials in variables can
 * do that; `resolve` reads them in this order.
 */
function failing({ flag, env }: ResolveInput): Pick<Current, 'name' | 'source'> {
  if (flag !== undefined) return { name: flag, source: { type: 'flag' } };
  const named = namedByVariable(env);
  if (named !== null) return { name: named, source: { type: 'BP_PROFILE' } };
  const [variables = []] = completeUnits(env);
  return { name: null, source: { type: 'environment', variables } };
}

/** The input without one source; null if that source cannot be removed, or is the last. */
function without(input: ResolveInput, source: Source): ResolveInput | null {
  const { config, env } = input;
  switch (source.type) {
    case 'flag':
      return { ...input, flag: undefined };
    case 'BP_PROFILE':
    case 'environment': {
      const names = variablesOf(source);
      return names.length === 0 ? null : { ...input, env: withoutNames(env, names) };
    }
    case 'directory': {
      const { [source.directory]: _, ...directories } = config.directories ?? {};
      return { ...input, config: { ...config, directories } };
    }
    case 'active':
      return null;
  }
}

function withoutNames(env: ResolveInput['env'], names: readonly string[]): ResolveInput['env'] {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)));
}

/** What applies, in the form that `--json` prints; null if nothing does. */
export function currentProfile([first]: readonly Claim[]): CurrentProfile {
  if (first === undefined || first.problem !== null) return null;
  return { name: first.name, source: sourceName(first.source) };
}

/**
 * The sources that take precedence over a profile; empty if it applies.
 * @param name null for the active profile, whatever its name
 */
export function before(name: string | null, claims: readonly Claim[]): Claim[] {
  const isIt = (claim: Claim) =>
    claim.source.type === 'active' || (name !== null && claim.name === name);
  const end = claims.findIndex(claim => claim.problem === null && isIt(claim));
  return claims.slice(0, end === -1 ? claims.length : end);
}
