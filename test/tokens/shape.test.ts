import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fingerprint, kindOf, mask, redact } from '../../source/tokens/kind.ts';
import { cleanToken, requireToken, tokenProblem } from '../../source/tokens/shape.ts';

const pat = 'bp_pat_1234567890abcdef';

describe('a pasted token', () => {
  const rows: ReadonlyArray<readonly [pasted: string, removed: readonly string[]]> = [
    [pat, []],
    [`  ${pat}\r\n`, ['blanks around it']],
    [`"${pat}"`, ['quotes']],
    [`'${pat}';`, ['quotes']],
    [`Bearer ${pat}`, ['the word Bearer']],
    [`Authorization: Bearer ${pat}`, ['the header name', 'the word Bearer']],
    [`export BP_TOKEN="${pat}"`, ['the variable name before it', 'quotes']],
    [`BOTPRESS_TOKEN=${pat}`, ['the variable name before it']],
    [`$env:BP_TOKEN = '${pat}'`, ['the variable name before it', 'quotes']],
    ['bp_pat_12345\n67890abcdef', ['line breaks']],
    ['bp_pat_12345\r\n  67890abcdef', ['line breaks']],
  ];
  test.each(rows)('%j is cleaned, and what was taken off is said', (pasted, removed) => {
    expect(cleanToken(pasted)).toEqual({ token: pat, removed });
  });

  test('never loses a character of the token itself', () => {
    const tokens = fc.stringMatching(/^bp_pat_[A-Za-z0-9_-]{1,60}$/);
    fc.assert(fc.property(tokens, token => cleanToken(` "${token}"\n`).token === token));
  });
});

describe('what cannot be a token', () => {
  test.each([
    ['', /empty/],
    ['bp_pat_a\nb', /line break/],
    ['bp_pat_a b', /blank/],
    ['bp_pat_é', /non-ASCII/],
    ['x'.repeat(1025), /too long/],
  ])('%j is refused without being repeated', (token, problem) => {
    expect(tokenProblem(token)).toMatch(problem);
    expect(() => requireToken(token)).toThrow(problem);
  });
});

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
