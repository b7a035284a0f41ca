import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainSha256Hex, sha256Hex } from '../../source/tokens/sha256.ts';

const real = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

test('the hash in plain JavaScript is SHA-256, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => {
      expect(plainSha256Hex(text)).toBe(real(text));
    }),
  );
});

test('and at every length around the end of a block', () => {
  for (let length = 0; length < 200; length++) {
    const text = 'x'.repeat(length);
    expect(plainSha256Hex(text), `${length}`).toBe(real(text));
  }
});

test('the first hashes and the thousandth come out alike', () => {
  for (let n = 0; n < 1000; n++) expect(sha256Hex(`token ${n}`)).toBe(real(`token ${n}`));
});
