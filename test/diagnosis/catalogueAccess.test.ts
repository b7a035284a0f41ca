// Faults that the API itself reports: tokens, kinds, workspaces, roles, limits.
import { describe } from 'vitest';
import type { StoredProfile } from '../../source/profiles/config.ts';
import { sampleTokens } from '../support/sandbox.ts';
import { type Row, tryRows } from './catalogue.ts';
import type { World } from './world.ts';

const has = (profile: Partial<StoredProfile>) => (world: World) => world.store(profile);
const at = (workspaceId: string) => has({ workspaceId });
const as = (token: string) => has({ token });
/** Stores the world's profile with changed fields, and has doctor run for an action. */
const wants =
  (action: string, profile: Partial<StoredProfile> = {}) =>
  async (world: World) => {
    world.args.push('--for', action);
    await world.store(profile);
  };
const calm = (world: World) => world.failing('/nothing', 500);
const home = (world: World) => world.store();

const botKey = {
  token: sampleTokens.bot,
  kind: 'bot',
  botId: 'bot_acme',
  workspaceId: null,
} as const;
const integrationKey = {
  token: sampleTokens.integration,
  kind: 'integration',
  integrationId: 'int_acme',
  workspaceId: null,
} as const;

const tokens: Row[] = [
  { name: 'expired', arrange: as(sampleTokens.expired), expect: ['token-rejected', 4], mend: 0 },
  { name: 'revoked', arrange: as(sampleTokens.revoked), expect: ['token-rejected', 4], mend: 0 },
  {
    name: 'revoked, of a profile with a name full of shell',
    arrange: world => world.store({ token: sampleTokens.revoked }, 'it\'s $(x) `y`; "z"'),
    expect: ['token-rejected', 4],
  },
  {
    name: 'rejected for the account alone',
    arrange: world => world.failing('/v1/admin/account', 401),
    expect: ['token-rejected', 4],
    inline: null,
    mend: calm,
  },
  {
    name: 'rejected for the workspace alone',
    arrange: world => world.failing('/v1/admin/workspaces', 401),
    expect: ['token-rejected', 4],
    mend: calm,
  },
  {
    name: 'a bot key that is revoked',
    arrange: has({ ...botKey, token: 'bp_bak_000000000revoked0000000000000000000' }),
    expect: ['token-rejected', 4],
  },
  {
    name: 'an integration key that is revoked',
    arrange: has({ ...integrationKey, token: 'bp_iak_000000000revoked0000000000000000000' }),
    expect: ['token-rejected', 4],
  },
];

const kinds: Row[] = [
  { name: 'a bot key for its bot is fine', arrange: has(botKey), expect: [null, 0] },
  {
    name: 'a bot key as documented is fine',
    arrange: has({ ...botKey, token: sampleTokens.botAsDocumented }),
    expect: [null, 0],
  },
  {
    name: 'an integration key for its integration is fine',
    arrange: has(integrationKey),
    expect: [null, 0],
  },
  {
    name: 'a bot key where a PAT belongs',
    arrange: as(sampleTokens.bot),
    expect: ['kind-on-admin-api', 5],
    mend: 0,
  },
  {
    name: 'an integration key where a PAT belongs',
    arrange: as(sampleTokens.integration),
    expect: ['kind-on-admin-api', 5],
    mend: 0,
  },
  {
    name: 'a bot key of another bot',
    arrange: has({ ...botKey, botId: 'bot_acme_sales' }),
    expect: ['key-of-another', 5],
  },
  {
    name: 'an integration key of another integration',
    arrange: has({ ...integrationKey, integrationId: 'int_acme_mail' }),
    expect: ['key-of-another', 5],
  },
  {
    name: 'a bot key that wants to deploy',
    arrange: wants('deploy', botKey),
    expect: ['kind-insufficient', 5],
  },
  {
    name: 'an integration key that wants to read tables',
    arrange: wants('read-tables', integrationKey),
    expect: ['kind-insufficient', 5],
  },
  {
    name: 'a bot key that wants to send a message',
    arrange: wants('send-message', botKey),
    expect: [null, 0],
  },
  {
    name: 'an integration key that wants to upload files',
    arrange: wants('upload-files', integrationKey),
    expect: [null, 0],
  },
];

const workspaces: Row[] = [
  { name: 'not a member', arrange: at('ws_nomember'), expect: ['not-a-member', 5], mend: 1 },
  {
    name: 'another account’s workspace',
    arrange: at('ws_solo'),
    expect: ['not-a-member', 5],
    mend: 1,
  },
  {
    name: 'there is none of that id',
    arrange: at('ws_devel'),
    expect: ['workspace-not-found', 5],
    mend: 0,
  },
  {
    name: 'an id with a typing error',
    arrange: at('ws_abc132'),
    expect: ['workspace-not-found', 5],
    mend: 0,
  },
  {
    name: 'a name instead of an id',
    arrange: at('acme'),
    expect: ['workspace-not-found', 5],
    mend: 0,
  },
  {
    name: 'an id that is none',
    arrange: at('ws abc/123'),
    expect: ['workspace-malformed', 2],
    inline: 'id-invalid',
    mend: 0,
  },
  {
    name: 'no workspace chosen',
    arrange: has({ workspaceId: null }),
    expect: ['no-workspace', 3],
    mend: 0,
  },
  {
    name: 'an account without any workspace',
    arrange: has({ token: sampleTokens.noWorkspace, workspaceId: null }),
    expect: ['no-workspace', 3],
  },
  {
    name: 'an account without any workspace, and one asked for',
    arrange: as(sampleTokens.noWorkspace),
    expect: ['not-a-member', 5],
  },
  {
    name: 'deleted',
    arrange: world => world.failing('/v1/admin/workspaces', 410),
    expect: ['workspace-not-found', 5],
    mend: calm,
  },
  {
    name: 'blocked',
    arrange: at('ws_blocked'),
    expect: ['workspace-blocked', 5],
    inline: null,
    mend: home,
  },
  { name: 'a hostile name harms nobody', arrange: at('ws_evil'), expect: [null, 0] },
  {
    name: 'one of 2,500',
    arrange: has({ token: sampleTokens.manyWorkspaces, workspaceId: 'ws_many_2499' }),
    expect: [null, 0],
  },
];

const roles: Row[] = [
  { name: 'a viewer who looks', arrange: as(sampleTokens.viewer), expect: [null, 0] },
  {
    name: 'a viewer who wants to list bots',
    arrange: wants('list-bots', { token: sampleTokens.viewer }),
    expect: [null, 0],
  },
  ...[
    'deploy',
    'create-bot',
    'publish-integration',
    'manage-members',
    'see-billing',
    'send-message',
    'see-audit',
    'delete-bot',
    'create-key',
    'call-action',
    'write-tables',
    'upload-files',
  ].map(
    (action): Row => ({
      name: `a viewer who wants to ${action}`,
      arrange: wants(action, { token: sampleTokens.viewer }),
      expect: ['role-insufficient', 5],
      mend: home,
    }),
  ),
  ...[
    'deploy',
    'create-bot',
    'publish-integration',
    'manage-members',
    'see-billing',
    'send-message',
  ].map(
    (action): Row => ({
      name: `an owner who wants to ${action}`,
      arrange: wants(action),
      expect: [null, 0],
    }),
  ),
  {
    name: 'a developer who wants to manage members',
    arrange: wants('manage-members', {
      token: sampleTokens.manyWorkspaces,
      workspaceId: 'ws_many_0001',
    }),
    expect: ['role-insufficient', 5],
  },
  {
    name: 'the bots are forbidden',
    arrange: world => world.failing('/v1/admin/bots', 403),
    expect: ['forbidden', 5],
    inline: null,
    mend: calm,
  },
  {
    name: 'the role cannot be asked for',
    arrange: async world => {
      await world.failing('/v1/admin/workspace-members/me', 403);
      await world.store({ token: sampleTokens.viewer });
    },
    expect: [null, 0],
  },
];

/** Refusals of the runtime call, the only call that a key can make. */
const runtime: ReadonlyArray<readonly [status: number, ...Row['expect']]> = [
  [401, 'token-rejected', 4],
  [402, 'payment-required', 7],
  [403, 'key-of-another', 5],
  [404, 'target-not-found', 5],
  [410, 'target-not-found', 5],
  [429, 'rate-limited', 7],
  [500, 'api-fault', 6],
];

const limits: Row[] = [
  {
    name: 'a quota is used up',
    arrange: at('ws_quota'),
    expect: ['quota-exceeded', 7],
    inline: null,
    mend: home,
  },
  {
    name: 'a quota is used up, and somebody wants to deploy',
    arrange: wants('deploy', { workspaceId: 'ws_quota' }),
    expect: ['quota-exceeded', 7],
  },
  { name: 'too many requests', arrange: at('ws_limited'), expect: ['rate-limited', 7], mend: home },
  {
    name: 'too many requests for the account',
    arrange: world => world.failing('/v1/admin/account', 429),
    expect: ['rate-limited', 7],
    inline: null,
    mend: calm,
  },
  {
    name: 'a bill is not paid',
    arrange: world => world.store({ apiUrl: `${world.sandbox.url}/_fault/402` }),
    expect: ['payment-required', 7],
    mend: home,
  },
  {
    name: 'a bill is not paid, seen at the bots',
    arrange: world => world.failing('/v1/admin/bots', 402),
    expect: ['payment-required', 7],
    inline: null,
    mend: calm,
  },
  {
    name: 'too many requests with a bot key',
    arrange: async world => {
      await world.failing('/v1/chat/conversations', 429);
      await world.store(botKey);
    },
    expect: ['rate-limited', 7],
    mend: calm,
  },
  {
    name: 'a fault of the service with a bot key',
    arrange: async world => {
      await world.failing('/v1/chat/conversations', 500);
      await world.store(botKey);
    },
    expect: ['api-fault', 6],
    mend: calm,
  },
];

describe('the token is', () => tryRows(tokens));
describe('the kind of token', () => tryRows(kinds));
describe('the workspace', () => tryRows(workspaces));
describe('the role', () => tryRows(roles));
describe.each([
  ['a bot key', botKey],
  ['an integration key', integrationKey],
] as const)('the API answers %s with', (_, key) =>
  tryRows(
    runtime.map(([status, ...expected]) => ({
      name: `${status}`,
      arrange: async world => {
        await world.failing('/v1/chat/conversations', status);
        await world.store(key);
      },
      expect: expected,
      mend: calm,
    })),
  ),
);
describe('limits', () => tryRows(limits));
