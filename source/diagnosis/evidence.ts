// What was seen, as lines: one line an exchange, never a query, never a token.
import type { Exchange } from '../botpress/exchange.ts';
import { cleanText } from '../botpress/text.ts';
import { sourceOf } from '../profiles/config.ts';
import { sourceName } from '../profiles/resolve.ts';
import { fingerprint } from '../tokens/kind.ts';
import type { Evidence } from './check.ts';
import type { Facts } from './facts.ts';

export const evidenceLine = (evidence: Evidence): string =>
  typeof evidence === 'string' ? evidence : exchangeLine(evidence);

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
export async function tokenLine(facts: Facts): Promise<string | null> {
  const { text } = await facts.token();
  return text === null || text.trim() === ''
    ? null
    : `token #${fingerprint(text.trim())} from ${originOfToken(facts)}`;
}

/** Where the token lives, and what made this profile the one. */
export function originOfToken({ subject }: Facts): string {
  const { name, profile, resolution } = subject;
  const current = resolution?.current;
  if (profile === null) return 'nowhere';
  if (name === null) {
    return current ? `the environment (${sourceName(current.source)})` : 'the environment';
  }
  const source = sourceOf(profile);
  const place =
    source.kind === 'file'
      ? 'config.json'
      : source.kind === 'env'
        ? `the variable ${source.name}`
        : source.kind === 'command'
          ? 'its command'
          : 'the keychain';
  const why = current ? ` (${sourceName(current.source)})` : '';
  return cleanText(`${place}, profile ${name}${why}`);
}
