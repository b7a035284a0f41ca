// What applies here, and what comes before a profile that somebody wants to apply.
import { type AppError, isAppError } from '../errors.ts';
import { type Current, type ResolveInput, resolve } from './resolve.ts';
import { type Shadowed, type Source, sourceName, variablesOf } from './shadowed.ts';
import { completeUnits, namedByVariable } from './units.ts';

/** Credentials that apply here, or would if nothing came before them. */
export type Claim = {
  /** Null for credentials of the environment. */
  name: string | null;
  source: Source;
  /** Why everything ends with an error while this is so: no such profile, a variable that is no good. */
  problem: AppError | null;
};

/** As `--json` has it. */
export type CurrentProfile = { name: string | null; source: string } | null;

/**
 * All that lays claim to be used here, the first of them winning: what would apply once those before it
 * were taken away. The active profile, where there is one, is the last. Pure.
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

/** What is left of the credentials that `exec` gave. */
function givenByExec(shadowed: readonly Shadowed[]): Source {
  const variables = shadowed.flatMap(({ kind, source }) =>
    kind === 'incomplete' && source.type === 'environment' ? source.variables : [],
  );
  return { type: 'environment', variables, given: true };
}

/** What `resolve` stumbled over: it looks at these only, in this order, and nothing else can be no good. */
function failing({ flag, env }: ResolveInput): Pick<Current, 'name' | 'source'> {
  if (flag !== undefined) return { name: flag, source: { type: 'flag' } };
  const named = namedByVariable(env);
  if (named !== null) return { name: named, source: { type: 'BP_PROFILE' } };
  const [variables = []] = completeUnits(env);
  return { name: null, source: { type: 'environment', variables } };
}

/** The same place once a source was taken away; null after the active profile. */
function without(input: ResolveInput, source: Source): ResolveInput | null {
  const { config, env } = input;
  switch (source.type) {
    case 'flag':
      return { ...input, flag: undefined };
    case 'BP_PROFILE':
    case 'environment': {
      const names = variablesOf(source);
      // Without a name there is nothing to take away.
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

/** What applies, for `--json`; null where nothing does. */
export function currentProfile([first]: readonly Claim[]): CurrentProfile {
  if (first === undefined || first.problem !== null) return null;
  return { name: first.name, source: sourceName(first.source) };
}

/**
 * What comes before the profile; empty where it applies.
 * @param name null for whatever is active: all that does not follow from it
 */
export function before(name: string | null, claims: readonly Claim[]): Claim[] {
  const isIt = (claim: Claim) =>
    claim.source.type === 'active' || (name !== null && claim.name === name);
  const end = claims.findIndex(claim => claim.problem === null && isIt(claim));
  return claims.slice(0, end === -1 ? claims.length : end);
}
