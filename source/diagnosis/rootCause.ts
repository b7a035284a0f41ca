// The choice of the root cause among several findings, and the causes with the same symptoms.

import { causeIds, causes, isCauseId } from './causes.ts';
import type { Ended } from './chain.ts';
import type { Evidence, Finding, FoundDetails } from './check.ts';
import { concealedContext, concealedDetails } from './concealing.ts';
import type { Alternative, Fix, RootCause } from './diagnosis.ts';
import { evidenceInstead, evidenceLine, isExchange } from './evidence.ts';
import type { Details, FixContext } from './fixContext.ts';
import { revealed } from './told.ts';

/** How a finding is worded: for the user, or for the public. */
export type Voice = {
  about: FixContext;
  details(found: FoundDetails): Details;
  evidence(evidence: Evidence): string;
};

/** The voice for the user: nothing is left out. */
export const inPrivate = (about: FixContext): Voice => ({
  about,
  details: ({ what, ...rest }) => ({ ...rest, ...(what && { what: revealed(what) }) }),
  evidence: evidenceLine,
});

/** The voice for the public: nothing private remains. */
export const inPublic = (about: FixContext): Voice => ({
  about: concealedContext(about),
  details: concealedDetails,
  evidence: evidenceInstead,
});

export type Judged = {
  rootCause: RootCause | null;
  alternatives: Alternative[];
  /** Whether the evidence concerns the profile's token. */
  isOfToken: boolean;
};

/** One root cause: failures come before warnings, then the rank in the table of causes decides. */
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
  // A fault in the token's text is more telling than the refusal alone.
  const refusal = alternative({ ...root, confidence: 'possible' }, voice);
  const rootCause = describeFinding({ ...suspect, evidence }, voice);
  return { rootCause, alternatives: [refusal, ...others], isOfToken: true };
}

/**
 * Whether the evidence concerns the profile's token. If the table of causes leaves it open, an
 * exchange in the evidence means yes.
 */
function isAboutToken({ cause, evidence = [] }: Finding): boolean {
  return causes[cause].ofToken ?? evidence.some(isExchange);
}

function findingsOf(ended: readonly Ended[], status: 'fail' | 'warn'): Finding[] {
  return ended
    .filter(({ conclusion }) => conclusion.status === status)
    .flatMap(({ conclusion }) => conclusion.finding ?? [])
    .sort((a, b) => causeIds.indexOf(a.cause) - causeIds.indexOf(b.cause));
}

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

/** Fixes that differed only in private words are equal once those words are replaced. */
function distinct(fixes: readonly Fix[]): Fix[] {
  const keys = fixes.map(({ title, command }) => JSON.stringify([title, command]));
  return fixes.filter((_, at) => keys.indexOf(keys[at] ?? '') === at);
}

/** The causes that the table names as having the same symptoms. */
function rivals({ cause, details = {} }: Finding, voice: Voice): Alternative[] {
  return (causes[cause].rivals ?? [])
    .filter(isCauseId)
    .map(id => alternative({ cause: id, details, confidence: 'possible' }, voice));
}

function alternative(finding: Finding, voice: Voice): Alternative {
  const test = causes[finding.cause].test?.(voice.about) ?? '';
  return { ...describeFinding(finding, voice), test };
}
