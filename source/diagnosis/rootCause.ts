// Owns which of several findings is the root, and what else would look the same.
import { type CauseId, causeIds, causes, type Details, isCauseId } from './causes.ts';
import type { Ended } from './chain.ts';
import type { Finding } from './check.ts';
import type { Alternative, RootCause } from './diagnosis.ts';
import type { Scene } from './scene.ts';

export type Judged = { rootCause: RootCause | null; alternatives: Alternative[] };

/** One root cause: what fails before what merely warns, then by the rank of the table. */
export function judge(ended: readonly Ended[], scene: Scene): Judged {
  const found = findingsOf(ended, 'fail');
  const root = found[0] ?? findingsOf(ended, 'warn')[0];
  if (root === undefined) return { rootCause: null, alternatives: [] };
  const suspicions = ended
    .flatMap(({ conclusion }) => conclusion.suspicion ?? [])
    .filter(({ explains }) => explains === root.cause);
  // What the text of the token gives away tells more than the refusal alone.
  const [suspect] = suspicions;
  if (suspect === undefined)
    return { rootCause: tell(root, scene), alternatives: rivals(root, scene) };
  const evidence = [...(root.evidence ?? []), ...(suspect.evidence ?? [])];
  const other = alternative(root.cause, scene, { ...root, confidence: 'possible' });
  return {
    rootCause: tell({ ...suspect, evidence }, scene),
    alternatives: [other, ...rivals(root, scene)],
  };
}

function findingsOf(ended: readonly Ended[], status: 'fail' | 'warn'): Finding[] {
  return ended
    .filter(({ conclusion }) => conclusion.status === status)
    .flatMap(({ conclusion }) => conclusion.finding ?? [])
    .sort((a, b) => causeIds.indexOf(a.cause) - causeIds.indexOf(b.cause));
}

function tell(finding: Finding, scene: Scene): RootCause {
  const { cause, details = {}, evidence = [] } = finding;
  const { title, confidence, fixes } = causes[cause];
  return {
    id: cause,
    title: title(scene, details),
    confidence: finding.confidence ?? confidence,
    evidence: [...evidence],
    fixes: fixes(scene, details),
  };
}

function rivals({ cause, details }: Finding, scene: Scene): Alternative[] {
  return (causes[cause].rivals ?? [])
    .filter(isCauseId)
    .map(id => alternative(id, scene, { ...(details === undefined ? {} : { details }) }));
}

function alternative(
  id: CauseId,
  scene: Scene,
  given: { details?: Details; evidence?: readonly string[]; confidence?: Finding['confidence'] },
): Alternative {
  const { test } = causes[id];
  return {
    ...tell({ confidence: 'possible', ...given, cause: id }, scene),
    test: test === undefined ? '' : test(scene),
  };
}
