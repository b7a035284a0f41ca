// The shape of a diagnosis as `doctor --json` prints it.
import type { Diagnosis, Fix, RootCause } from './diagnosis.ts';

/** The diagnosis as others read it (docs/notes/diagnosis.md, Diagnosis): fixes are a title and a command. */
export function diagnosisJson(diagnosis: Diagnosis): Diagnosis {
  const { rootCause, alternatives } = diagnosis;
  return {
    ...diagnosis,
    rootCause: rootCause && withoutDeeds(rootCause),
    alternatives: alternatives.map(withoutDeeds),
  };
}

function withoutDeeds<Cause extends RootCause>(cause: Cause): Cause {
  return { ...cause, fixes: cause.fixes.map(({ title, command }): Fix => ({ title, command })) };
}
