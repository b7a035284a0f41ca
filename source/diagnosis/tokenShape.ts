// Faults in a token's text: it cannot be a token, or only looks odd.

import { cleanToken, removedWords } from '../secrets/clean.ts';
import { faultWords, tokenFault } from '../secrets/fault.ts';
import { kindOf } from '../secrets/kind.ts';
import type { CauseId } from './causes.ts';
import type { Confidence } from './diagnosis.ts';

export type ShapeProblem = {
  cause: CauseId;
  /** The fault, in words that do not repeat the token. */
  what: string;
  /** `certain` if the text cannot be a token; otherwise the API's answer decides. */
  confidence: Confidence;
};

/** The most telling oddity in a token's text; null if there is none. Pure. */
export function shapeProblem(text: string): ShapeProblem | null {
  return certainProblem(text) ?? oddity(text.trim());
}

function certainProblem(text: string): ShapeProblem | null {
  const token = text.trim();
  const surely = (cause: CauseId, what = ''): ShapeProblem => ({
    cause,
    what,
    confidence: 'certain',
  });
  const fault = tokenFault(token);
  if (fault !== null && fault.type !== 'character' && fault.type !== 'too-long') {
    return surely(`token-${fault.type}`);
  }
  const { removed } = cleanToken(token);
  const around = removed.filter(what => what !== 'line-breaks').map(what => removedWords[what]);
  if (around.length > 0) return surely('token-wrapped', around.join(', '));
  return fault === null ? null : surely('token-unsendable', faultWords(fault));
}

/**
 * Numbers of characters after the prefix. A real token has `real`; one with fewer is possibly cut
 * off, and one with fewer than `shortest` is likely cut off.
 */
const lengths = { real: 36, shortest: 12 };

function oddity(token: string): ShapeProblem | null {
  const likely = (cause: CauseId, what: string): ShapeProblem => ({
    cause,
    what,
    confidence: 'likely',
  });
  if (/^ey[\w-]+\.[\w-]+\.[\w-]*$/.test(token)) return likely('token-jwt', 'it is a JWT');
  if (kindOf(token) === 'unknown') {
    return likely('token-foreign', 'it has none of the prefixes bp_pat_, bp_bak_, bp_iak_');
  }
  const tail = token.slice('bp_pat_'.length);
  if (/bp_[a-z]{3}_/.test(tail)) return likely('token-doubled', 'a second token starts inside it');
  if (tail.length >= lengths.real) return null;
  const short = likely('token-truncated', `${token.length} characters; real tokens have 43`);
  return tail.length < lengths.shortest ? short : { ...short, confidence: 'possible' };
}
