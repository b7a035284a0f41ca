import { describe, expect, test } from 'vitest';
import type { Config } from '../../source/profiles/config.ts';
import { type ResolveInput, resolve } from '../../source/profiles/resolve.ts';
import { shadowedJson, sourceName } from '../../source/profiles/shadowed.ts';

const apiUrl = 'https://api.botpress.cloud';
const profile = (workspaceId: string, token: string) => ({
  apiUrl,
  workspaceId,
  token,
  tokenOrigin: apiUrl,
  kind: 'pat' as const,
});

const config: Config = {
  version: 1,
  activeProfile: 'active',
  profiles: {
    active: profile('ws_active', 'bp_pat_active'),
    bound: profile('ws_bound', 'bp_pat_bound'),
    named: profile('ws_named', 'bp_pat_named'),
  },
  directories: { '/home/me/work': 'bound' },
};

const complete = { BP_TOKEN: 'bp_pat_env', BP_WORKSPACE_ID: 'ws_env' };
const botpress = { BOTPRESS_TOKEN: 'bp_pat_other', BOTPRESS_WORKSPACE_ID: 'ws_other' };
const inside = ['/home/me/work/bot', '/home/me/work', '/home/me', '/home', '/'];

const resolved = (input: Partial<ResolveInput>) =>
  resolve({ config, flag: undefined, env: {}, directories: [], ...input });

type Row = readonly [what: string, input: Partial<ResolveInput>, workspace: string, source: string];

const rows: readonly Row[] = [
  [
    'the flag beats everything',
    { flag: 'named', env: { ...complete, BP_PROFILE: 'active' }, directories: inside },
    'ws_named',
    '--profile',
  ],
  [
    'BP_PROFILE beats credentials',
    { env: { ...complete, BP_PROFILE: 'named' }, directories: inside },
    'ws_named',
    'BP_PROFILE',
  ],
  [
    'credentials beat a bound directory',
    { env: complete, directories: inside },
    'ws_env',
    'BP_TOKEN, BP_WORKSPACE_ID',
  ],
  [
    'BP_* beats BOTPRESS_*',
    { env: { ...botpress, ...complete } },
    'ws_env',
    'BP_TOKEN, BP_WORKSPACE_ID',
  ],
  [
    'BOTPRESS_* alone counts too',
    { env: botpress },
    'ws_other',
    'BOTPRESS_TOKEN, BOTPRESS_WORKSPACE_ID',
  ],
  [
    'a half-set BP_* does not hide a whole BOTPRESS_*',
    { env: { ...botpress, BP_TOKEN: 'bp_pat_half' } },
    'ws_other',
    'BOTPRESS_TOKEN, BOTPRESS_WORKSPACE_ID',
  ],
  [
    'the two families are never mixed',
    { env: { BP_TOKEN: 'bp_pat_x', BOTPRESS_WORKSPACE_ID: 'ws_x' } },
    'ws_active',
    'active profile',
  ],
  [
    'a bound directory beats the active profile',
    { directories: inside },
    'ws_bound',
    'directory /home/me/work',
  ],
  [
    'elsewhere the active profile applies',
    { directories: ['/tmp', '/'] },
    'ws_active',
    'active profile',
  ],
  [
    'empty variables count as not set',
    { env: { BP_PROFILE: '', BP_TOKEN: '', BP_WORKSPACE_ID: 'ws_x' } },
    'ws_active',
    'active profile',
  ],
];

describe('which credentials apply', () => {
  test.each(rows)('%s', (_, input, workspaceId, source) => {
    const { current } = resolved(input);
    expect(current?.profile.workspaceId).toBe(workspaceId);
    expect(current && sourceName(current.source)).toBe(source);
  });

  test('everything passed over is named with its reason', () => {
    const env = { ...complete, BP_PROFILE: 'active', BOTPRESS_API_URL: 'https://api.botpress.dev' };
    expect(
      resolved({ flag: 'named', env, directories: inside }).shadowed.map(shadowedJson),
    ).toEqual([
      { source: 'BP_PROFILE', reason: '--profile comes first' },
      { source: 'BP_TOKEN, BP_WORKSPACE_ID', reason: '--profile comes first' },
      { source: 'directory /home/me/work', reason: '--profile comes first' },
      { source: 'active profile', reason: '--profile comes first' },
      { source: 'BOTPRESS_API_URL', reason: 'BOTPRESS_TOKEN is missing' },
    ]);
  });

  test.each([
    [
      { BP_TOKEN: 'bp_pat_half' },
      ['BP_TOKEN in the environment is not used: BP_WORKSPACE_ID is missing'],
    ],
    [
      { BP_API_URL: 'https://evil.example' },
      ['BP_API_URL in the environment is not used: BP_TOKEN is missing'],
    ],
    [{ BOTPRESS_TOKEN: 'bp_pat_active' }, []],
  ])('an incomplete unit is said, unless its token is the current one: %j', (env, warnings) => {
    expect(resolved({ env }).warnings).toEqual(warnings);
  });

  test('an API URL from the environment never meets a stored token', () => {
    const env = { BP_API_URL: 'https://evil.example', BP_WORKSPACE_ID: 'ws_x' };
    expect(resolved({ env }).current?.profile.apiUrl).toBe(apiUrl);
  });

  test('a stored token in the environment stays bound to the origin it is stored under', () => {
    const env = { ...complete, BP_TOKEN: 'bp_pat_active', BP_API_URL: 'https://evil.example' };
    expect(resolved({ env }).current?.profile).toMatchObject({
      apiUrl: 'https://evil.example',
      tokenOrigin: apiUrl,
    });
  });

  test.each(['nope', '__proto__', 'constructor', 'toString'])('there is no profile %s', flag => {
    expect(() => resolved({ flag })).toThrow('There is no profile');
    expect(() => resolved({ env: { BP_PROFILE: flag } })).toThrow('There is no profile');
  });
});
