// Sources of credentials, and why some do not apply: as data and in words.
import { labelName } from '../secrets/variables.ts';

/** The source of the current credentials. */
export type Source =
  | { type: 'flag' }
  | { type: 'BP_PROFILE' }
  /**
   * `given`: set by `exec`. To let other sources apply, BP_AUTH_PROFILE has to be removed, together
   * with these variables.
   */
  | { type: 'environment'; variables: string[]; given?: boolean }
  | { type: 'directory'; directory: string }
  | { type: 'active' };

/** A source that does not apply, and the reason. */
export type Shadowed = { source: Source } & (
  | { kind: 'overruled'; by: Source }
  /** `isHarmless`: the incomplete credentials have the same token as the ones that apply. */
  | { kind: 'incomplete'; missing: string; isHarmless: boolean }
  | { kind: 'profile-unknown'; profile: string }
  /** Inside `exec`, only the credentials from `exec` may apply. */
  | { kind: 'cut-off' }
);

/** A source in words, as in `profiles active --explain`. */
export function sourceName(source: Source): string {
  if (source.type === 'flag') return '--profile';
  if (source.type === 'environment') return source.variables.join(', ');
  if (source.type === 'directory') return `directory ${source.directory}`;
  return source.type === 'active' ? 'active profile' : source.type;
}

/** The variables to unset so that a source no longer applies. */
export function variablesOf(source: Source): string[] {
  if (source.type === 'BP_PROFILE') return ['BP_PROFILE'];
  if (source.type !== 'environment') return [];
  return source.given === true ? [...source.variables, labelName] : source.variables;
}

/** The reason why a source does not apply, in words. */
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

/** A source that was passed over, in the form that `--json` prints. */
export const shadowedJson = (shadowed: Shadowed) => ({
  source: sourceName(shadowed.source),
  reason: shadowedReason(shadowed),
});
