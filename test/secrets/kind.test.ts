import { describe, expect, test } from 'vitest';
import { fingerprint, kindOf, mask, redact } from '../../source/secrets/kind.ts';

const pat = 'bp_pat_1234567890abcdef';

describe('what is shown of a token', () => {
  test.each([
    [pat, 'pat', 'bp_pat_… (23 characters, #'],
    ['bp_bak_1234567890abcdef', 'bot', 'bp_bak_… (23 characters, #'],
    ['bp_bot_1234567890abcdef', 'bot', 'bp_bot_… ('],
    ['bp_iak_1234567890abcdef', 'integration', 'bp_iak_… ('],
    ['bp_int_1234567890abcdef', 'integration', 'bp_int_… ('],
    ['ghp_somethingelse', 'unknown', '… (17 characters, #'],
  ])('%s is a %s', (token, kind, shown) => {
    expect(kindOf(token)).toBe(kind);
    expect(mask(token).startsWith(shown)).toBe(true);
    expect(mask(token)).toContain(`#${fingerprint(token)})`);
  });

  test('a text is redacted wherever a token stands in it', () => {
    const text = `curl -H "Authorization: Bearer ${pat}" x`;
    expect(redact(text)).toBe(`curl -H "Authorization: Bearer ${mask(pat)}" x`);
  });
});
