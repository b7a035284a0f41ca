// The stand-in token: what a program gets in place of the real one. It means something to one relay only.
import { kindOf } from '../tokens/kind.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * A token of the same kind and length as the real one, made for one run.
 * @param randomBytes cryptographically strong bytes
 */
export function standInFor(token: string, randomBytes: (count: number) => Uint8Array): string {
  const prefix = kindOf(token) === 'unknown' ? '' : (/^bp_[a-z]+_/.exec(token)?.[0] ?? '');
  // Never shorter than what cannot be guessed.
  const length = Math.max(token.length - prefix.length, 22);
  let tail = '';
  while (tail.length < length) {
    for (const byte of randomBytes(length)) {
      // 248 is the largest multiple of 62 below 256: without it some characters would come more often.
      if (byte < 248 && tail.length < length) tail += alphabet[byte % 62];
    }
  }
  return prefix + tail;
}
