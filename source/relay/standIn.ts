// The stand-in token: what a program gets in place of the real one. It means something to one relay only.
import { prefixOf } from '../secrets/kind.ts';

/**
 * A token of the same kind and length as the real one, made for one run.
 * @param randomId gives unguessable text of letters, digits, `-` and `_`
 */
export function standInFor(token: string, randomId: () => string): string {
  const prefix = prefixOf(token);
  let standIn = prefix;
  while (standIn.length < token.length) standIn += randomId();
  return standIn.slice(0, token.length);
}
