// The JSON form of a diagnosis for `doctor --json`.
import type { Described, Fix, RootCause } from './diagnosis.ts';

/** The public JSON shape (docs/notes/diagnosis.md, Diagnosis): a fix is a title and a command. */
export function diagnosisJson(diagnosis: Described): Described {
  const { schema, verdict, rootCause, alternatives, identity, resolution, checks } = diagnosis;
  return {
    schema,
    verdict,
    rootCause: rootCause && withoutDeeds(rootCause),
    alternatives: alternatives.map(withoutDeeds),
    identity,
    resolution,
    checks,
  };
}

function withoutDeeds<Cause extends RootCause>(cause: Cause): Cause {
  return { ...cause, fixes: cause.fixes.map(({ title, command }): Fix => ({ title, command })) };
}
