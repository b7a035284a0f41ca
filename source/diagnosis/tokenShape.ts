// Owns what a token's text alone gives away: what surely is no token, and what merely looks odd.
import { kindOf } from '../tokens/kind.ts';
import { cleanToken, tokenProblem } from '../tokens/shape.ts';
import type { CauseId } from './causes.ts';
import type { Confidence } from './diagnosis.ts';

export type ShapeProblem = {
  cause: CauseId;
  /** What this text has, without repeating it. */
  what: string;
  /** Certain is what surely is no token; with the others the API's answer decides. */
  confidence: Confidence;
};

const variable =
  /^(?:\$\{?[A-Za-z_]\w*\}?|\$\{\{.*\}\}|\{\{.*\}\}|%[A-Za-z_]\w*%|\$env:\w+|\$\(.*\)|<%.*%>|process\.env\.\w+)$/s;
const placeholder =
  /^(?:<[^<>]*>|\[[^[\]]*\]|(?:your|my|the|insert|paste|replace|change|enter|add|put)[-_ ]?(?:me|this|your|my|here|a|the|bp|botpress|personal|access|pat|api|bot|integration|token|key|secret|[-_ ])*|(?:bp_(?:pat|bak|bot|iak|int)_)?(?:\.{3,}|\u2026|x{4,}|0{6,}|your[-_ ]?\w*|token[-_ ]?here|xxx+)|token|pat|api[-_]?key|secret|undefined|null|none|todo|changeme|TOKEN_\w+)$/i;
const masked = /[*\u2022\u25cf]{2,}|^\[?redacted\]?$|\u2026 \(\d+ characters/i;

/** The most telling oddity of a token's text; null where there is none. Pure. */
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
  if (token === '') return surely('token-empty');
  const { token: inner, removed } = cleanToken(token);
  if (masked.test(inner)) return surely('token-masked');
  if (variable.test(inner)) return surely('token-variable');
  if (placeholder.test(inner)) return surely('token-placeholder');
  const around = removed.filter(words => words !== 'line breaks');
  if (around.length > 0) return surely('token-wrapped', around.join(', '));
  const problem = tokenProblem(token);
  if (problem === null) return null;
  const what = problem.replace(/^The token (?:contains|is) /, '');
  return surely('token-unsendable', what);
}

/** Characters behind the prefix: of real tokens, and of the shortest that an example could have. */
const lengths = { real: 36, shortest: 12 };

function oddity(token: string): ShapeProblem | null {
  const likely = (cause: CauseId, what: string): ShapeProblem => ({
    cause,
    what,
    confidence: 'likely',
  });
  if (/^ey[\w-]+\.[\w-]+\.[\w-]*$/.test(token)) return likely('token-jwt', 'it is a JWT');
  if (kindOf(token) === 'unknown') {
    return likely('token-foreign', 'it starts with none of bp_pat_, bp_bak_, bp_iak_');
  }
  const tail = token.slice('bp_pat_'.length);
  if (/bp_[a-z]{3}_/.test(tail)) return likely('token-doubled', 'a second token starts inside it');
  if (tail.length >= lengths.real) return null;
  const short = likely('token-truncated', `${token.length} characters; real ones have 43`);
  return tail.length < lengths.shortest ? short : { ...short, confidence: 'possible' };
}
