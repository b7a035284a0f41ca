import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fakeContext } from '../support/context.ts';
import { runIn } from '../support/run.ts';

const home = (ctx: { botpressHome: string }) => ctx.botpressHome;
const pat = 'bp_pat_1234567890abcdef';

/** The files of a directory, each with its content. */
function contentOf(directory: string): Record<string, string> {
  if (!existsSync(directory)) return {};
  return Object.fromEntries(
    readdirSync(directory).map(name => [name, readFileSync(join(directory, name), 'utf8')]),
  );
}

const stored = {
  version: 1,
  activeProfile: 'dev',
  profiles: {
    dev: { apiUrl: 'https://api.botpress.cloud', workspaceId: 'ws_dev', token: pat, kind: 'pat' },
  },
};

type Row = readonly [what: string, argv: readonly string[], says: RegExp];

const rows: readonly Row[] = [
  ['an unknown command', ['lgoin'], /no such command\nDid you mean `bp-auth login`/],
  ['a group without its second word', ['profiles'], /needs a subcommand/],
  ['an unknown subcommand', ['profiles', 'lst'], /Did you mean `bp-auth profiles list`/],
  [
    'a slip in a word that several commands begin with',
    ['profils'],
    /Did you mean `bp-auth profiles --help`/,
  ],
  ['an unknown flag', ['profiles', 'list', '--chekc'], /no flag --chekc\nDid you mean --check/],
  [
    'an unknown flag before the command',
    ['--porfile', 'dev', 'token'],
    /no flag --porfile\nDid you mean --profile/,
  ],
  ['a flag without its value', ['login', '--token'], /--token needs a value/],
  ['a switch with a value', ['profiles', 'list', '--check=yes'], /--check takes no value/],
  ['too many arguments', ['profiles', 'use', 'a', 'b'], /too many arguments/],
  ['too few arguments', ['profiles', 'rename', 'dev'], /An argument is missing/],
  ['an empty token', ['login', '--token', '', '--workspaceId', 'ws_dev'], /token is empty/],
  ['a token with a line break', ['login', '--token', 'bp_pat_a\nb'], /a line break at character 9/],
  ['a token with an escape code', ['login', '--token', 'bp_pat_\u001b[2J'], /control character/],
  ['a token that is not ASCII', ['login', '--token', 'bp_pat_ünïcode'], /non-ASCII/],
  ['a token that is far too long', ['login', '--token', 'x'.repeat(5000)], /too long \(5000/],
  ['two sources for the token', ['login', '--token', pat, '--with-token'], /either --token or/],
  ['an empty pipe', ['login', '--with-token', '--workspaceId', 'ws_dev'], /token is empty/],
  ['no token and no terminal', ['login'], /A token is needed/],
  [
    'http to another machine',
    ['login', '--token', pat, '--apiUrl', 'http://api.botpress.cloud'],
    /https/,
  ],
  [
    'a user name in the URL',
    ['login', '--token', pat, '--apiUrl', 'https://me:pw@host'],
    /user name/,
  ],
  ['a query in the URL', ['login', '--token', pat, '--apiUrl', 'https://host/?a=b'], /query/],
  ['a fragment in the URL', ['login', '--token', pat, '--apiUrl', 'https://host/#api'], /fragment/],
  ['something that is no URL', ['login', '--token', pat, '--apiUrl', 'api'], /is not a URL/],
  ['another scheme', ['login', '--token', pat, '--apiUrl', 'ftp://host'], /must start with https/],
  [
    'an id that is a path',
    ['login', '--token', pat, '--workspaceId', '../me'],
    /not a valid workspace id/,
  ],
  [
    'a bot key without its bot',
    ['login', '--token', 'bp_bak_1234567890abcdef'],
    /works for one bot/,
  ],
  ['a profile that is not there', ['profiles', 'use', 'nope'], /no profile nope\nThere are: dev/],
  ['a profile name with a slip', ['profiles', 'use', 'dve'], /Did you mean dev\? There are: dev/],
  ['a slip in --profile', ['token', '--profile', 'Dev1'], /Did you mean dev\? There are: dev/],
  ['no name and no terminal', ['profiles', 'use'], /Say which profile/],
  ['no previous profile', ['profiles', 'use', '-'], /no previous profile/],
  ['exec without a command', ['exec'], /Say what to run/],
  ['a port that is none', ['sandbox', '--port', '99999'], /port must be a number/],
  ['a question nobody can answer', ['logout', '--all'], /needs an answer/],
  [
    'a home that is no directory name',
    ['profiles', 'list', '--botpressHome', ''],
    /needs a directory/,
  ],
  ...[
    '__proto__',
    'constructor',
    '',
    'x'.repeat(300),
    'a/b',
    '..',
    '-x',
    'a b',
    '\u001b[31mred',
    '\u202egpj',
    'bp_pat_0000000000000000',
  ].map(
    name =>
      [
        `the profile name ${JSON.stringify(name).slice(0, 30)}`,
        ['login', '--token', pat, '--workspaceId', 'ws_dev', `--profile=${name}`],
        /The profile name/,
      ] as const,
  ),
];

describe('bad input is named in one line with the next step, exits 2 and changes nothing', () => {
  test.each(rows)('%s', async (_, argv, says) => {
    const ctx = fakeContext();
    mkdirSync(home(ctx), { mode: 0o700 });
    writeFileSync(join(home(ctx), 'config.json'), JSON.stringify(stored), { mode: 0o600 });
    const before = contentOf(home(ctx));
    ctx.typed.end();
    const { code, stdout, stderr } = await runIn(ctx, ...argv);
    expect(stderr.replace(/^Other users.*\n/, '')).toMatch(says);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(contentOf(home(ctx))).toEqual(before);
    expect(stderr).not.toContain(pat);
    expect(stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });

  test('with --json the error is JSON on stderr', async () => {
    const { code, stdout, stderr } = await runIn(fakeContext(), 'profiles', 'use', 'x', '--json');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(JSON.parse(stderr)).toEqual({
      error: {
        kind: 'usage',
        code: 'profile-unknown',
        message: 'There is no profile x',
        hint: 'There are no profiles yet: run `bp-auth login`',
      },
    });
  });
});
