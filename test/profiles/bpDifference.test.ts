// How bp on its own differs from what applies here, as words and as data. What bp sends is tested in
// test/profiles/bpUse.test.ts.

import { describe, expect, test } from 'vitest';
import { line } from '../../source/commandLine.ts';
import { parseDotenv } from '../../source/files/dotenv.ts';
import { type BpDifference, bpDifference } from '../../source/profiles/bpDifference.ts';
import type { BpFiles, Triple } from '../../source/profiles/bpFiles.ts';
import { bpUse } from '../../source/profiles/bpUse.ts';
import type { Config, StoredProfile } from '../../source/profiles/config.ts';
import type { Current } from '../../source/profiles/resolve.ts';
import type { Source } from '../../source/profiles/shadowed.ts';
import { fingerprint, mask } from '../../source/secrets/kind.ts';

const cloud = 'https://api.botpress.cloud';
const triple = (name: string): Triple => ({
  apiUrl: cloud,
  workspaceId: `ws_${name}`,
  token: `bp_pat_${name}`,
});
const profile = (name: string, changes: Partial<StoredProfile> = {}): StoredProfile => ({
  ...triple(name),
  tokenOrigin: cloud,
  kind: 'pat',
  ...changes,
});
const masked = (name: string, changes: Partial<Triple> = {}): Triple => {
  const sent = { ...triple(name), ...changes };
  return { ...sent, token: mask(sent.token) };
};

const bpWith = (cache: Triple | null): BpFiles => ({
  profiles: { found: 'ok', text: null, entries: { prod: triple('prod') }, bad: {} },
  cache: { found: 'ok', text: null, triple: cache, activeProfile: null, extra: {} },
});

const current = (
  name: string | null,
  source: Source,
  profileOf: StoredProfile = profile(name ?? ''),
): Current => ({ name, profile: profileOf, source });

const active: Source = { type: 'active' };
const here: Source = { type: 'directory', directory: '/work' };

type Row = {
  cache: Triple | null;
  current: Current | null;
  env?: Record<string, string>;
  dotenv?: string;
  profiles?: Record<string, StoredProfile>;
  expected: (Omit<BpDifference, 'variables'> & Partial<BpDifference>) | null;
};

const exec = line('exec', '--', 'bp');
const all: BpDifference['fields'] = ['token', 'workspaceId', 'apiUrl'];
const loggedOut = { sends: null, fields: all, text: 'bp on its own is not logged in' };
const keychain = profile('key', {
  token: undefined,
  tokenSource: { kind: 'keychain' },
  workspaceId: 'ws_key',
});

const key = profile('env', {
  token: 'bp_bak_env',
  kind: 'bot',
  botId: 'bot_acme',
  workspaceId: undefined,
});

const rows: Record<string, Row> = {
  'none while bp’s cache is the active profile': {
    cache: triple('dev'),
    current: current('dev', active),
    expected: null,
  },
  'none where only the spelling of the URL differs': {
    cache: { ...triple('dev'), apiUrl: `${cloud}/` },
    current: current('dev', active),
    expected: null,
  },
  'none where nobody is logged in': { cache: null, current: null, expected: null },
  'none where BP_* are what applies to both': {
    cache: triple('prod'),
    current: current(null, { type: 'environment', variables: [] }, profile('env')),
    env: { BP_TOKEN: 'bp_pat_env', BP_WORKSPACE_ID: 'ws_env', BP_API_URL: cloud },
    expected: null,
  },
  'the directory’s profile: bp knows no directories': {
    cache: triple('dev'),
    current: current('prod', here),
    expected: {
      sends: masked('dev'),
      fields: ['token', 'workspaceId'],
      text: 'bp on its own would use another token, workspace ws_dev',
      command: exec,
    },
  },
  'a profile named by flag: the flag is needed again': {
    cache: triple('dev'),
    current: current('prod', { type: 'flag' }),
    expected: {
      sends: masked('dev'),
      fields: ['token', 'workspaceId'],
      text: 'bp on its own would use another token, workspace ws_dev',
      command: line('exec', '--profile', 'prod', '--', 'bp'),
    },
  },
  'none where BP_PROFILE names a profile to both': {
    cache: triple('dev'),
    current: current('prod', { type: 'BP_PROFILE' }),
    env: { BP_PROFILE: 'prod' },
    expected: null,
  },
  'none where a key is what applies to both, whatever workspace the cache has': {
    cache: triple('dev'),
    current: current(null, { type: 'environment', variables: [] }, key),
    env: { BP_TOKEN: 'bp_bak_env', BP_WORKSPACE_ID: '', BP_API_URL: cloud },
    expected: null,
  },
  'a key is what applies here, and bp has another token': {
    cache: triple('dev'),
    current: current(null, { type: 'environment', variables: [] }, key),
    expected: {
      sends: masked('dev'),
      fields: ['token', 'workspaceId'],
      text: 'bp on its own would use another token, workspace ws_dev',
      command: exec,
    },
  },
  'BP_PROFILE names one that bp does not have': {
    cache: triple('dev'),
    current: current('key', { type: 'BP_PROFILE' }, keychain),
    env: { BP_PROFILE: 'key' },
    expected: {
      sends: null,
      fields: all,
      variables: [{ name: 'BP_PROFILE', file: null, line: null }],
      text: 'bp on its own would fail, because of BP_PROFILE in the environment: it has no profile key',
      command: exec,
    },
  },
  'BP_PROFILE in .env': {
    cache: triple('dev'),
    current: current('dev', active),
    dotenv: 'BP_PROFILE=prod',
    expected: {
      sends: masked('prod'),
      fields: ['token', 'workspaceId'],
      variables: [{ name: 'BP_PROFILE', file: './.env', line: 1 }],
      text: 'bp on its own would use its profile prod: another token, workspace ws_prod, because of BP_PROFILE in ./.env',
      command: exec,
    },
  },
  'a token in .env': {
    cache: triple('dev'),
    current: current('dev', active),
    dotenv: '# mine\nexport BP_TOKEN="bp_pat_mine"',
    expected: {
      sends: masked('dev', { token: 'bp_pat_mine' }),
      fields: ['token'],
      variables: [{ name: 'BP_TOKEN', file: './.env', line: 2 }],
      text: `bp on its own would use another token (#${fingerprint('bp_pat_mine')}), because of BP_TOKEN in ./.env`,
      command: exec,
    },
  },
  'none where .env has what applies': {
    cache: triple('dev'),
    current: current('dev', active),
    dotenv: 'BP_TOKEN=bp_pat_dev\nBP_WORKSPACE_ID=ws_dev',
    expected: null,
  },
  'none where .env has the token that lies in the keychain': {
    cache: triple('dev'),
    current: current('key', active, {
      ...keychain,
      tokenFingerprint: fingerprint('bp_pat_key'),
    }),
    dotenv: 'BP_TOKEN=bp_pat_key\nBP_WORKSPACE_ID=ws_key',
    expected: null,
  },
  'values of two places, and none that could be a secret': {
    cache: triple('dev'),
    current: current('dev', active),
    env: { BP_WORKSPACE_ID: 'bp_pat_swapped' },
    dotenv: 'BP_API_URL=https://me:secret@evil.tld',
    expected: {
      sends: masked('dev', { workspaceId: '(not shown)', apiUrl: '(not shown)' }),
      fields: ['workspaceId', 'apiUrl'],
      text: 'bp on its own would use another workspace, another API URL, because of BP_WORKSPACE_ID in the environment and BP_API_URL in ./.env',
      command: exec,
    },
  },
  'nothing applies, and .env logs bp in: no command of ours mends that': {
    cache: null,
    current: null,
    dotenv: `BP_TOKEN=bp_pat_dev\nBP_WORKSPACE_ID=ws_dev\nBP_API_URL=${cloud}`,
    expected: {
      sends: masked('dev'),
      fields: all,
      text: `bp on its own would use another token (#${fingerprint('bp_pat_dev')}), workspace ws_dev, API URL ${cloud}, because of BP_TOKEN, BP_WORKSPACE_ID, BP_API_URL in ./.env`,
      command: null,
    },
  },
  'variables that bp does not read': {
    cache: triple('dev'),
    current: current(null, { type: 'environment', variables: [] }, profile('env')),
    env: { BOTPRESS_TOKEN: 'bp_pat_env', BOTPRESS_WORKSPACE_ID: 'ws_env' },
    expected: {
      sends: masked('dev'),
      fields: ['token', 'workspaceId'],
      text: 'bp on its own would use another token, workspace ws_dev',
      command: exec,
    },
  },
  'a lone BP_API_URL, which bp pairs with the cached token': {
    cache: triple('dev'),
    current: current('dev', active),
    env: { BP_API_URL: 'https://evil.tld' },
    expected: {
      sends: masked('dev', { apiUrl: 'https://evil.tld' }),
      fields: ['apiUrl'],
      text: 'bp on its own would use API URL https://evil.tld, because of BP_* in the environment',
      command: exec,
    },
  },
  'a token in the keychain, which bp cannot read': {
    cache: null,
    current: current('key', active, keychain),
    profiles: { key: keychain },
    expected: { ...loggedOut, command: exec },
  },
  'a bot key, which bp cannot use': {
    cache: null,
    current: current('bot', active, profile('bot', { kind: 'bot' })),
    profiles: { bot: profile('bot', { kind: 'bot' }) },
    expected: { ...loggedOut, command: exec },
  },
  'an active profile that bp has lost: any write gives it back': {
    cache: null,
    current: current('dev', active),
    expected: { ...loggedOut, command: line('profiles', 'use', 'dev') },
  },
  'an active profile whose publication broke off': {
    cache: triple('prod'),
    current: current('dev', active),
    expected: {
      sends: masked('prod'),
      fields: ['token', 'workspaceId'],
      text: 'bp on its own would use another token, workspace ws_prod',
      command: line('profiles', 'use', 'dev'),
    },
  },
  'a logout that broke off': {
    cache: triple('dev'),
    current: null,
    expected: {
      sends: masked('dev'),
      fields: all,
      text: `bp on its own would use another token, workspace ws_dev, API URL ${cloud}`,
      command: line('logout'),
    },
  },
};

describe('what bp on its own would send differs by', () => {
  test.each(Object.entries(rows))('%s', (_, row) => {
    const { cache, current, env = {}, profiles, dotenv = '', expected } = row;
    const config: Config = {
      version: 1,
      activeProfile: current?.source.type === 'active' ? current.name : 'dev',
      profiles: { dev: profile('dev'), prod: profile('prod'), ...profiles },
    };
    const assigned = { shown: './.env', overrides: false, variables: parseDotenv(dotenv) };
    const use = bpUse({ env, dotenv: assigned, bp: bpWith(cache), home: null });
    const difference = bpDifference({ config }, current, use);
    if (expected === null) expect(difference).toBeNull();
    else expect(difference).toMatchObject(expected);
    expect(JSON.stringify(difference)).not.toMatch(/bp_pat_[a-z]/);
  });
});
