// Texts that certainly are not tokens, and texts that the API may judge.
import { describe, expect, test } from 'vitest';
import { isAppError } from '../../source/errors.ts';
import { cleanToken } from '../../source/secrets/clean.ts';
import { faultSentence, tokenFault } from '../../source/secrets/fault.ts';
import { requireToken } from '../../source/secrets/ready.ts';

const of = (text: string) => tokenFault(cleanToken(text).token)?.type ?? null;

describe('what certainly is no token', () => {
  const rows: ReadonlyArray<readonly [type: string, texts: readonly string[]]> = [
    [
      'empty',
      [
        '',
        '  ',
        '\n',
        '""',
        'Bearer ',
        'Authorization:',
        'BP_TOKEN=',
        "export BP_TOKEN=''",
        '{}',
        '{"token":null}',
        'http://127.0.0.1:1/cb?pat=',
      ],
    ],
    [
      'variable',
      [
        '${BOTPRESS_TOKEN}',
        '$BOTPRESS_TOKEN',
        '${{ secrets.BOTPRESS_TOKEN }}',
        '$(BotpressToken)',
        '#{BOTPRESS_TOKEN}#',
        '%BOTPRESS_TOKEN%',
        '{{ token }}',
        '$env:BP_TOKEN',
        '"${BP_TOKEN}"',
        'Bearer ${BP_TOKEN}',
        'Bearer $BP_TOKEN',
        'BP_TOKEN=${SECRET}',
        '${BP_TOKEN:-}',
        'process.env.BP_TOKEN',
        'op://Private/Botpress/token',
        'vault://secret/botpress',
        '__BP_TOKEN__',
        'bp_pat_${TAIL}',
        '$1',
        '$$BP_TOKEN',
        '\\${BP_TOKEN}',
        '@@BP_TOKEN@@',
        '!BP_TOKEN!',
        '{BP_TOKEN}',
        '$[secrets.token]',
        '$(pass show botpress)',
        '%(token)s',
        'keychain://botpress',
        'gcp-sm://projects/x',
        'env:BP_TOKEN',
        'projects/p/secrets/botpress/versions/1',
        '@token.txt',
        '/run/secrets/bp_token',
        'arn:aws:secretsmanager:eu-west-1:1:secret:x',
      ],
    ],
    [
      'placeholder',
      [
        'YOUR_PAT',
        'your-token',
        'TOKEN_DEV',
        'TOKEN_PROD',
        '<token>',
        '<YOUR_PAT>',
        'bp_pat_...',
        'bp_pat_…',
        'bp_pat_xxxxxxxx',
        'undefined',
        'null',
        'Bearer undefined',
        '"null"',
        'None',
        'bp_pat_',
        'token',
        '[object Object]',
        'bp_pat_YOUR_TOKEN',
        'changeme',
        'insert-token-here',
        'http://127.0.0.1:4321/abc?pat=undefined',
        'http://127.0.0.1:4321/abc?pat=null',
        'BP_TOKEN',
        'PROD_PAT',
        'bp_pat_your-token-here',
        'bp_pat_<token>',
        '(null)',
        '<<TOKEN>>',
      ],
    ],
    [
      'masked',
      [
        '***',
        'bp_pat_****',
        'bp_pat_1234...',
        'bp_pat_1234…',
        'bp_pat_•••••',
        '[REDACTED]',
        'bp_pat_… (43 characters, #a1b2c3d4)',
      ],
    ],
    [
      'character',
      [
        'bp_pat_a\nbcdefgh',
        'bp_pat_a b',
        '{"pat":"bp_pat_1234567890abcdef"}',
        `"'bp_pat_1234567890abcdef'"`,
        'bp_pat_1234567890abcdef"',
        'bp_pat_é',
        'bp_pat_1234\u200b5678',
        'bp_pat_12\u00ad34',
        'bp_pat_\u001b[2J',
      ],
    ],
    [
      'address',
      [
        'http://127.0.0.1:4321/abc',
        '127.0.0.1:4321/abc?error=access_denied',
        'https://app.botpress.cloud/cli-login?redirect=http%3A%2F%2F127.0.0.1%3A4321%2Fabc',
      ],
    ],
    ['too-long', ['x'.repeat(1025)]],
  ];
  test.each(rows.flatMap(([type, texts]) => texts.map(text => [text, type] as const)))(
    '%j is refused before it is sent: %s',
    (text, type) => {
      expect(of(text)).toBe(type);
      const thrown = (() => {
        try {
          return requireToken(text);
        } catch (error) {
          return error;
        }
      })();
      expect(isAppError(thrown) && thrown.kind).toBe('usage');
    },
  );

  test.each([
    ['bp_pat_1234\u200b5678', 'an invisible character (U+200B) at character 12'],
    ['bp_pat_12\u00ad345678', 'an invisible character (U+00AD) at character 10'],
    ['bp_pat_\u001b[2Jabcd', 'a control character (U+001B) at character 8'],
    ['bp_pat_12 345678', 'a blank at character 10'],
    ['bp_pat_12\u00a0345678', 'an invisible character (U+00A0) at character 10'],
    ['bp_pat_12–345678', 'a non-ASCII character at character 10'],
  ])('%j: the character is named with its place', (text, words) => {
    const fault = tokenFault(text);
    expect(fault === null ? '' : faultSentence(fault)).toContain(words);
  });
});

describe('what may be a token', () => {
  test.each([
    'bp_pat_1234567890abcdef',
    'bp_pat_viewer000000000',
    'bp_pat_expired00000000',
    'bp_new_1234567890abcdef',
    'SGVsbG8==',
    'ab+cd/ef+gh/ij==',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
    'a1B2'.repeat(250),
    'ghp_16C7e42F292c6912E7710c838347Ae178B4a',
    'tokenize-this-1234',
    'nullable-1234',
    'patricia1',
    'Yourself0123',
    'hello-world-this-is-no-token',
    'bp_pat_00000a',
    'secretive-token-1',
  ])('%j goes to the API', text => {
    expect(of(text)).toBeNull();
    expect(requireToken(text)).toBe(text);
  });
});
