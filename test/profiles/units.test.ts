import { describe, expect, test } from 'vitest';
import type { Config } from '../../source/profiles/config.ts';
import { requireCurrent } from '../../source/profiles/current.ts';
import { type HandedOver, handOver } from '../../source/profiles/handover.ts';
import { resolve } from '../../source/profiles/resolve.ts';
import { sourceName } from '../../source/profiles/shadowed.ts';
import { isInside } from '../../source/profiles/units.ts';
import { sampleTokens } from '../support/sandbox.ts';

const apiUrl = 'http://127.0.0.1:9';
const active = {
  apiUrl,
  workspaceId: 'ws_active',
  token: 'bp_pat_active',
  tokenOrigin: apiUrl,
  kind: 'pat' as const,
};
const config: Config = {
  version: 1,
  activeProfile: 'active',
  profiles: { active, bound: { ...active, workspaceId: 'ws_bound' } },
  directories: { '/work': 'bound' },
};
type Env = Record<string, string>;
const resolved = (env: Env, flag?: string) =>
  resolve({ config, flag, env, directories: ['/work', '/'] });

describe('a unit of the environment', () => {
  const key = { BP_TOKEN: sampleTokens.bot };
  const iak = { BP_TOKEN: sampleTokens.integration };
  type Row = readonly [what: string, env: Env, uses: object];
  const whole: readonly Row[] = [
    ['a bot key with its bot', { ...key, BP_BOT_ID: 'bot_a' }, { kind: 'bot', botId: 'bot_a' }],
    [
      'the other spelling of a bot key',
      { BOTPRESS_TOKEN: sampleTokens.botAsDocumented, BOTPRESS_BOT_ID: 'bot_a' },
      { kind: 'bot', botId: 'bot_a' },
    ],
    [
      'an integration key with its integration',
      { ...iak, BP_INTEGRATION_ID: 'int_a', BP_WORKSPACE_ID: 'ws_a' },
      { kind: 'integration', integrationId: 'int_a', workspaceId: 'ws_a' },
    ],
    [
      'a PAT with its workspace, whatever bot is meant',
      { BP_TOKEN: 'bp_pat_x', BP_WORKSPACE_ID: 'ws_a', BP_BOT_ID: 'bot_a' },
      { kind: 'pat', workspaceId: 'ws_a' },
    ],
    ['a token without prefix, and a bot', { BP_TOKEN: 'plain', BP_BOT_ID: 'b' }, { kind: 'bot' }],
    [
      'a token without prefix, and a workspace',
      { BP_TOKEN: 'plain', BP_WORKSPACE_ID: 'ws_a', BP_BOT_ID: 'b' },
      { kind: 'unknown', workspaceId: 'ws_a' },
    ],
  ];
  test.each(whole)('%s is whole', (_, env, uses) => {
    const { current, warnings } = resolved(env);
    expect(current?.profile).toMatchObject(uses);
    expect(warnings).toEqual([]);
  });

  test.each([
    ['a bot key without its bot, whatever else', { ...key, BP_WORKSPACE_ID: 'ws' }, 'BP_BOT_ID'],
    ['a bot key with an integration', { ...key, BP_INTEGRATION_ID: 'int' }, 'BP_BOT_ID'],
    ['a bot key with the other family’s bot', { ...key, BOTPRESS_BOT_ID: 'b' }, 'BP_BOT_ID'],
    ['an integration key with a bot', { ...iak, BP_BOT_ID: 'b' }, 'BP_INTEGRATION_ID'],
    ['a PAT with a bot', { BP_TOKEN: 'bp_pat_x', BP_BOT_ID: 'b' }, 'BP_WORKSPACE_ID'],
    [
      'a PAT with an empty workspace',
      { BP_TOKEN: 'bp_pat_x', BP_WORKSPACE_ID: '' },
      'BP_WORKSPACE_ID',
    ],
  ])('%s is not', (_, env, missing) => {
    const { current, warnings } = resolved(env);
    expect(current?.source.type).toBe('directory');
    expect(warnings).toEqual([expect.stringMatching(`not used: ${missing} is missing$`)]);
  });

  test.each([
    [{ BP_BOT_ID: 'bot_a', BOTPRESS_INTEGRATION_ID: 'int_a' }],
    [{ BOTPRESS_PAT: 'bp_pat_x', BP_AUTH_PROFILE: 'bound' }],
  ])('says nothing of what is no credential: %j', env => {
    expect(resolved(env)).toMatchObject({ warnings: [], current: { name: 'bound' } });
  });

  test('the variables are named in the order of token, target, API URL', () => {
    const env = {
      ...key,
      BP_API_URL: apiUrl,
      BP_WORKSPACE_ID: 'ws_a',
      BP_BOT_ID: 'bot_a',
      BP_INTEGRATION_ID: 'int_a',
    };
    const { current } = resolved(env);
    expect(current && sourceName(current.source)).toBe(
      'BP_TOKEN, BP_BOT_ID, BP_API_URL, BP_WORKSPACE_ID',
    );
  });
});

describe('values lose what files and shells leave around them', () => {
  const whole = { BP_TOKEN: 'bp_pat_x', BP_WORKSPACE_ID: 'ws_a', BP_API_URL: apiUrl };
  test.each([
    [{ BP_WORKSPACE_ID: 'ws_a\r' }],
    [{ BP_WORKSPACE_ID: ' "ws_a" \n' }],
    [{ BP_WORKSPACE_ID: "'ws_a'" }],
    [{ BP_API_URL: ` '${apiUrl}/'\r\n` }],
    [{ BP_TOKEN: 'bp_pat_x\r\n' }],
  ])('%j', change => {
    expect(resolved({ ...whole, ...change }).current?.profile).toMatchObject({
      workspaceId: 'ws_a',
      apiUrl,
      token: 'bp_pat_x',
    });
  });

  test.each(['bound\r', ' bound', '"bound"', "'bound'\n"])('BP_PROFILE=%j', name => {
    expect(resolved({ BP_PROFILE: name }).current?.name).toBe('bound');
  });

  test.each(['', ' ', '\r\n', '""', "' '"])('%j is not set at all', empty => {
    const { current, warnings } = resolved({ BP_PROFILE: empty, BP_API_URL: empty });
    expect({ source: current?.source.type, warnings }).toEqual({
      source: 'directory',
      warnings: [],
    });
  });

  test.each([
    [{ BP_WORKSPACE_ID: 'ws a' }, 'BP_WORKSPACE_ID in the environment: it holds a blank'],
    [{ BP_WORKSPACE_ID: '${WS}' }, 'BP_WORKSPACE_ID in the environment: it holds “$”'],
    [{ BP_WORKSPACE_ID: '""ws_a""' }, 'BP_WORKSPACE_ID in the environment: it holds “"”'],
    [
      { BP_WORKSPACE_ID: 'ws_\ra' },
      'BP_WORKSPACE_ID in the environment: it holds a carriage return',
    ],
    [{ BP_WORKSPACE_ID: 'ws_a\u200b' }, 'BP_WORKSPACE_ID in the environment: it holds U+200B'],
    [{ BP_WORKSPACE_ID: 'w'.repeat(129) }, 'it is longer than 128 characters'],
    [{ BP_API_URL: 'https://a b' }, 'BP_API_URL in the environment: '],
    [
      { BP_TOKEN: sampleTokens.bot, BP_BOT_ID: 'bot/a' },
      'BP_BOT_ID in the environment: it holds “/”',
    ],
  ])('%j is refused by name', (change, message) => {
    expect(() => resolved({ ...whole, ...change })).toThrow(message);
  });

  test('a name that cannot be says what is odd about it', () => {
    expect(() => resolved({ BP_PROFILE: 'bo und' })).toThrow(
      /BP_PROFILE names: the name holds a blank$/,
    );
    expect(() => resolved({ BP_PROFILE: 'bound\u200b' })).toThrow(/the name holds U\+200B$/);
  });

  test('an unknown name says which variable it is from', () => {
    expect(() => resolved({ BP_PROFILE: 'nope\r' })).toThrow(
      'There is no profile nope, which BP_PROFILE names',
    );
  });
});

const handed: Record<string, HandedOver> = {
  pat: { label: 'x', token: 'bp_pat_given', profile: { apiUrl, kind: 'pat', workspaceId: 'ws_x' } },
  'pat without workspace': {
    label: 'x',
    token: 'bp_pat_given',
    profile: { apiUrl, kind: 'pat' },
  },
  bot: {
    label: 'x',
    token: sampleTokens.bot,
    profile: { apiUrl, kind: 'bot', botId: 'bot_x' },
  },
  integration: {
    label: '',
    token: sampleTokens.integration,
    profile: { apiUrl, kind: 'integration', integrationId: 'int_x' },
  },
  'key without prefix': {
    label: 'x',
    token: 'plain',
    profile: { apiUrl, kind: 'bot', botId: 'bot_x' },
  },
};
const given = (kind: string): Env => {
  const unit = handed[kind] as HandedOver;
  return Object.fromEntries(handOver(unit, { env: {}, platform: 'linux', dotenv: new Map() }).set);
};
const without = (env: Env, ...names: string[]): Env =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)));
const tokens = ['BP_TOKEN', 'BOTPRESS_TOKEN'];

describe('inside exec', () => {
  describe.each(Object.keys(handed))('%s', kind => {
    const { token, profile } = handed[kind] as HandedOver;
    const env = given(kind);

    test('what it was given applies, whole', () => {
      const { current, warnings } = resolved(env);
      const { workspaceId, botId, integrationId } = current?.profile ?? {};
      expect({ workspaceId, botId, integrationId }).toEqual({
        workspaceId: profile.workspaceId,
        botId: profile.botId,
        integrationId: profile.integrationId,
      });
      expect(current).toMatchObject({ name: null, profile: { token, apiUrl, kind: profile.kind } });
      expect(warnings).toEqual([]);
    });

    test('one family does for the other', () => {
      expect(resolved(without(env, 'BP_TOKEN')).current?.profile.token).toBe(token);
    });

    const ends: Record<string, Env> = {
      'without its tokens': without(env, ...tokens),
      'with empty tokens': { ...env, BP_TOKEN: '', BOTPRESS_TOKEN: '' },
      'with tokens that are none': { ...env, BP_TOKEN: 'a b', BOTPRESS_TOKEN: 'ä' },
      'without any id': without(
        env,
        ...Object.keys(env).filter(name => /_(?:WORKSPACE|BOT|INTEGRATION)_ID$/.test(name)),
      ),
      'with another API URL that is none': { ...env, BP_API_URL: 'x', BOTPRESS_API_URL: 'ftp://x' },
      'with tokens and BP_PROFILE gone': without(env, ...tokens, 'BP_PROFILE'),
    };
    test.each(Object.entries(ends))('%s nothing else does', (_, broken) => {
      const resolution = resolved(broken);
      expect(resolution.current).toBeNull();
      expect(() => requireCurrent(resolution)).toThrow(
        expect.objectContaining({ kind: 'auth', code: 'exec-credentials-incomplete' }),
      );
    });

    test('a name by flag or BP_PROFILE still wins', () => {
      expect(resolved(env, 'bound').current?.name).toBe('bound');
      expect(resolved({ ...env, BP_PROFILE: 'bound' }).current?.name).toBe('bound');
    });
  });
});

describe('whether this is inside exec', () => {
  const pat = given('pat');
  const noted = { BP_AUTH_SET: Object.keys(pat).join(' ') };
  type Row = readonly [what: string, env: Env, inside: boolean];
  const rows: readonly Row[] = [
    ['nothing is set', {}, false],
    ['credentials of the user’s own', { BP_TOKEN: 'x', BP_PROFILE: '' }, false],
    ['a label alone', { BP_AUTH_PROFILE: 'bound' }, false],
    ['an empty label alone', { BP_AUTH_PROFILE: '' }, false],
    ['given by exec', pat, true],
    ['given by exec, without a name', given('integration'), true],
    ['given by exec, tokens taken out', without(pat, ...tokens, 'BOTPRESS_PAT'), true],
    ['given by env', { ...pat, ...noted }, false],
    ['a note that does not name the label', { ...pat, BP_AUTH_SET: 'BP_TOKEN' }, true],
    ['a note of nothing', { ...pat, BP_AUTH_SET: '' }, true],
  ];
  test.each(rows)('%s', (_, env, inside) => {
    expect(isInside(env)).toBe(inside);
  });

  test('a shell that `env` served can give up what it was given', () => {
    expect(resolved({ ...without(pat, ...tokens), ...noted }).current?.name).toBe('bound');
    const { 'pat without workspace': unit } = handed;
    const env = { ...given('pat without workspace'), ...noted };
    expect(resolved(env).current?.profile.token).toBe(unit?.token);
  });
});
