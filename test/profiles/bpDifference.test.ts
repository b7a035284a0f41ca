import { describe, expect, test } from 'vitest';
import { type BpDifference, bpDifference } from '../../source/profiles/bpDifference.ts';
import type { BpFiles, Triple } from '../../source/profiles/bpFiles.ts';
import type { Config, StoredProfile } from '../../source/profiles/config.ts';
import type { Current, Source } from '../../source/profiles/resolve.ts';
import { mask } from '../../source/tokens/kind.ts';

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
  profiles: { found: 'ok', text: null, entries: {}, bad: {} },
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
  profiles?: Record<string, StoredProfile>;
  expected: BpDifference | null;
};

const exec = ['bp-auth', 'exec', '--', 'bp'];
const all: BpDifference['fields'] = ['token', 'workspaceId', 'apiUrl'];
const loggedOut = { sends: null, fields: all, text: 'bp alone is not logged in' };
const keychain = profile('key', {
  token: undefined,
  tokenSource: { kind: 'keychain' },
  workspaceId: 'ws_key',
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
      text: 'bp alone would use another token, workspace ws_dev',
      command: exec,
    },
  },
  'a profile named by flag: the flag is needed again': {
    cache: triple('dev'),
    current: current('prod', { type: 'flag' }),
    expected: {
      sends: masked('dev'),
      fields: ['token', 'workspaceId'],
      text: 'bp alone would use another token, workspace ws_dev',
      command: ['bp-auth', 'exec', '--profile', 'prod', '--', 'bp'],
    },
  },
  'a profile named by BP_PROFILE': {
    cache: triple('dev'),
    current: current('prod', { type: 'BP_PROFILE' }),
    expected: {
      sends: masked('dev'),
      fields: ['token', 'workspaceId'],
      text: 'bp alone would use another token, workspace ws_dev',
      command: exec,
    },
  },
  'variables that bp does not read': {
    cache: triple('dev'),
    current: current(null, { type: 'environment', variables: [] }, profile('env')),
    env: { BOTPRESS_TOKEN: 'bp_pat_env', BOTPRESS_WORKSPACE_ID: 'ws_env' },
    expected: {
      sends: masked('dev'),
      fields: ['token', 'workspaceId'],
      text: 'bp alone would use another token, workspace ws_dev',
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
      text: 'bp alone would use API URL https://evil.tld, by BP_* in the environment',
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
    expected: { ...loggedOut, command: ['bp-auth', 'profiles', 'use', 'dev'] },
  },
  'an active profile whose publication broke off': {
    cache: triple('prod'),
    current: current('dev', active),
    expected: {
      sends: masked('prod'),
      fields: ['token', 'workspaceId'],
      text: 'bp alone would use another token, workspace ws_prod',
      command: ['bp-auth', 'profiles', 'use', 'dev'],
    },
  },
  'a logout that broke off': {
    cache: triple('dev'),
    current: null,
    expected: {
      sends: masked('dev'),
      fields: all,
      text: `bp alone would use another token, workspace ws_dev, API URL ${cloud}`,
      command: ['bp-auth', 'logout'],
    },
  },
};

describe('what bp alone would send differs by', () => {
  test.each(Object.entries(rows))('%s', (_, { cache, current, env, profiles, expected }) => {
    const config: Config = {
      version: 1,
      activeProfile: current?.source.type === 'active' ? current.name : 'dev',
      profiles: { dev: profile('dev'), prod: profile('prod'), ...profiles },
    };
    const difference = bpDifference({ config, bp: bpWith(cache) }, current, env);
    expect(difference).toEqual(expected);
    expect(JSON.stringify(difference)).not.toMatch(/bp_pat_[a-z]/);
  });
});
