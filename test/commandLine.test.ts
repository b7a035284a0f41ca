// Printed commands: the words of a command, to which printing adds the home, the profile and the
// quotes of the user's shell.
import { describe, expect, test } from 'vitest';
import {
  adviceText,
  joined,
  type Line,
  type LinePlace,
  line,
  lineHere,
  lineText,
  lineWords,
  profileFlag,
  quote,
  say,
  usualPlace,
} from '../source/commandLine.ts';

const home: LinePlace = { platform: 'linux', home: "/home/it's mine" };
const about: LinePlace = {
  ...usualPlace,
  about: [
    ['--profile', 'dev'],
    ['--bot', 'bot_acme'],
  ],
};
const quoted = "--botpressHome '/home/it'\\''s mine'";

const rows: ReadonlyArray<readonly [Line, LinePlace, string]> = [
  [line('login'), usualPlace, 'bp-auth login'],
  [line('login'), home, `bp-auth login ${quoted}`],
  [line('exec', '--', 'bp', '--profile'), home, `bp-auth exec ${quoted} -- bp --profile`],
  [line('tokens', 'list'), about, 'bp-auth tokens list'],
  [lineHere('tokens', 'list'), about, 'bp-auth tokens list --profile dev --bot bot_acme'],
  [lineHere('doctor'), about, 'bp-auth doctor --profile dev'],
  [
    lineHere('tokens', 'list', '--profile', 'acme'),
    about,
    'bp-auth tokens list --profile acme --bot bot_acme',
  ],
  [
    lineHere('tokens', 'list', '--profile=-x', '--bot', 'b'),
    about,
    'bp-auth tokens list --profile=-x --bot b',
  ],
  [
    lineHere('doctor'),
    { ...usualPlace, about: [['--profile', '-x']] },
    'bp-auth doctor --profile=-x',
  ],
  [lineHere('exec', '--', 'env'), about, 'bp-auth exec --profile dev -- env'],
  [
    lineHere('tokens', 'list'),
    { ...about, home: '/h' },
    'bp-auth tokens list --profile dev --bot bot_acme --botpressHome /h',
  ],
  [line('profiles', 'use', 'my dev'), usualPlace, "bp-auth profiles use 'my dev'"],
  [
    line('profiles', 'use', "it's"),
    { platform: 'win32', home: null },
    "bp-auth profiles use 'it''s'",
  ],
  ...(
    [
      ['@team', "'@team'"],
      ['a,b', "'a,b'"],
      ['O\u2019Brien', "'O\u2019\u2019Brien'"],
      ['%PATH%', '%PATH%'],
      ['dev', 'dev'],
    ] as const
  ).map(
    ([name, word]) =>
      [
        line('profiles', 'use', name),
        { platform: 'win32', home: null },
        `bp-auth profiles use ${word}`,
      ] as const,
  ),
  [line('profiles', 'use', 'a\u001bb'), usualPlace, "bp-auth profiles use $'a\\x1bb'"],
  [line('token', ...profileFlag('-x')), usualPlace, 'bp-auth token --profile=-x'],
];

describe('a printed command', () => {
  test.each(rows)('%o at %o is %s', (said, place, text) => {
    expect(lineText(said, place)).toBe(text);
  });

  test('is the same in words, for programs', () => {
    expect(lineWords(line('exec', '--', 'bp'), home)).toEqual([
      ...['bp-auth', 'exec', '--botpressHome', "/home/it's mine", '--', 'bp'],
    ]);
  });

  test('stands in a sentence, which becomes whole where it is printed', () => {
    const sentence = say`Log in again: ${line('login')}; or look: ${lineHere('doctor')}`;
    expect(adviceText(sentence, { ...about, home: '/h' })).toBe(
      'Log in again: bp-auth login --botpressHome /h; or look: bp-auth doctor --profile dev --botpressHome /h',
    );
    expect(adviceText(joined('. ', 'One', say`two ${line('login')}`), usualPlace)).toBe(
      'One. two bp-auth login',
    );
  });
});

test.each<[word: string, powershell: string, cmd: string]>([
  ['prod', 'prod', 'prod'],
  ['--profile', '--profile', '--profile'],
  ['-', '-', '-'],
  ['8080', '8080', '8080'],
  ['ws_1=x', 'ws_1=x', '"ws_1=x"'],
  ['@x', "'@x'", '@x'],
  ['a,b', "'a,b'", '"a,b"'],
  ['O’Brien', "'O’’Brien'", '"O’Brien"'],
  ["it's", "'it''s'", `"it's"`],
  ['%PATH%', '%PATH%', '""^%"PATH"^%""'],
  ['50% a', "'50% a'", '"50"^%" a"'],
  ['a b\\', "'a b\\'", '"a b\\\\"'],
  ['C:\\w', "'C:\\w'", 'C:\\w'],
  ['say "hi"', `'say "hi"'`, '"say ""hi"""'],
  ['a\\"b', `'a\\"b'`, '"a\\\\""b"'],
  ['c&d|e<f>^', "'c&d|e<f>^'", '"c&d|e<f>^"'],
  ['a\nb', "'a\nb'", '"a b"'],
  ['', "''", '""'],
  // npm's PowerShell script would lose `--`, and turn words such as 1kb and 007 into numbers.
  ['--', "'--'", '--'],
  ['1kb', "'1kb'", '1kb'],
  ['007', "'007'", '007'],
  ['-x.y', "'-x.y'", '-x.y'],
  ['.env', '.env', '.env'],
])('%j is quoted for PowerShell and cmd', (word, powershell, cmd) => {
  expect(quote(word, { platform: 'win32' })).toBe(powershell);
  expect(quote(word, { platform: 'linux', shell: 'powershell' })).toBe(powershell);
  expect(quote(word, { platform: 'win32', shell: 'cmd' })).toBe(cmd);
});

test('in Git Bash on Windows a word is quoted for bash', () => {
  expect(quote("it's", { platform: 'win32', shell: 'posix' })).toBe("'it'\\''s'");
});
