import { describe, expect, test } from 'vitest';
import { createScanner, isPlausible } from '../../../source/tokens/audit/scan.ts';
import { sampleTokens } from '../../support/sandbox.ts';

const real = `bp_pat_${'aB3_-xYz9'.repeat(4)}`;

function scan(pieces: readonly string[], stored: readonly string[] = []) {
  const scanner = createScanner({ stored: new Set(stored) });
  const found = pieces.flatMap(piece => scanner.feed(piece));
  return [...found, ...scanner.end()];
}

describe('what looks like a token', () => {
  const rows: ReadonlyArray<readonly [text: string, plausible: boolean]> = [
    [real, true],
    [`bp_pat_${'abcdefghijklmnopqrstuvwxyzabcdefghij'}`, true],
    ...Object.values(sampleTokens).map(token => [token, true] as const),
    ['bp_pat_short', false],
    ['bp_bot_settings_page_header', false],
    ['bp_bot_settings_page_header_', false],
    ['bp_bot_v2_settings_page', false],
    ['bp_pat_lettersandnothingelse', true],
    ['bp_bak_words_with_separators', true],
    ['bp_pat_your-token-goes-here', false],
    ['bp_int_default-value-of-this', false],
    ['bp_pat_xxxxxxxxxxxxxxxxxxxx', false],
    ['bp_pat_YOUR_TOKEN_HERE', false],
    ['bp_pat_000000000000000000000000000000000000', false],
  ];
  test.each(rows)('%s: %s', (text, plausible) => {
    expect(isPlausible(text)).toBe(plausible);
  });
});

describe('the scanner', () => {
  test('says where a token is', () => {
    expect(scan([`TOKEN=${real}\n`])).toEqual([{ token: real, at: 6 }]);
  });

  test('finds a token wherever a piece ends', () => {
    const text = `${'x'.repeat(3000)} ${real}\n${'y'.repeat(3000)}`;
    for (let cut = 2990; cut < 3060; cut++) {
      expect(scan([text.slice(0, cut), text.slice(cut)])).toEqual([{ token: real, at: 3001 }]);
    }
  });

  test('finds the same in pieces of any size', () => {
    const text = Array.from({ length: 200 }, (_, n) => `${'z'.repeat(n)} ${real}`).join('\n');
    const whole = scan([text]);
    expect(whole).toHaveLength(200);
    for (const size of [1, 7, 64, 1000, 1025, 4096]) {
      const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
      expect(scan(pieces)).toEqual(whole);
    }
  });

  test('finds stored tokens whatever they look like', () => {
    const odd = 'eyJhbGciOi.odd+token/value==';
    expect(scan([`a ${odd} b ${odd}`], [odd]).map(({ at }) => at)).toEqual([2, 33]);
    expect(scan(['bp_pat_short'], ['bp_pat_short'])).toHaveLength(1);
    expect(scan(['abc abc'], ['abc'])).toEqual([]);
  });
});
