// What bp on its own would send, as a table. Each row is a situation, and what bp 7.1.2 does in it.
import { describe, expect, test } from 'vitest';
import { parseDotenv } from '../../source/files/dotenv.ts';
import type { BpFiles, Triple } from '../../source/profiles/bpFiles.ts';
import { bpHome, bpUse } from '../../source/profiles/bpUse.ts';

const cloud = 'https://api.botpress.cloud';
const triple = (name: string): Triple => ({
  token: `bp_pat_${name}`,
  workspaceId: `ws_${name}`,
  apiUrl: cloud,
});

const files = (
  changes: Partial<BpFiles['profiles']> = {},
  cache: Triple | null = triple('cache'),
) => ({
  profiles: {
    found: 'ok' as const,
    text: null,
    entries: { prod: triple('prod'), bare: { ...triple('bare'), workspaceId: '' } },
    bad: {},
    ...changes,
  },
  cache: { found: 'ok' as const, text: null, triple: cache, activeProfile: null, extra: {} },
});

type Row = {
  env?: Record<string, string>;
  dotenv?: string;
  overrides?: boolean;
  bp?: ReturnType<typeof files>;
  /** What bp sends, as `token workspace URL`, each with its source; or how bp ends if it sends nothing. */
  expected: string;
};

const rows: Record<string, Row> = {
  'nothing is set: the cache': {
    expected: 'bp_pat_cache (cache) ws_cache (cache) cloud (cache)',
  },
  'nothing is set, and the cache is empty': { bp: files({}, null), expected: 'logged-out' },
  'a token of the environment goes to the cached workspace': {
    env: { BP_TOKEN: 'bp_pat_env' },
    expected: 'bp_pat_env (BP_TOKEN) ws_cache (cache) cloud (cache)',
  },
  'a URL of the environment gets the cached token': {
    env: { BP_API_URL: 'https://evil.tld' },
    expected: 'bp_pat_cache (cache) ws_cache (cache) https://evil.tld (BP_API_URL)',
  },
  'a workspace in .env gets the cached token': {
    dotenv: 'BP_WORKSPACE_ID=ws_file',
    expected: 'bp_pat_cache (cache) ws_file (BP_WORKSPACE_ID ./.env:1) cloud (cache)',
  },
  '.env fills what the environment lacks': {
    env: { BP_TOKEN: 'bp_pat_env' },
    dotenv: 'BP_TOKEN=bp_pat_file\nBP_WORKSPACE_ID=ws_file',
    expected: 'bp_pat_env (BP_TOKEN) ws_file (BP_WORKSPACE_ID ./.env:2) cloud (cache)',
  },
  'an empty variable keeps .env out, and is absent itself': {
    env: { BP_TOKEN: '', BP_PROFILE: '' },
    dotenv: 'BP_TOKEN=bp_pat_file\nBP_PROFILE=prod',
    expected: 'bp_pat_cache (cache) ws_cache (cache) cloud (cache)',
  },
  'an empty assignment in .env is absent': {
    dotenv: 'BP_TOKEN=\nBP_PROFILE=',
    expected: 'bp_pat_cache (cache) ws_cache (cache) cloud (cache)',
  },
  'DOTENV_CONFIG_OVERRIDE lets .env win, over empty ones too': {
    env: { BP_TOKEN: 'bp_pat_env', BP_PROFILE: '' },
    dotenv: 'BP_TOKEN=bp_pat_file\nBP_PROFILE=prod',
    overrides: true,
    expected: 'prod: bp_pat_prod (BP_PROFILE ./.env:2) ws_prod cloud',
  },
  'DOTENV_CONFIG_OVERRIDE with an empty assignment takes a variable away': {
    env: { BP_TOKEN: 'bp_pat_env' },
    dotenv: 'BP_TOKEN=',
    overrides: true,
    expected: 'bp_pat_cache (cache) ws_cache (cache) cloud (cache)',
  },
  'BP_PROFILE overrules every other variable': {
    env: { BP_PROFILE: 'prod', BP_TOKEN: 'bp_pat_env', BP_WORKSPACE_ID: 'ws_env', BP_API_URL: 'x' },
    expected: 'prod: bp_pat_prod (BP_PROFILE) ws_prod cloud',
  },
  'BP_PROFILE in .env overrules BP_TOKEN of the environment': {
    env: { BP_TOKEN: 'bp_pat_env' },
    dotenv: "export BP_PROFILE='prod' # careful",
    expected: 'prod: bp_pat_prod (BP_PROFILE ./.env:1) ws_prod cloud',
  },
  'BP_PROFILE of the environment keeps that of .env out': {
    env: { BP_PROFILE: 'prod' },
    dotenv: 'BP_PROFILE=other',
    expected: 'prod: bp_pat_prod (BP_PROFILE) ws_prod cloud',
  },
  'a profile that bp does not have': {
    env: { BP_PROFILE: 'nope' },
    expected: 'fails: no-such-profile (BP_PROFILE)',
  },
  'a profile called like a member of every object': {
    env: { BP_PROFILE: 'constructor' },
    expected: 'fails: no-such-profile (BP_PROFILE)',
  },
  'no profiles.json': {
    dotenv: 'BP_PROFILE=prod',
    bp: files({ found: 'missing', entries: {} }),
    expected: 'fails: no-such-profile (BP_PROFILE ./.env:1)',
  },
  'one bad entry, and profiles.json is of no use': {
    env: { BP_PROFILE: 'prod' },
    bp: files({ bad: { odd: {} } }),
    expected: 'fails: profiles-unusable (BP_PROFILE)',
  },
  'profiles.json cannot be read': {
    env: { BP_PROFILE: 'prod' },
    bp: files({ found: 'unreadable', entries: {} }),
    expected: 'fails: profiles-unusable (BP_PROFILE)',
  },
  'an entry with an empty workspace': { env: { BP_PROFILE: 'bare' }, expected: 'logged-out' },
  'of several assignments the last': {
    dotenv: 'BP_TOKEN=a\nBP_TOKEN=b\n',
    expected: 'b (BP_TOKEN ./.env:2) ws_cache (cache) cloud (cache)',
  },
  'everything from .env, with nobody logged in': {
    dotenv: `BP_TOKEN=t\nBP_WORKSPACE_ID=w\nBP_API_URL=${cloud}`,
    bp: files({}, null),
    expected: 't (BP_TOKEN ./.env:1) w (BP_WORKSPACE_ID ./.env:2) cloud (BP_API_URL ./.env:3)',
  },
  'a token alone, with nobody logged in': {
    env: { BP_TOKEN: 't' },
    bp: files({}, null),
    expected: 'logged-out',
  },
};

describe('bp on its own', () => {
  test.each(Object.entries(rows))('%s', (_, row) => {
    const { env = {}, dotenv = '', overrides = false, bp = files(), expected } = row;
    const assigned = { shown: './.env', variables: parseDotenv(dotenv), overrides };
    expect(inWords(bpUse({ env, dotenv: assigned, bp, home: null }))).toBe(expected);
  });

  test('acts on the bot of BP_BOT_ID', () => {
    const dotenv = { shown: './.env', variables: parseDotenv('BP_BOT_ID=b'), overrides: false };
    const bot = { name: 'BP_BOT_ID', value: 'b', file: './.env', line: 1 };
    expect(bpUse({ env: {}, dotenv, bp: files(), home: null })).toMatchObject({ bot });
    expect(bpUse({ env: { BP_BOT_ID: '' }, dotenv, bp: files(), home: null })).toMatchObject({
      bot: null,
    });
  });
});

describe('the home of bp', () => {
  const ours = { cwd: '/project', botpressHome: '/home/me/.botpress' };
  test.each<[string, Record<string, string>, string, string, boolean]>([
    ['is ours', {}, '', '/home/me/.botpress', false],
    [
      'is ours where the environment names it',
      { BP_BOTPRESS_HOME: '/x' },
      '',
      ours.botpressHome,
      false,
    ],
    ['is moved by .env', {}, 'BP_BOTPRESS_HOME=/x', '/x', true],
    [
      'is moved by .env, relative to the directory',
      {},
      'BP_BOTPRESS_HOME=.bp',
      '/project/.bp',
      true,
    ],
    [
      'is not moved by a tilde but to a directory called so',
      {},
      'BP_BOTPRESS_HOME=~/x',
      '/project/~/x',
      true,
    ],
    [
      'is not moved to where it is',
      {},
      'BP_BOTPRESS_HOME=/home/me/.botpress',
      ours.botpressHome,
      false,
    ],
    [
      'is not moved where a variable exists',
      { BP_BOTPRESS_HOME: '' },
      'BP_BOTPRESS_HOME=/x',
      ours.botpressHome,
      false,
    ],
  ])('%s', (_, env, text, path, moved) => {
    const dotenv = { shown: './.env', variables: parseDotenv(text), overrides: false };
    const home = bpHome({ ...ours, env }, dotenv);
    expect({ path: home.path, moved: home.by !== null }).toEqual({ path, moved });
  });
});

function inWords(use: ReturnType<typeof bpUse>): string {
  if (use.type === 'logged-out') return 'logged-out';
  if (use.type === 'fails') return `fails: ${use.why} (${place(use.profile)})`;
  const { triple, by, profile } = use;
  const apiUrl = triple.apiUrl === cloud ? 'cloud' : triple.apiUrl;
  if (profile !== null) {
    return `${profile}: ${triple.token} (${place(by.token)}) ${triple.workspaceId} ${apiUrl}`;
  }
  return [
    `${triple.token} (${place(by.token)})`,
    `${triple.workspaceId} (${place(by.workspaceId)})`,
    `${apiUrl} (${place(by.apiUrl)})`,
  ].join(' ');
}

function place(
  variable: { name: string; file: string | null; line: number | null } | null,
): string {
  if (variable === null) return 'cache';
  const { name, file, line } = variable;
  return file === null ? name : `${name} ${file}:${line}`;
}
