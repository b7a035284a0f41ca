// Evidence as lines: one line per exchange, never a query, never a token.
import type { Exchange } from '../botpress/exchange.ts';
import { cleanText } from '../botpress/text.ts';
import { sourceOf } from '../profiles/config.ts';
import { fingerprint } from '../secrets/kind.ts';
import type { Evidence } from './check.ts';
import { concealedExchange, sourceTold, variableTold } from './concealing.ts';
import type { Facts } from './facts.ts';
import { concealed, hidden, open, revealed, type Told, told } from './told.ts';

/** Whether a piece of evidence is an exchange, not a sentence. */
export const isExchange = (evidence: Evidence): evidence is Exchange => 'origin' in evidence;

export const evidenceLine = (evidence: Evidence): string =>
  isExchange(evidence) ? exchangeLine(evidence) : cleanText(revealed(evidence));

/** A piece of evidence as a line for the public. */
export const evidenceInstead = (evidence: Evidence): string =>
  isExchange(evidence) ? exchangeLine(concealedExchange(evidence)) : concealed(evidence);

/** `GET https://host/path: 401 Unauthorized, error err_1, 12 ms, at 2026-01-01T00:00:00.000Z`. */
function exchangeLine(exchange: Exchange): string {
  const { method, origin, path, status, errorType, errorId, networkCode, ms, startedAt } = exchange;
  const came =
    status === null
      ? (networkCode ?? 'no answer')
      : `${status}${errorType === null ? '' : ` ${errorType}`}${contentOf(exchange)}`;
  const parts = [
    came,
    ...(networkCode !== null && status !== null ? [networkCode] : []),
    ...(errorId === null ? [] : [`error ${errorId}`]),
    `${ms} ms`,
    `at ${new Date(startedAt).toISOString()}`,
  ];
  return cleanText(`${method} ${origin}${path}: ${parts.join(', ')}`);
}

function contentOf({ errorType, contentType }: Exchange): string {
  const isTheApi = errorType !== null || contentType === 'application/json';
  return isTheApi || contentType === null ? '' : ` (${contentType})`;
}

/** `token #a1b2c3d4 from config.json, profile dev (active profile)`. */
export async function tokenLine(facts: Facts): Promise<Told | null> {
  const { text } = await facts.token();
  if (text === null || text.trim() === '') return null;
  const print: Told = { parts: [fingerprint(text.trim())] };
  return told`token #${print} from ${originOfToken(facts)}`;
}

/** Where the token comes from, and why its profile applies. */
export function originOfToken({ subject }: Facts): Told {
  const { name, profile, resolution } = subject;
  const current = resolution?.current;
  if (profile === null) return open('nowhere');
  if (name === null) {
    return current
      ? told`the environment (${sourceTold(current.source)})`
      : open('the environment');
  }
  const source = sourceOf(profile);
  const places = {
    file: () => open('config.json'),
    env: () => told`the variable ${variableTold(source.kind === 'env' ? source.name : '')}`,
    command: () => open('its command'),
    keychain: () => open('the keychain'),
  };
  const place = told`${places[source.kind]()}, profile ${hidden('profile', name)}`;
  return current ? told`${place} (${sourceTold(current.source)})` : place;
}
