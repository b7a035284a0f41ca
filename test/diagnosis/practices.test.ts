// The checklist: the documentation's security best practices, judged by this machine's files and by the
// API.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { judgePractices, verdictOf } from '../../source/diagnosis/practices/checklist.ts';
import type { Practice, Situation } from '../../source/diagnosis/practices/practice.ts';
import { lookAround } from '../../source/diagnosis/practices/situation.ts';
import type { TokenView } from '../../source/tokens/inventory.ts';
import { sampleTokens } from '../support/sandbox.ts';
import { runShell } from '../support/shell.ts';
import { tokenWorld } from '../support/tokenWorld.ts';

const sound: Situation = {
  place: { platform: 'linux', shell: 'posix', home: null },
  directory: '/home/me/acme',
  profiles: [
    { name: 'dev', kind: 'pat', source: 'keychain', isProtected: false, isProduction: false },
    { name: 'prod', kind: 'pat', source: 'command', isProtected: true, isProduction: true },
  ],
  left: { says: [] },
  access: { type: 'ours' },
  envFiles: [],
  envUnseen: [],
  repository: { root: '/home/me/acme', ignoresEnv: true },
  isProject: true,
  elsewhere: [],
  elsewhereUnseen: [],
  wideVariables: [],
  ages: [{ profile: 'dev', tokens: [] }],
  maxAge: 90,
};

const judged = (more: Partial<Situation>, id: string): Practice => {
  const found = judgePractices({ ...sound, ...more }).find(practice => practice.id === id);
  if (found === undefined) throw new Error(`There is no practice ${id}`);
  return found;
};
const commands = ({ fixes }: Practice) => fixes.map(({ command }) => command);

const token = (id: string, more: Partial<TokenView> = {}): TokenView => ({
  ...{ id, note: '', createdAt: '2026-01-01T00:00:00Z', ageDays: 210, profiles: [], inUse: null },
  ...{ expiresAt: null, tooOld: true, warning: null },
  ...more,
});
const envFile = (more: object = {}) => ({
  ...{ path: '/home/me/acme/.env', git: 'ignored' as const, othersMayRead: false, tokens: [] },
  ...more,
});
const held = { line: 3, variable: 'BOTPRESS_TOKEN', kind: 'pat' as const, known: 'dev' };

test('all six of the documentation are there in their order, and what can be told is well', () => {
  const practices = judgePractices(sound);
  const numbers = practices.map(({ number }) => number);
  expect(numbers).toEqual([1, 1, 2, 3, 4, 5, 5, 6, null]);
  expect(practices.filter(({ status }) => status !== 'ok').map(({ id }) => id)).toEqual([
    'narrow',
    'watched',
  ]);
  expect(verdictOf(practices)).toBe('ok');
});

type Row = [what: string, id: string, more: Partial<Situation>, says: RegExp, fixes: string[]];

test.each<Row>([
  [
    '.env is not ignored',
    'env-ignored',
    {
      repository: { root: '/home/me/acme', ignoresEnv: false },
      envFiles: [envFile({ git: 'untracked' })],
    },
    /next commit/,
    ["printf '%s\\n' '' .env >> /home/me/acme/.gitignore"],
  ],
  [
    'a project without .env that does not ignore one',
    'env-ignored',
    { repository: { root: '/home/me/acme', ignoresEnv: false } },
    /next commit/,
    ["printf '%s\\n' '' .env >> /home/me/acme/.gitignore"],
  ],
  [
    '.env is committed',
    'env-ignored',
    { envFiles: [envFile({ git: 'committed', path: "/home/me/acme/o'b/.env.local" })] },
    /git tracks a .env file/,
    [
      "printf '%s\\n' '' .env.local >> /home/me/acme/.gitignore",
      "git -C /home/me/acme rm --cached -- 'o'\\''b/.env.local'",
    ],
  ],
  [
    'a token in a .env that others may read',
    'env-tokens',
    { envFiles: [envFile({ othersMayRead: true, tokens: [held] })] },
    /others on this machine/,
    ['chmod 600 /home/me/acme/.env'],
  ],
  [
    'a token in a committed .env',
    'env-tokens',
    { envFiles: [envFile({ git: 'committed', tokens: [held, { ...held, known: null }] })] },
    /git does not ignore/,
    ['bp-auth tokens rotate --profile dev', 'bp-auth tokens list'],
  ],
  [
    'a token in a shell history',
    'elsewhere',
    { elsewhere: [{ path: '/home/me/.bash_history', line: 7, known: 'dev' }] },
    /1 token was found in these files/,
    ['bp-auth tokens rotate --profile dev', 'bp-auth tokens audit'],
  ],
  [
    'old tokens',
    'rotated',
    {
      ages: [
        {
          profile: 'dev',
          tokens: [
            token('pat_1', { profiles: ['dev'], inUse: true }),
            token('pat_2', { inUse: false }),
            ...[token('pat_3'), token('pat_4')],
          ],
        },
      ],
    },
    /4 tokens are older/,
    [
      'bp-auth tokens rotate --profile dev',
      'bp-auth tokens revoke pat_2 --profile dev',
      'bp-auth tokens list --profile dev',
    ],
  ],
  [
    'a personal access token where a bot key is asked for',
    'narrow',
    { wideVariables: ['BOTPRESS_BOT_TOKEN'] },
    /named for a bot key/,
    ['bp-auth tokens scopes'],
  ],
  [
    'wide modes',
    'modes',
    { access: { type: 'others', paths: ['/home/me/.botpress/config.json'], areForeign: false } },
    /Others may read/,
    ['bp-auth doctor --repair'],
  ],
  [
    'plain text, production first',
    'storage',
    { profiles: sound.profiles.map(one => ({ ...one, source: 'file' })) },
    /plain text/,
    [
      'bp-auth profiles move-token prod --to keychain',
      'bp-auth profiles move-token dev --to keychain',
    ],
  ],
  [
    'production without protection',
    'protected',
    { profiles: sound.profiles.map(one => ({ ...one, isProtected: false })) },
    /are not/,
    ['bp-auth profiles protect prod'],
  ],
])('%s', (_, id, more, says, fixes) => {
  const practice = judged(more, id);
  expect(practice.status).toBe('warn');
  expect(practice.says).toMatch(says);
  expect(commands(practice)).toEqual(fixes);
});

describe('what is no finding', () => {
  test.each<[what: string, id: string, more: Partial<Situation>]>([
    ['no repository', 'env-ignored', { repository: null, envFiles: [envFile({ git: null })] }],
    [
      'a template with names only',
      'env-ignored',
      { envFiles: [envFile({ path: '/home/me/acme/.env.example', git: 'committed' })] },
    ],
    [
      'a token in a .env as the documentation has it',
      'env-tokens',
      { envFiles: [envFile({ tokens: [held] })] },
    ],
  ])('%s', (_, id, more) => {
    expect(judged(more, id).status).toBe('ok');
  });

  test.each<[what: string, ages: Situation['ages'], says: RegExp]>([
    ['not asked', null, /not asked/],
    ['nothing to ask with', [], /no personal access token/],
    ['a failure', [{ profile: 'dev', why: 'The network is gone' }], /Not all/],
  ])('ages that are not known are no finding: %s', (_, ages, says) => {
    const practice = judged({ ages }, 'rotated');
    expect(practice.status).toBe('unknown');
    expect(practice.says).toMatch(says);
  });
});

const unseen = [{ path: '/home/me/acme/.env', reason: 'it is larger than 1 GiB' }];

test.each<[what: string, id: string, more: Partial<Situation>, says: RegExp]>([
  [
    'a .env was passed over',
    'env-tokens',
    { envUnseen: unseen },
    /Not all \.env files could be read/,
  ],
  [
    'one of two was passed over',
    'env-tokens',
    { envFiles: [envFile({ tokens: [held] })], envUnseen: unseen },
    /Not all \.env files could be read/,
  ],
  [
    'Windows has no modes',
    'env-tokens',
    {
      place: { platform: 'win32', shell: 'powershell', home: null },
      envFiles: [envFile({ othersMayRead: null, tokens: [held] })],
    },
    /Windows has no modes/,
  ],
  [
    'git does not answer about a token',
    'env-tokens',
    { envFiles: [envFile({ git: null, tokens: [held] })] },
    /git did not (?:answer|say)/,
  ],
  [
    'git does not answer',
    'env-ignored',
    { repository: { root: '/home/me/acme', ignoresEnv: null } },
    /git did not (?:answer|say)/,
  ],
  ['a directory cannot be listed', 'env-ignored', { envUnseen: unseen }, /could be listed/],
  ['a history cannot be read', 'elsewhere', { elsewhereUnseen: unseen }, /could be read/],
  [
    'who may read the files',
    'modes',
    { access: { type: 'unknown', why: '/home/me (EACCES) cannot be looked at', command: null } },
    /EACCES/,
  ],
  ['the home cannot be listed', 'finished', { left: { unknown: 'It cannot be read' } }, /be read/],
  [
    'the API tells no date',
    'rotated',
    { ages: [{ profile: 'dev', tokens: [token('pat_1', { ageDays: null, tooOld: false })] }] },
    /have a creation date/,
  ],
])('what nobody could look at is not well: %s', (_, id, more, says) => {
  const practice = judged(more, id);
  expect(practice.status).toBe('unknown');
  expect(practice.says).toMatch(says);
});

test('what a server calls its tokens is not put into a command', () => {
  const odd = token('x; rm -rf ~', { inUse: false });
  const practice = judged({ ages: [{ profile: 'dev', tokens: [odd] }] }, 'rotated');
  expect(commands(practice)).toEqual(['bp-auth tokens revoke ID --profile dev']);
});

describe('checking', () => {
  async function world() {
    const env = { CI: 'true', PATH: process.env.PATH ?? '' };
    const here = await tokenWorld({ env });
    await here.login('ws_prod');
    const project = join(here.ctx.userHome, 'acme');
    mkdirSync(project);
    execFileSync('git', ['init', '-q', project]);
    writeFileSync(join(project, 'agent.json'), JSON.stringify({ workspaceId: 'ws_prod' }));
    return { ...here, project, ctx: { ...here.ctx, cwd: project } };
  }

  test('finds .env files with their tokens, and what git makes of them', async () => {
    const { ctx, project } = await world();
    const path = join(project, '.env');
    writeFileSync(path, `A=1\nexport BOTPRESS_BOT_TOKEN="${sampleTokens.owner}"\n`, {
      mode: 0o644,
    });
    chmodSync(path, 0o644);
    const situation = await lookAround(ctx, { offline: true });
    expect(situation.envFiles).toEqual([
      {
        ...{ path, git: 'untracked', othersMayRead: true },
        tokens: [{ line: 2, variable: 'BOTPRESS_BOT_TOKEN', kind: 'pat', known: 'prod' }],
      },
    ]);
    expect(situation.repository).toEqual({ root: project, ignoresEnv: false });
    const bad = judgePractices(situation).filter(({ status }) => status === 'warn');
    expect(bad.map(({ id }) => id)).toEqual([
      ...['env-ignored', 'env-tokens', 'narrow', 'storage', 'protected'],
    ]);
    expect(JSON.stringify(situation)).not.toContain(sampleTokens.owner);
  });

  test('what it prints mends it', async () => {
    const { ctx, project } = await world();
    writeFileSync(join(project, '.gitignore'), 'node_modules');
    writeFileSync(join(project, '.env'), `T=${sampleTokens.owner}\n`);
    chmodSync(join(project, '.env'), 0o644);
    const look = async () => judgePractices(await lookAround(ctx, { offline: true })).slice(0, 2);
    const lines = (await look()).flatMap(commands).filter(line => !line.startsWith('bp-auth'));
    expect(
      await runShell(lines.join('\n'), {
        cwd: ctx.userHome,
        env: { PATH: process.env.PATH ?? '' },
      }),
    ).toMatchObject({ code: 0 });
    expect(lines).toHaveLength(2);
    expect((await look()).map(({ status }) => status)).toEqual(['ok', 'ok']);
  });

  test('every bp-auth line that it prints runs, and mends what it can', async () => {
    const { ctx, run } = await world();
    chmodSync(join(ctx.botpressHome, 'config.json'), 0o644);
    writeFileSync(join(ctx.userHome, '.bash_history'), `T=${sampleTokens.owner}\n`);
    const before = judgePractices(await lookAround(ctx, {}));
    const lines = before.flatMap(commands).filter(line => line.startsWith('bp-auth '));
    expect(lines).toContain('bp-auth doctor --repair');
    for (const line of lines) {
      const { code } = await run(...line.split(' ').slice(1), '-y');
      // Exit codes 1 and 2 mean a bug of ours and a usage error. Other codes may occur: doctor notices that
      // the clock of the tests stands still.
      expect([line, code === 1 || code === 2]).toEqual([line, false]);
    }
    const after = judgePractices(await lookAround(ctx, { offline: true }));
    const wanting = after.filter(({ status }) => status === 'warn');
    // The rotation stays unfinished: the API does not show which token was rotated, so a user has to name
    // it.
    expect(wanting.map(({ id }) => id)).toEqual(['env-ignored', 'elsewhere', 'finished']);
  });

  test('finds tokens in histories, but not those that belong in our files and bp’s', async () => {
    const { ctx } = await world();
    const history = join(ctx.userHome, '.bash_history');
    writeFileSync(history, `ls\nbp login --token ${sampleTokens.owner}\n`);
    const { elsewhere } = await lookAround(ctx, { offline: true });
    expect(elsewhere).toMatchObject([{ path: history, line: 2, known: 'prod' }]);
  });

  test('asks each account once how old its tokens are, and opens no keychain for it', async () => {
    const { ctx, login, run } = await world();
    await login('ws_dev');
    await login('ws_abc123', '--profile', 'kept', '--token', sampleTokens.viewer);
    await run('profiles', 'move-token', 'kept', '--to', 'keychain');
    const { ages } = await lookAround(ctx, {});
    expect(ages).toEqual([
      { profile: 'prod', tokens: expect.any(Array) },
      { profile: 'kept', why: 'its token is in the keychain, which this check does not open' },
    ]);
  });
});

describe('the command', () => {
  test('says what to do, and ends with 3 while there is something', async () => {
    const { run, login } = await tokenWorld();
    await login('ws_prod');
    const { code, stdout } = await run('checklist');
    expect(code).toBe(3);
    expect(stdout).toMatch(/^\d of 9 practices need attention\n/);
    expect(stdout).toMatch(/do this {4}3\. Tokens are younger than 90 days: 2 tokens are older/);
    expect(stdout).toContain('bp-auth profiles protect prod');
    const json = JSON.parse((await run('checklist', '--offline', '--json')).stdout);
    expect(json.verdict).toBe('warn');
    expect(json.practices.find(({ id }: Practice) => id === 'rotated').status).toBe('unknown');
    expect(JSON.stringify(json)).not.toContain('deed');
  });
});
