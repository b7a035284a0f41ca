// Edits of the text of the ADK's credentials file: the intended change is made, and no other.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AdkEdit, editedAdk, emptyAdkText } from '../../source/profiles/adkEdits.ts';

const edit = (text: string, ...edits: AdkEdit[]) => editedAdk(text, edits, '/adk');
const token = (name: string, value = 'NEW'): AdkEdit => ({ type: 'token', name, token: value });
const remove = (name: string): AdkEdit => ({ type: 'remove', name });
const put = (name: string): AdkEdit => ({
  type: 'put',
  name,
  entry: { token: 'NEW', apiUrl: 'https://api', workspaceId: 'ws_1', workspaceName: null },
  metadata: { lastUsed: 'today' },
});

const tidy = `{
  "profiles": {
    "default": {
      "token": "OLD",
      "apiUrl": "https://api"
    },
    "client a": { "token" : "OTHER", "apiUrl": "https://api" }
  },
  "profileMetadata": {
    "default": {
      "lastUsed": "2026-11-20T08:00:00Z"
    }
  },
  "currentProfile": "default",
  "later": [1.50, "\\u00e9", 1e3]
}
`;

type Row = readonly [what: string, text: string, edits: readonly AdkEdit[], after: string];

const rows: readonly Row[] = [
  ['a token', tidy, [token('default')], tidy.replace('OLD', 'NEW')],
  [
    'tokens of several profiles',
    tidy,
    [token('default'), token('client a')],
    tidy.replace('OLD', 'NEW').replace('OTHER', 'NEW'),
  ],
  [
    'a token with characters that JSON escapes',
    '{"profiles":{"a":{"token":"OLD"}}}',
    [token('a', 'a"\\b')],
    '{"profiles":{"a":{"token":"a\\"\\\\b"}}}',
  ],
  [
    'a token in tabs and CRLF',
    '{\r\n\t"profiles": {\r\n\t\t"a": {"token":\t"OLD"}\r\n\t}\r\n}',
    [token('a')],
    '{\r\n\t"profiles": {\r\n\t\t"a": {"token":\t"NEW"}\r\n\t}\r\n}',
  ],
  [
    'a profile with a name that objects know',
    '{"profiles":{"__proto__":{"token":"OLD"},"constructor":{"token":"X"}}}',
    [token('__proto__')],
    '{"profiles":{"__proto__":{"token":"NEW"},"constructor":{"token":"X"}}}',
  ],
  [
    'the removal of a profile, with its metadata; currentProfile stays',
    tidy,
    [remove('default')],
    tidy
      .replace(/"default": \{\s+"token"[^}]+\},\s+/, '')
      .replace(/\{\s+"default": \{\s+"lastUsed"[^}]+\}\s+\}/, '{}'),
  ],
  [
    'the removal of the last one',
    tidy,
    [remove('client a')],
    tidy.replace(/,\n {4}"client a".*/, ''),
  ],
  ['the removal of the only one', '{"profiles":{"a":{}}}', [remove('a')], '{"profiles":{}}'],
  ['the removal of one that is not there', tidy, [remove('nobody')], tidy],
  [
    'a new profile, set as its neighbours are',
    tidy,
    [put('dev')],
    tidy
      .replace(
        'apiUrl": "https://api" }\n  },',
        'apiUrl": "https://api" },\n    "dev": {\n      "token": "NEW",\n      "apiUrl": "https://api",\n      "workspaceId": "ws_1"\n    }\n  },',
      )
      .replace(
        '08:00:00Z"\n    }\n  }',
        '08:00:00Z"\n    },\n    "dev": {\n      "lastUsed": "today"\n    }\n  }',
      ),
  ],
  [
    'a new profile on one line',
    '{"profiles":{"a":{"token":"X"}},"currentProfile":"a"}',
    [put('b')],
    '{"profiles":{"a":{"token":"X"},"b":{"token":"NEW","apiUrl":"https://api","workspaceId":"ws_1"}},"currentProfile":"a","profileMetadata":{"b":{"lastUsed":"today"}}}',
  ],
  [
    'a profile that is there: what is not ours stays',
    '{"profiles":{"a":{"token":"X","mine":1,"workspaceName":"Y"}},"profileMetadata":{"a":{"lastUsed":"then"}}}',
    [put('a')],
    '{"profiles":{"a":{"token":"NEW","mine":1,"apiUrl":"https://api","workspaceId":"ws_1"}},"profileMetadata":{"a":{"lastUsed":"today"}}}',
  ],
  [
    'the first profile of all',
    emptyAdkText,
    [put('dev'), { type: 'current', name: 'dev' }],
    `${JSON.stringify(
      {
        profiles: { dev: { token: 'NEW', apiUrl: 'https://api', workspaceId: 'ws_1' } },
        profileMetadata: { dev: { lastUsed: 'today' } },
        currentProfile: 'dev',
      },
      null,
      2,
    )}\n`,
  ],
];

describe('an edit of the ADK’s file', () => {
  test.each(rows)('changes %s, and no other byte', (_, text, edits, after) => {
    expect(edit(text, ...edits)).toBe(after);
  });

  test.each([
    ['profiles twice', '{"profiles":{"a":{"token":"OLD"}},"profiles":{"a":{"token":"OLD"}}}'],
    ['one profile twice', '{"profiles":{"a":{"token":"OLD"},"a":{"token":"OLD"}}}'],
    ['a token twice', '{"profiles":{"a":{"token":"OLD","token":"OLD"}}}'],
    [
      'more depth than parsers go',
      `{"profiles":{"a":{"token":"OLD"}},"x":${'['.repeat(1e5)}${']'.repeat(1e5)}}`,
    ],
  ])('is refused for a text with %s', (_, text) => {
    expect(() => edit(text, token('a'))).toThrow(/could not be edited safely/);
  });

  test('leaves whatever else lies there as it is, however it is set', () => {
    const gap = fc.constantFrom('', ' ', '\n', '\r\n', '\n\t\t', '\n    ');
    const others = fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 4 });
    const file = fc.tuple(
      fc.string(),
      others,
      others,
      fc.array(gap, { minLength: 9, maxLength: 9 }),
    );
    fc.assert(
      fc.property(file, ([name, beside, above, gaps]) => {
        const [a, b, c, d, e, f, g, h, i] = gaps;
        const rest = (value: object, last: string | undefined) =>
          Object.entries(value)
            .filter(([key]) => !['token', 'profiles'].includes(key))
            .map(([key, inner]) => `,${last}${JSON.stringify(key)}${last}:${JSON.stringify(inner)}`)
            .join('');
        const text = (value: string) =>
          `${a}{${b}"profiles"${c}:${d}{${e}${JSON.stringify(name)}:${f}{"token":${g}"${value}"${rest(beside, h)}}}${rest(above, i)}${a}}${b}`;
        expect(edit(text('OLD'), token(name))).toBe(text('NEW'));
      }),
    );
  });
});
