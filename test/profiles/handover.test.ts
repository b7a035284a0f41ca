// The table of variables that are set, set to empty, removed or left alone: kind of profile × environment ×
// `.env`.
import { describe, expect, test } from 'vitest';
import {
  afterHandover,
  type HandedOver,
  type HandoverSurroundings,
  handOver,
} from '../../source/profiles/handover.ts';
import { sampleTokens } from '../support/sandbox.ts';

const apiUrl = 'https://api.botpress.cloud';
const stale = 'bp_pat_stale0000000000';
const staleKey = 'bp_bak_stale0000000000';

const unit = (token: string, profile: Partial<HandedOver['profile']>): HandedOver => ({
  label: 'mine',
  profile: { apiUrl, ...profile },
  token,
});

const kinds = {
  PAT: unit(sampleTokens.owner, { kind: 'pat', workspaceId: 'ws_own' }),
  'PAT without workspace': unit(sampleTokens.owner, { kind: 'pat' }),
  'bot key': unit(sampleTokens.bot, { kind: 'bot', botId: 'bot_own' }),
  'integration key': unit(sampleTokens.integration, {
    kind: 'integration',
    integrationId: 'int_own',
  }),
  'token without prefix': unit('plain0000', { kind: 'unknown', workspaceId: 'ws_own' }),
  'key without prefix': unit('plain0000', { kind: 'unknown', botId: 'bot_own' }),
} as const;

type Around = {
  env?: Record<string, string>;
  file?: Record<string, string>;
  platform?: NodeJS.Platform;
};

const surroundings = ({
  env = {},
  file = {},
  platform = 'linux',
}: Around): HandoverSurroundings => ({
  env,
  platform,
  dotenv: new Map(Object.entries(file).map(([name, value]) => [name, { value }])),
});

/** The variables that a started program has after its dotenv has read `.env`. */
function arrives(handed: HandedOver, around: Around): Record<string, string | undefined> {
  const here = surroundings(around);
  const env = afterHandover(handOver(handed, here), here);
  const overrides = Boolean(env.DOTENV_CONFIG_OVERRIDE);
  return overrides ? { ...env, ...around.file } : { ...around.file, ...env };
}

const bothFamilies = (ids: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(ids).flatMap(([name, value]) => [
      [`BP_${name}`, value],
      [`BOTPRESS_${name}`, value],
    ]),
  );

describe('into nothing', () => {
  const patIds = { WORKSPACE_ID: 'ws_own' };
  const rows: ReadonlyArray<[keyof typeof kinds, Record<string, string>]> = [
    ['PAT', { ...bothFamilies(patIds), BOTPRESS_PAT: sampleTokens.owner }],
    [
      'PAT without workspace',
      { ...bothFamilies({ WORKSPACE_ID: '' }), BOTPRESS_PAT: sampleTokens.owner },
    ],
    [
      'bot key',
      {
        ...bothFamilies({ WORKSPACE_ID: '', BOT_ID: 'bot_own', INTEGRATION_ID: '' }),
        BOTPRESS_BOT_TOKEN: sampleTokens.bot,
      },
    ],
    ['integration key', bothFamilies({ WORKSPACE_ID: '', BOT_ID: '', INTEGRATION_ID: 'int_own' })],
    ['token without prefix', { ...bothFamilies(patIds), BOTPRESS_PAT: 'plain0000' }],
    [
      'key without prefix',
      bothFamilies({ WORKSPACE_ID: '', BOT_ID: 'bot_own', INTEGRATION_ID: '' }),
    ],
  ];
  test.each(rows)('%s', (kind, expected) => {
    const { token } = kinds[kind];
    expect(arrives(kinds[kind], {})).toEqual({
      ...bothFamilies({ TOKEN: token, API_URL: apiUrl }),
      ...expected,
      BP_AUTH_PROFILE: 'mine',
      BP_PROFILE: '',
    });
  });

  test('what other tools take is set beside it', () => {
    const extra = { ADK_PROFILE: 'theirs' };
    expect(arrives({ ...kinds.PAT, extra }, { env: { ADK_PROFILE: 'other' } })).toMatchObject(
      extra,
    );
  });
});

/** Another account's complete credentials, in both families of variables (BP_ and BOTPRESS_). */
const foreign = bothFamilies({
  TOKEN: stale,
  API_URL: 'https://evil.example',
  WORKSPACE_ID: 'ws_foreign',
});

describe('whatever the environment and the .env say, what arrives is one profile’s', () => {
  const places: Record<string, Around> = {
    'a whole unit in the environment': { env: { ...foreign, BP_PROFILE: 'prod' } },
    'a whole unit in the .env': { file: { ...foreign, BP_PROFILE: 'prod' } },
    'both, and an override': {
      env: { ...foreign, DOTENV_CONFIG_OVERRIDE: 'true' },
      file: { ...foreign, BP_PROFILE: 'prod', DOTENV_CONFIG_OVERRIDE: 'true' },
    },
    'tokens by the documentation’s names': {
      env: { BOTPRESS_PAT: stale },
      file: { BOTPRESS_PAT: stale, BOTPRESS_BOT_TOKEN: staleKey },
    },
    'tokens by names of somebody’s own': {
      env: { MY_TOKEN: stale, AUTHORIZATION: `Bearer ${stale}`, QUOTED: `"${staleKey}"` },
      file: { INTEGRATION_TOKEN: 'bp_iak_stale0000000000', MY_TOKEN: 'harmless' },
    },
    'keys with their ids': {
      env: bothFamilies({ TOKEN: staleKey, BOT_ID: 'bot_foreign' }),
      file: bothFamilies({ TOKEN: staleKey, WORKSPACE_ID: 'ws_foreign' }),
    },
  };
  for (const [kind, handed] of Object.entries(kinds)) {
    test.each(Object.entries(places))(`${kind}; %s`, (_, around) => {
      const got = arrives(handed, around);
      const { workspaceId = '', botId, integrationId } = handed.profile;
      expect(got).toMatchObject({
        ...bothFamilies({ TOKEN: handed.token, API_URL: apiUrl, WORKSPACE_ID: workspaceId ?? '' }),
        BP_PROFILE: '',
      });
      for (const name of ['BP_BOT_ID', 'BOTPRESS_BOT_ID'])
        expect([botId, '', undefined]).toContain(got[name]);
      for (const name of ['BP_INTEGRATION_ID', 'BOTPRESS_INTEGRATION_ID'])
        expect([integrationId, '', undefined]).toContain(got[name]);
      expect(JSON.stringify(got)).not.toContain('stale');
    });
  }
});

type Row = {
  handed: HandedOver;
  env?: Record<string, string>;
  file?: Record<string, string>;
  platform?: NodeJS.Platform;
  /** The final values of these variables; undefined if they are absent. */
  ends: Record<string, string | undefined>;
  emptied?: string[];
};

const { PAT: pat, 'bot key': botKey, 'integration key': integrationKey } = kinds;
const ids = bothFamilies({ BOT_ID: 'bot_user', INTEGRATION_ID: 'int_user' });

const rows: Record<string, Row> = {
  'what is no credential stays': {
    handed: pat,
    env: {
      BP_CONFIRM: 'true',
      BP_SECRETS: `TOKEN=${stale}`,
      BP_WORK_DIR: '/x',
      BP_BOTPRESS_HOME: '/h',
      BOTPRESS_URL: 'https://x.example',
      ADK_PROFILE: 'theirs',
      DOTENV_CONFIG_PATH: '.env.local',
    },
    file: { BP_VERBOSE: 'true' },
    ends: {
      BP_CONFIRM: 'true',
      BP_SECRETS: `TOKEN=${stale}`,
      BP_WORK_DIR: '/x',
      BP_BOTPRESS_HOME: '/h',
      BOTPRESS_URL: 'https://x.example',
      ADK_PROFILE: 'theirs',
      DOTENV_CONFIG_PATH: '.env.local',
      BP_VERBOSE: 'true',
    },
  },
  'a bot or integration stays beside a PAT': { handed: pat, env: ids, ends: ids },
  'also one that the .env names': { handed: pat, file: ids, ends: ids },
  'a bot key takes no other id beside it': {
    handed: botKey,
    env: ids,
    file: { BP_WORKSPACE_ID: 'ws_file' },
    ends: { BP_BOT_ID: 'bot_own', BP_INTEGRATION_ID: '', BP_WORKSPACE_ID: '' },
  },
  'nor does an integration key': {
    handed: integrationKey,
    env: ids,
    ends: { BOTPRESS_BOT_ID: '', BOTPRESS_INTEGRATION_ID: 'int_own' },
  },
  'a key keeps a workspace of its own': {
    handed: { ...botKey, profile: { ...botKey.profile, workspaceId: 'ws_own' } },
    env: { BP_WORKSPACE_ID: 'ws_foreign' },
    ends: { BP_WORKSPACE_ID: 'ws_own' },
  },
  'the id of a key goes with the key': {
    handed: pat,
    env: { BP_TOKEN: staleKey, BP_BOT_ID: 'bot_foreign', BOTPRESS_BOT_ID: 'bot_user' },
    ends: { BP_BOT_ID: undefined, BOTPRESS_BOT_ID: 'bot_user' },
  },
  'what `env` has set goes with what it belonged to': {
    handed: pat,
    env: {
      BP_BOT_ID: 'bot_foreign',
      BOTPRESS_BOT_ID: 'bot_foreign',
      BP_INTEGRATION_ID: '',
      PATH: '/bin',
      BP_CONFIRM: 'true',
      BP_AUTH_SET: 'BP_BOT_ID BP_INTEGRATION_ID PATH BP_CONFIRM',
    },
    ends: {
      BP_BOT_ID: undefined,
      BP_INTEGRATION_ID: undefined,
      BOTPRESS_BOT_ID: 'bot_foreign',
      PATH: '/bin',
      BP_CONFIRM: 'true',
      BP_AUTH_SET: undefined,
    },
  },
  'the .env’s own bot comes to its right then': {
    handed: pat,
    env: { BP_BOT_ID: 'bot_foreign', BP_AUTH_SET: 'BP_BOT_ID' },
    file: { BP_BOT_ID: 'bot_file' },
    ends: { BP_BOT_ID: 'bot_file' },
  },
  'a token of another kind is taken out': {
    handed: pat,
    env: { BOTPRESS_BOT_TOKEN: 'plain-key' },
    ends: { BOTPRESS_BOT_TOKEN: undefined },
  },
  'or set empty where the .env assigns it': {
    handed: botKey,
    env: { BOTPRESS_PAT: stale },
    file: { BOTPRESS_PAT: stale },
    ends: { BOTPRESS_PAT: '' },
    emptied: ['BOTPRESS_PAT'],
  },
  'also where only the .env does': {
    handed: botKey,
    file: { BOTPRESS_PAT: 'plain-token', API_TOKEN: stale, OTHER: 'x' },
    ends: { BOTPRESS_PAT: '', API_TOKEN: '', OTHER: 'x' },
    emptied: ['BOTPRESS_PAT', 'API_TOKEN'],
  },
  'a .env fills nothing that is there': {
    handed: pat,
    env: { MY_TOKEN: 'mine', BOTPRESS_BOT_TOKEN: '' },
    file: { MY_TOKEN: stale, BOTPRESS_BOT_TOKEN: staleKey },
    ends: { MY_TOKEN: 'mine', BOTPRESS_BOT_TOKEN: '' },
  },
  'the variable that this token is read from stays': {
    handed: { ...pat, profile: { ...pat.profile, tokenSource: { kind: 'env', name: 'CI_PAT' } } },
    env: { CI_PAT: ` ${sampleTokens.owner}\n`, OTHER_PAT: sampleTokens.owner },
    ends: { CI_PAT: ` ${sampleTokens.owner}\n`, OTHER_PAT: undefined },
  },
  'but not where another token is handed over in its place': {
    handed: {
      ...pat,
      profile: { ...pat.profile, tokenSource: { kind: 'env', name: 'CI_PAT' } },
      token: 'bp_pat_standin000000000',
    },
    env: { CI_PAT: sampleTokens.owner },
    ends: { CI_PAT: undefined },
  },
  'an override that the .env would bring back': {
    handed: pat,
    env: { DOTENV_CONFIG_OVERRIDE: 'true' },
    file: { DOTENV_CONFIG_OVERRIDE: 'true' },
    ends: { DOTENV_CONFIG_OVERRIDE: '' },
  },
  'an empty override is none': {
    handed: pat,
    env: { DOTENV_CONFIG_OVERRIDE: '' },
    ends: { DOTENV_CONFIG_OVERRIDE: '' },
  },
  'names that objects have': {
    handed: pat,
    env: { constructor: stale },
    file: { toString: stale, ['__proto__']: stale },
    ends: { constructor: undefined, toString: '' },
    emptied: ['toString', '__proto__'],
  },
  'on Windows a name is the same in small letters': {
    handed: pat,
    platform: 'win32',
    env: { Bp_Token: stale, bp_profile: 'prod', My_Token: stale, bp_bot_id: 'bot_user' },
    file: { botpress_bot_token: staleKey, my_token: 'x' },
    ends: {
      Bp_Token: undefined,
      BP_TOKEN: sampleTokens.owner,
      bp_profile: undefined,
      BP_PROFILE: '',
      My_Token: undefined,
      MY_TOKEN: '',
      BOTPRESS_BOT_TOKEN: '',
      bp_bot_id: 'bot_user',
    },
    emptied: ['MY_TOKEN', 'BOTPRESS_BOT_TOKEN'],
  },
  'elsewhere it is another name': {
    handed: pat,
    env: { bp_profile: 'prod' },
    ends: { bp_profile: 'prod', BP_PROFILE: '' },
  },
};

describe('one by one', () => {
  test.each(Object.entries(rows))('%s', (_, { handed, ends, emptied = [], ...around }) => {
    const here = surroundings(around);
    const handover = handOver(handed, here);
    const got = arrives(handed, around);
    const seen = Object.fromEntries(
      Object.keys(ends).map(name => [name, Object.hasOwn(got, name) ? got[name] : undefined]),
    );
    expect(seen).toEqual(ends);
    expect(handover.emptied.sort()).toEqual([...emptied].sort());
  });

  test.each([
    [{ env: { DOTENV_CONFIG_OVERRIDE: 'false' } }, true],
    [{ file: { DOTENV_CONFIG_OVERRIDE: 'true' } }, true],
    [{ env: { DOTENV_CONFIG_OVERRIDE: '' } }, false],
    [{}, false],
  ])('an override is told of: %j', (around, told) => {
    expect(handOver(pat, surroundings(around)).overrideTakenOut).toBe(told);
  });
});
