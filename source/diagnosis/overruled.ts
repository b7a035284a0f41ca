// The words for something else applying here than what was meant, and the line that ends it.
import { before, type Claim } from '../profiles/applies.ts';
import { variablesOf } from '../profiles/resolve.ts';
import { redact } from '../tokens/kind.ts';
import { bpAuth, type Place } from './scene.ts';
import { oneLine, unsetLine } from './shell.ts';

export type Overruled = {
  /** One sentence without a full stop. */
  text: string;
  /** What ends it, to be run in the shell that started us; null where only leaving the program does. */
  line: string | null;
  /** What comes before the profile that was meant, the winner first. */
  claims: Claim[];
};

/**
 * What is said where something else applies; null where nothing comes before the profile. Pure.
 * @param name the profile that was meant to apply; null for whatever is active
 */
export function overruled(
  place: Place,
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

/** One line to be said beside a result. */
export function overruledLine({ text, line }: Overruled): string {
  return line === null ? text : `${text}. To end that: ${line}`;
}

function winning({ name, source, problem }: Claim, wanted: string | null): string {
  if (problem !== null) {
    const why =
      source.type === 'BP_PROFILE'
        ? `BP_PROFILE names ${redact(name ?? '')}, and there is no such profile`
        : problem.message;
    return `Nothing works here now: ${why}`;
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
      return `${name} applies ${instead}: it is the active profile`;
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

/** Everything that has to go, in one line. */
function endingLine(place: Place, claims: readonly Claim[]): string | null {
  const variables = claims.flatMap(({ source }) => variablesOf(source));
  const directories = claims.flatMap(({ source }) =>
    source.type === 'directory' ? source.directory : [],
  );
  const lines = [
    ...(variables.length === 0 ? [] : [unsetLine(variables, place.shell)]),
    ...directories.map(directory => bpAuth(place, 'profiles', 'unbind', directory)),
  ];
  return lines.length === 0 ? null : oneLine(lines, place.shell);
}
