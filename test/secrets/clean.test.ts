// What is removed around a pasted token, and what never is.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanToken } from '../../source/secrets/clean.ts';

const pat = 'bp_pat_1234567890abcdef';
const real = `bp_pat_${'aB3_-'.repeat(8).slice(0, 36)}`;
const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';

describe('a pasted token', () => {
  const rows: ReadonlyArray<readonly [pasted: string, removed: readonly string[], token: string]> =
    [
      [pat, [], pat],
      [`${pat}\r\n`, ['line-end'], pat],
      [`\n${pat}\r\n\n`, ['line-ends'], pat],
      [`\ufeff${pat}\n`, ['byte-order-mark', 'line-end'], pat],
      [`  ${pat} `, ['blanks'], pat],
      [`"${pat}"`, ['quotes'], pat],
      [`'${pat}'`, ['quotes'], pat],
      [`\`${pat}\``, ['quotes'], pat],
      [`“${pat}”`, ['quotes'], pat],
      [`'${pat}';`, ['trailing-mark', 'quotes'], pat],
      [`${pat},`, ['trailing-mark'], pat],
      [`"${pat}",`, ['trailing-mark', 'quotes'], pat],
      [`Bearer ${pat}`, ['bearer'], pat],
      [`bearer  ${pat}`, ['bearer'], pat],
      [`Authorization: Bearer ${pat}`, ['header-name', 'bearer'], pat],
      [`authorization:${pat}`, ['header-name'], pat],
      [`"Authorization: Bearer ${pat}"`, ['header-name', 'bearer', 'quotes'], pat],
      [`export BP_TOKEN="${pat}"`, ['variable-name', 'quotes'], pat],
      [`BOTPRESS_TOKEN=${pat}`, ['variable-name'], pat],
      [`MY_PAT=${pat}`, ['variable-name'], pat],
      [`API_KEY=something-of-mine`, ['variable-name'], 'something-of-mine'],
      [`whatever=${pat}`, ['variable-name'], pat],
      [`whatever="${pat}"`, ['variable-name', 'quotes'], pat],
      [`$env:BP_TOKEN = '${pat}'`, ['variable-name', 'quotes'], pat],
      [`set BP_TOKEN=${pat}`, ['variable-name'], pat],
      [`export ${pat}`, ['variable-name'], pat],
      [`set "BP_TOKEN=${pat}"`, ['variable-name'], pat],
      [`set -gx BP_TOKEN '${pat}'`, ['variable-name', 'quotes'], pat],
      [`declare -x BP_TOKEN="${pat}"`, ['variable-name', 'quotes'], pat],
      [`AUTH="Bearer ${pat}"`, ['variable-name', 'quotes', 'bearer'], pat],
      [`bp-token: ${pat}`, ['variable-name'], pat],
      [`"BP_TOKEN": "${pat}",`, ['variable-name', 'trailing-mark', 'quotes'], pat],
      [`--token=${pat}`, ['variable-name'], pat],
      [
        `-H 'Authorization: Bearer ${pat}'`,
        ['variable-name', 'quotes', 'header-name', 'bearer'],
        pat,
      ],
      ['http://127.0.0.1:4321/abc?pat=ab+cd/ef==', ['address'], 'ab+cd/ef=='],
      ['http://127.0.0.1:4321/abc?pat=ab%2Bcd%2Fef%3D%3D', ['address'], 'ab+cd/ef=='],
      [`127.0.0.1:4321/abc?pat=${pat}`, ['address'], pat],
      [`http://127.0.0.1:4321/abc#pat=${pat}`, ['address'], pat],
      [`\u001b[200~${pat}\u001b[201~`, ['paste-marks'], pat],
      [`http://127.0.0.1:4321/abc?pat=${pat}`, ['address'], pat],
      [`http://127.0.0.1:4321/abc?x=1&pat=${pat}&y=2`, ['address'], pat],
      [`http://127.0.0.1:4321/abc?token=${pat}`, ['address'], pat],
      [`127.0.0.1:4321/abc?pat=${pat}`, ['address'], pat],
      [`localhost:4321/abc?pat=${pat}#x`, ['address'], pat],
      [`{"token":"${pat}"}`, ['json'], pat],
      [`{\n  "expires": 5,\n  "token": "${pat}"\n}\n`, ['line-end', 'json'], pat],
      [`{"token":"Bearer ${pat}"}`, ['json', 'bearer'], pat],
      [`${real.slice(0, 20)}\n${real.slice(20)}`, ['line-breaks'], real],
      [`${real.slice(0, 20)}\r\n   ${real.slice(20)}`, ['line-breaks'], real],
    ];
  test.each(rows)('%j is cleaned, and what was taken off is said', (pasted, removed, token) => {
    const cleaned = cleanToken(pasted);
    expect(cleaned.token).toBe(token);
    expect([...cleaned.removed].sort()).toEqual([...removed].sort());
  });

  test.each([
    ['base64 with its padding', 'SGVsbG8=='],
    ['base64 that ends in one', 'c29tZSBsb25nIHRva2Vu='],
    ['base64 whose letters end in KEY', 'bXlTZWNyZXRLRVkKEY=='],
    ['base64 with signs', 'ab+cd/ef+gh/ij=='],
    ['a JSON web token', jwt],
    ['a prefix never seen', 'bp_new_1234567890abcdef'],
    ['another service’s token', 'ghp_16C7e42F292c6912E7710c838347Ae178B4a'],
    ['1,000 characters', 'a1B2'.repeat(250)],
    ['a UUID', '123e4567-e89b-12d3-a456-426614174000'],
    ['a word before too few characters', 'Bearer abc'],
    ['a name before too few characters', 'TOKEN=abc'],
    ['a short quoted text', '"abc"'],
    ['a name that is no token’s', 'sessionid=0123456789abcdef'],
    ['two tokens on two lines', `${pat}\n${pat}`],
    ['two tokens on one line', `${pat} ${pat}`],
    ['a second line that is something else', `${pat}\nother`],
    ['what a form would make of a blank', 'ab+cd?ef+gh'],
    ['thousands of names', 'a='.repeat(20_000)],
  ])('%s stays as it is', (_, text) => {
    expect(cleanToken(text)).toEqual({ token: text, removed: [] });
  });

  test('never loses a character that a token may hold', () => {
    const tokens = fc.oneof(
      fc.stringMatching(/^bp_pat_[A-Za-z0-9_-]{1,60}$/),
      fc.stringMatching(/^[A-Za-z0-9+/]{8,80}={0,2}$/),
      fc.stringMatching(/^[A-Za-z0-9_.~-]{8,80}$/),
    );
    fc.assert(fc.property(tokens, token => cleanToken(token).token === token));
    fc.assert(fc.property(tokens, token => cleanToken(` "${token}"\n`).token === token));
    fc.assert(fc.property(tokens, token => cleanToken(`Bearer ${token}`).token === token));
  });
});
