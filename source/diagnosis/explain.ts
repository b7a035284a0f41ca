// Explanations of what people paste: what it means, what it cannot tell, and which check would. Runs nothing.
import { cleanText } from '../botpress/text.ts';
import { type LinePlace, lineHere, lineText, usualPlace } from '../commandLine.ts';
import type { ErrorKind } from '../errorCodes.ts';
import { findTokens, kindNames, kindOf, mask, redact } from '../secrets/kind.ts';
import { type CauseId, causeIds, causeOfExchange } from './causes.ts';
import { type Knowledge, knowledgeOf } from './knowledge.ts';
import { type Symptom, symptomsIn } from './symptoms.ts';

export type Recognised = Knowledge & {
  cause: CauseId;
  kind: ErrorKind;
  /** What in the text it was recognised by: `401 Unauthorized`, `ECONNREFUSED`. */
  found: string;
  means: string;
  /** The API's id of the error, for a report. */
  errorId: string | null;
};

export type Explanation = {
  /** The most telling first. Empty if nothing was recognised. */
  recognised: Recognised[];
  /** Tokens that were pasted along, masked. */
  tokens: string[];
  /** What to do about them, where there are any. */
  tokenAdvice: string | null;
  /** The text with tokens masked and control characters taken out, line by line. */
  text: string;
};

/** Longest text looked at, in characters. */
const longest = 1_000_000;

/**
 * Explains a pasted text. Pure: asks nothing and runs nothing.
 * @param place what printed commands depend on
 */
export function explainText(pasted: string, place: LinePlace = usualPlace): Explanation {
  const { text, tokens } = redactPaste(pasted.slice(0, longest));
  return {
    recognised: distinct(symptomsIn(text).map(symptom => told(symptom, place))),
    tokens: tokens.map(mask),
    tokenAdvice: tokens.length === 0 ? null : adviceFor(tokens, place),
    text,
  };
}

function told({ found, exchange, error, cause: named }: Symptom, place: LinePlace): Recognised {
  const cause = named ?? causeOfExchange({ ...exchange, redirected: false });
  const isBare = exchange.errorType !== null && found === String(exchange.status);
  return {
    cause,
    kind: error.kind,
    found,
    means: isBare ? bareMeaning(exchange.status, error.message) : error.message,
    errorId: exchange.errorId,
    ...knowledgeOf(cause, isBare, place),
  };
}

/** A status alone says less than the API's own words for it. */
function bareMeaning(status: number | null, means: string): string {
  return status === 403
    ? 'The Botpress API says 403 for two things: the token may not do this (Forbidden), or a quota is used up (QuotaExceeded)'
    : `If the Botpress API said it: ${means}`;
}

/** One of each cause, the API's own words before the network's, then by rank. */
function distinct(all: readonly Recognised[]): Recognised[] {
  const named = all.filter(({ cause }) => cause !== 'network-failed');
  const first = (named.length > 0 ? named : all).filter(
    (one, at, list) => list.findIndex(({ cause }) => cause === one.cause) === at,
  );
  return first.sort((a, b) => causeIds.indexOf(a.cause) - causeIds.indexOf(b.cause));
}

function redactPaste(pasted: string): { text: string; tokens: string[] } {
  const tokens = [...new Set(findTokens(pasted))];
  // Tokens of no prefix that we know stand behind Bearer.
  const text = redact(pasted).replace(/(\bbearer\s{1,9})(?!bp_)[\w.~+/-]{8,}=*/gi, '$1…');
  return { text: text.split(/\r?\n/).map(cleanText).join('\n'), tokens };
}

function adviceFor(tokens: readonly string[], place: LinePlace): string {
  const kinds = [...new Set(tokens.map(token => kindNames[kindOf(token)]))].join(' and ');
  return `A ${kinds} stood in this text. Whoever saw the text can use it: rotate it with ${lineText(lineHere('tokens', 'rotate'), place)}`;
}
