// The message that the intended profile does not apply, and the line that makes it apply.
import { before, type Claim } from '../profiles/applies.ts';
import { variablesOf } from '../profiles/shadowed.ts';
import { redact } from '../secrets/kind.ts';
import { bpAuth, oneLine, type ShellPlace, shellUnsetLine } from '../shell.ts';

export type Overruled = {
  /** A clause to follow "but", without a full stop. */
  text: string;
  /**
   * The command line after which the intended profile applies. Null if only --profile takes
   * precedence: no command line changes the flag of a running bp-auth.
   */
  line: string | null;
  /** The sources that take precedence over the intended profile, the winner first. */
  claims: Claim[];
};

/**
 * The message if other credentials apply; null if nothing takes precedence. Pure.
 * @param name the profile that was meant to apply; null for whichever is active
 */
export function overruled(
  place: ShellPlace,
  claims: readonly Claim[],
  name: string | null,
): Overruled | null {
  const found = before(name, claims);
  const [first, ...others] = found;
  if (first === undefined) return null;
  const next = others.map(shortly);
  const more = next.length === 0 ? '' : `; next would be ${next.join(', then ')}`;
  return { text: winning(first, name) + more, line: endingLine(place, found), claims: found };
}

/** The clause as a sentence of its own. A profile's name at its start is not capitalised. */
export function overruledSentence({ text, claims }: Overruled): string {
  return claims[0]?.problem ? text.replace(/^n/, 'N') : text;
}

/** One line to show with a result. */
export function overruledLine(found: Overruled): string {
  const says = overruledSentence(found);
  return found.line === null ? says : `${says}. To end that: ${found.line}`;
}

function winning({ name, source, problem }: Claim, wanted: string | null): string {
  if (problem !== null) {
    if (problem.code !== 'profile-unknown') return `nothing works here: ${problem.message}`;
    const where = source.type === 'flag' ? '--profile' : 'BP_PROFILE';
    return `nothing works here: ${where} names ${redact(name ?? '')}, and there is no such profile`;
  }
  const instead = wanted === null ? 'here' : `here, not ${wanted}`;
  switch (source.type) {
    case 'environment':
      return `${inEnvironment(source.variables)} ${instead}`;
    case 'BP_PROFILE':
      return `${name} applies ${instead}: BP_PROFILE names it`;
    case 'directory':
      return `${name} applies ${instead}: it is bound to ${source.directory}`;
    case 'flag':
      return `${name} applies ${instead}: bp-auth was started with --profile`;
    case 'active':
      return `${name} applies ${instead}: ${name} is the active profile`;
  }
}

const inEnvironment = (variables: readonly string[]) =>
  `${variables.join(', ')} in the environment ${variables.length === 1 ? 'applies' : 'apply'}`;

function shortly({ name, source }: Claim): string {
  switch (source.type) {
    case 'environment':
      return source.variables.join(', ');
    case 'directory':
      return `${name}, bound to ${source.directory}`;
    default:
      return `${name}, by ${source.type === 'flag' ? '--profile' : source.type}`;
  }
}

/** One line that unsets the variables and unbinds the directories of all these claims. */
function endingLine(place: ShellPlace, claims: readonly Claim[]): string | null {
  const variables = claims.flatMap(({ source }) => variablesOf(source));
  const directories = claims.flatMap(({ source }) =>
    source.type === 'directory' ? source.directory : [],
  );
  const lines = [
    ...(variables.length === 0 ? [] : [shellUnsetLine(variables, place.shell)]),
    ...directories.map(directory => bpAuth(place, 'profiles', 'unbind', directory)),
  ];
  return lines.length === 0 ? null : oneLine(lines, place.shell);
}
