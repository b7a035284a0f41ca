// Sources of credentials, and why those that do not apply do not: as data and in words.
import { labelName } from '../secrets/variables.ts';

/** Where the current credentials come from. */
export type Source =
  | { type: 'flag' }
  | { type: 'BP_PROFILE' }
  /** `given`: by `exec`, so that taking out the variables alone would leave nothing that applies. */
  | { type: 'environment'; variables: string[]; given?: boolean }
  | { type: 'directory'; directory: string }
  | { type: 'active' };

/** What would have applied, or nearly did, and why it does not. */
export type Shadowed = { source: Source } & (
  | { kind: 'overruled'; by: Source }
  /** `isHarmless`: its token is the one that applies anyway. */
  | { kind: 'incomplete'; missing: string; isHarmless: boolean }
  | { kind: 'profile-unknown'; profile: string }
  /** Inside `exec` only what it gave may apply. */
  | { kind: 'cut-off' }
);

/** Source in words, as `profiles active --explain` names it. */
export function sourceName(source: Source): string {
  if (source.type === 'flag') return '--profile';
  if (source.type === 'environment') return source.variables.join(', ');
  if (source.type === 'directory') return `directory ${source.directory}`;
  return source.type === 'active' ? 'active profile' : source.type;
}

/** The variables to take out for a source to apply no longer. */
export function variablesOf(source: Source): string[] {
  if (source.type === 'BP_PROFILE') return ['BP_PROFILE'];
  if (source.type !== 'environment') return [];
  return source.given === true ? [...source.variables, labelName] : source.variables;
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
    case 'cut-off':
      return 'this runs inside `bp-auth exec`';
  }
}

/** Source and reason in one line. */
export const shadowedLine = (shadowed: Shadowed) =>
  `${sourceName(shadowed.source)}: ${shadowedReason(shadowed)}`;

/** What was passed over as `--json` prints it. */
export const shadowedJson = (shadowed: Shadowed) => ({
  source: sourceName(shadowed.source),
  reason: shadowedReason(shadowed),
});
