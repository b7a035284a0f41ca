// Which of several findings is the root, and what else would look the same.

import { causeIds, causes, isCauseId } from './causes.ts';
import type { Ended } from './chain.ts';
import type { Evidence, Finding, FoundDetails } from './check.ts';
import { concealedContext, concealedDetails } from './concealing.ts';
import type { Alternative, Fix, RootCause } from './diagnosis.ts';
import { evidenceInstead, evidenceLine, isExchange } from './evidence.ts';
import type { Details, FixContext } from './fixContext.ts';
import { revealed } from './told.ts';

/** In whose hearing a finding is told. */
export type Voice = {
  about: FixContext;
  details(found: FoundDetails): Details;
  evidence(evidence: Evidence): string;
};

/** To the user. */
export const inPrivate = (about: FixContext): Voice => ({
  about,
  details: ({ what, ...rest }) => ({ ...rest, ...(what && { what: revealed(what) }) }),
  evidence: evidenceLine,
});

/** To everybody. */
export const inPublic = (about: FixContext): Voice => ({
  about: concealedContext(about),
  details: concealedDetails,
  evidence: evidenceInstead,
});

export type Judged = {
  rootCause: RootCause | null;
  alternatives: Alternative[];
  /** Whether what was seen has to do with the profile's token. */
  isOfToken: boolean;
};

/** One root cause: what fails before what merely warns, then by the rank of the table. */
export function judge(ended: readonly Ended[], voice: Voice): Judged {
  const found = findingsOf(ended, 'fail');
  const root = found[0] ?? findingsOf(ended, 'warn')[0];
  if (root === undefined) return { rootCause: null, alternatives: [], isOfToken: false };
  const suspect = ended
    .flatMap(({ conclusion }) => conclusion.suspicion ?? [])
    .find(({ explains }) => explains === root.cause);
  const others = rivals(root, voice);
  const isOfToken = isAboutToken(root);
  if (suspect === undefined) {
    return { rootCause: describeFinding(root, voice), alternatives: others, isOfToken };
  }
  const evidence = [...(root.evidence ?? []), ...(suspect.evidence ?? [])];
  if (suspect.confidence === 'possible') {
    const other = alternative({ ...suspect, evidence }, voice);
    return { rootCause: describeFinding(root, voice), alternatives: [other, ...others], isOfToken };
  }
  // What the text of the token gives away tells more than the refusal alone.
  const refusal = alternative({ ...root, confidence: 'possible' }, voice);
  const rootCause = describeFinding({ ...suspect, evidence }, voice);
  return { rootCause, alternatives: [refusal, ...others], isOfToken: true };
}

/** What was seen on the wire was seen with the profile's token, unless the cause is about another one. */
function isAboutToken({ cause, evidence = [] }: Finding): boolean {
  return causes[cause].ofToken ?? evidence.some(isExchange);
}

function findingsOf(ended: readonly Ended[], status: 'fail' | 'warn'): Finding[] {
  return ended
    .filter(({ conclusion }) => conclusion.status === status)
    .flatMap(({ conclusion }) => conclusion.finding ?? [])
    .sort((a, b) => causeIds.indexOf(a.cause) - causeIds.indexOf(b.cause));
}

/** A finding in the words of the table. */
export function describeFinding(finding: Finding, voice: Voice): RootCause {
  const { cause, evidence = [] } = finding;
  const { title, confidence, fixes } = causes[cause];
  const { about } = voice;
  const details = voice.details(finding.details ?? {});
  return {
    id: cause,
    title: title(about, details),
    confidence: finding.confidence ?? confidence,
    evidence: evidence.map(voice.evidence),
    fixes: distinct(fixes(about, details)),
  };
}

/** What is private may have made the difference between two. */
function distinct(fixes: readonly Fix[]): Fix[] {
  const keys = fixes.map(({ title, command }) => JSON.stringify([title, command]));
  return fixes.filter((_, at) => keys.indexOf(keys[at] ?? '') === at);
}

/** What the table names as looking the same. */
function rivals({ cause, details = {} }: Finding, voice: Voice): Alternative[] {
  return (causes[cause].rivals ?? [])
    .filter(isCauseId)
    .map(id => alternative({ cause: id, details, confidence: 'possible' }, voice));
}

function alternative(finding: Finding, voice: Voice): Alternative {
  const test = causes[finding.cause].test?.(voice.about) ?? '';
  return { ...describeFinding(finding, voice), test };
}
