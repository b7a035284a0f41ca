// Explanations of pasted errors: what they mean, what the text leaves open, and which check would
// decide it. Runs nothing.
import { cleanText } from '../botpress/text.ts';
import { type LinePlace, lineHere, lineText, usualPlace } from '../commandLine.ts';
import { type ErrorCode, type ErrorKind, errorCodes } from '../errorCodes.ts';
import { findTokens, kindOf, mask, oneOfKind } from '../secrets/kind.ts';
import type { Action } from './actions.ts';
import type { Confidence } from './diagnosis.ts';
import { type Knowledge, knowledgeOf } from './knowledge.ts';
import { actionIn } from './pasted/action.ts';
import { excerptOf } from './pasted/excerpt.ts';
import { symptomsIn } from './pasted/judge.ts';
import { plainLines, unwrappings, withoutPrefixes } from './pasted/layers.ts';
import { withoutSecrets } from './pasted/secrets.ts';
import { isSource } from './pasted/sourceCode.ts';
import type { Symptom } from './pasted/symptom.ts';
import { kindsIn, oddTokenIn } from './pasted/tokenText.ts';
import { type Traces, tracesIn } from './pasted/traces.ts';

export type Recognised = Knowledge & {
  cause: ErrorCode;
  kind: ErrorKind;
  confidence: Confidence;
  /** The part of the text that was recognised: `401 Unauthorized`, `ECONNREFUSED`. */
  found: string;
  /** The API's id of the error, for reports. */
  errorId: string | null;
};

export type Explanation = {
  /** The most telling first. Empty if nothing was recognised. */
  recognised: Recognised[];
  read: Traces;
  /** The check to run if nothing was recognised. */
  otherwise: { check: string; command: string };
  /** Tokens in the pasted text, masked. */
  tokens: string[];
  /** What to do about tokens in the text; null if there are none. */
  tokenAdvice: string | null;
  /** The text without secrets and control characters; of a long text, the parts that were read. */
  text: string;
};

/**
 * Explains a pasted text. Pure: sends nothing and runs nothing.
 * @param place where the printed commands will run
 */
export function explainText(pasted: string, place: LinePlace = usualPlace): Explanation {
  const plain = plainLines(excerptOf(pasted));
  const tokens = [...new Set(findTokens(plain))];
  const text = withoutSecrets(plain);
  const views = unwrappings(text, withoutSecrets);
  const action = actionIn(views);
  const odd = oddTokenIn(withoutPrefixes(plain));
  const symptoms = isSource(text) ? [] : symptomsIn({ views, kinds: kindsIn(plain), action, odd });
  const read = tracesIn(views.join('\n'), symptoms[0]?.status ?? null);
  const { check, command } = knowledgeOf('unexpected', { isBare: false, action, place });
  return {
    recognised: symptoms.map(symptom => told(symptom, { action, place, read })),
    read,
    otherwise: { check, command },
    tokens: tokens.map(mask),
    tokenAdvice: tokens.length === 0 ? null : adviceFor(tokens, place),
    text: text.split('\n').map(cleanText).join('\n'),
  };
}

type Around = { action: Action | null; place: LinePlace; read: Traces };

function told(symptom: Symptom, { action, place, read }: Around): Recognised {
  const { cause, confidence, found, isBare, errorId } = symptom;
  const known = knowledgeOf(cause, { isBare, action, place });
  return {
    cause,
    kind: errorCodes[cause],
    confidence,
    found,
    errorId: errorId ?? read.errorId,
    ...known,
    means: symptom.means ?? known.means,
  };
}

function adviceFor(tokens: readonly string[], place: LinePlace): string {
  const kinds = [...new Set(tokens.map(kindOf))];
  const found = kinds.map(kind => oneOfKind(kind)).join(' and ');
  const rotate = lineText(lineHere('tokens', 'rotate'), place);
  // Keys cannot be rotated.
  const steps = [
    ...(kinds.includes('pat') ? [`rotate the token with ${rotate}`] : []),
    ...(kinds.some(kind => kind !== 'pat')
      ? ['replace the key with a new one, and revoke it']
      : []),
  ].join('; ');
  return `This text contains ${found}. Anyone who saw the text can use ${tokens.length === 1 ? 'it' : 'them'}: ${steps}`;
}
