// Which of several findings is the root, and what else would look the same.
import { causeIds, causes, isCauseId } from './causes.ts';
import type { Ended } from './chain.ts';
import type { Finding } from './check.ts';
import type { Alternative, RootCause } from './diagnosis.ts';
import { evidenceLine } from './evidence.ts';
import type { Scene } from './scene.ts';

export type Judged = {
  rootCause: RootCause | null;
  alternatives: Alternative[];
  /** Whether what was seen has to do with the profile's token. */
  isOfToken: boolean;
};

/** One root cause: what fails before what merely warns, then by the rank of the table. */
export function judge(ended: readonly Ended[], scene: Scene): Judged {
  const found = findingsOf(ended, 'fail');
  const root = found[0] ?? findingsOf(ended, 'warn')[0];
  if (root === undefined) return { rootCause: null, alternatives: [], isOfToken: false };
  const suspect = ended
    .flatMap(({ conclusion }) => conclusion.suspicion ?? [])
    .find(({ explains }) => explains === root.cause);
  const others = rivals(root, scene);
  const isOfToken = isAboutToken(root);
  if (suspect === undefined) {
    return { rootCause: describeFinding(root, scene), alternatives: others, isOfToken };
  }
  const evidence = [...(root.evidence ?? []), ...(suspect.evidence ?? [])];
  if (suspect.confidence === 'possible') {
    const other = alternative({ ...suspect, evidence }, scene);
    return { rootCause: describeFinding(root, scene), alternatives: [other, ...others], isOfToken };
  }
  // What the text of the token gives away tells more than the refusal alone.
  const refusal = alternative({ ...root, confidence: 'possible' }, scene);
  const rootCause = describeFinding({ ...suspect, evidence }, scene);
  return { rootCause, alternatives: [refusal, ...others], isOfToken: true };
}

/** What was seen on the wire was seen with the profile's token, unless the cause is about another one. */
function isAboutToken({ cause, evidence = [] }: Finding): boolean {
  return causes[cause].ofToken ?? evidence.some(seen => typeof seen !== 'string');
}

function findingsOf(ended: readonly Ended[], status: 'fail' | 'warn'): Finding[] {
  return ended
    .filter(({ conclusion }) => conclusion.status === status)
    .flatMap(({ conclusion }) => conclusion.finding ?? [])
    .sort((a, b) => causeIds.indexOf(a.cause) - causeIds.indexOf(b.cause));
}

/** A finding in the words of the table. */
export function describeFinding(finding: Finding, scene: Scene): RootCause {
  const { cause, details = {}, evidence = [] } = finding;
  const { title, confidence, fixes } = causes[cause];
  return {
    id: cause,
    title: title(scene, details),
    confidence: finding.confidence ?? confidence,
    evidence: evidence.map(evidenceLine),
    fixes: fixes(scene, details),
  };
}

/** What the table names as looking the same. */
function rivals({ cause, details = {} }: Finding, scene: Scene): Alternative[] {
  return (causes[cause].rivals ?? [])
    .filter(isCauseId)
    .map(id => alternative({ cause: id, details, confidence: 'possible' }, scene));
}

function alternative(finding: Finding, scene: Scene): Alternative {
  return { ...describeFinding(finding, scene), test: causes[finding.cause].test?.(scene) ?? '' };
}
