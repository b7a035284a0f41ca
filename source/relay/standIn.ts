// The stand-in token: what a program gets instead of the real one. Only one relay accepts it.
import { prefixOf } from '../secrets/kind.ts';

/**
 * A token with the kind and length of the real one, for a single run.
 * @param randomId gives unguessable text of letters, digits, `-` and `_`
 */
export function standInFor(token: string, randomId: () => string): string {
  const prefix = prefixOf(token);
  let standIn = prefix;
  while (standIn.length < token.length) standIn += randomId();
  return standIn.slice(0, token.length);
}
