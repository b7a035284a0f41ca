// Every route of the sandbox against the official schema of the operation it stands for.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../source/sandbox/routes.ts';
import { type Sandbox, startSandbox } from '../../source/sandbox/server.ts';
import { type Asked, ask } from './ask.ts';
import { faultsOf, faultsOfError, operation } from './official.ts';

type Case = { path: string } & Asked;

const acme = { workspace: 'ws_abc123' };
const ofWorkspaces = (below: string): Case[] =>
  ['ws_abc123', 'ws_dev', 'ws_prod', 'ws_blocked', 'ws_quota', 'ws_evil'].map(id => ({
    path: `/v1/admin/workspaces/${id}${below}`,
  }));
const allTypes = [
  'invocation_timeout',
  'invocation_calls',
  'storage_count',
  'bot_count',
  'knowledgebase_vector_storage',
  'workspace_ratelimit',
  'table_row_count',
  'workspace_member_count',
  'integrations_owned_count',
  'ai_spend',
  'openai_spend',
  'bing_search_spend',
  'always_alive',
  'indexed_file_count',
  'file_max_size_bytes',
];
const many = 'bp_pat_manyworkspaces00';
const botKeyTokens = ['bp_pat_1234567890abcdef', 'bp_bak_1234567890abcdef'];
const runtimeCases = (path: string, tokens: string[]): Case[] =>
  tokens.map(token => ({ path, token, bot: 'bot_acme' }));
const anyTokens = [...botKeyTokens, 'bp_iak_1234567890abcdef'];

/** What is asked of each operation; every answer must be a good one. */
const cases: Record<string, Case[]> = {
  getAccount: [
    { path: '/v1/admin/account/me' },
    { path: '/v1/admin/account/me', token: 'bp_pat_noworkspace0000' },
  ],
  listPersonalAccessTokens: [{ path: '/v1/admin/account/pats' }],
  createPersonalAccessToken: [
    { path: '/v1/admin/account/pats', method: 'POST', body: { note: 'x' } },
  ],
  deletePersonalAccessToken: [{ path: '/v1/admin/account/pats/pat_owner_ci', method: 'DELETE' }],
  listWorkspaces: [
    { path: '/v1/admin/workspaces' },
    { path: '/v1/admin/workspaces?handle=acme' },
    { path: '/v1/admin/workspaces', token: many },
    { path: '/v1/admin/workspaces', token: 'bp_pat_noworkspace0000' },
  ],
  getWorkspace: ofWorkspaces(''),
  getWorkspaceMember: [{ path: '/v1/admin/workspace-members/me', ...acme }],
  listWorkspaceMembers: [{ path: '/v1/admin/workspace-members', ...acme }],
  listBots: ['ws_abc123', 'ws_dev', 'ws_prod', 'ws_evil'].flatMap(workspace => [
    { path: '/v1/admin/bots', workspace },
    { path: '/v1/admin/bots?dev=true', workspace },
  ]),
  listIntegrations: [
    { path: '/v1/admin/integrations', ...acme },
    { path: '/v1/admin/integrations', workspace: 'ws_prod' },
  ],
  listWorkspaceQuotas: [
    ...ofWorkspaces('/quotas'),
    { path: '/v1/admin/workspaces/ws_abc123/quotas?period=2025-01-01' },
  ],
  getMultipleUsages: [
    {
      path: `/v1/admin/usages/multiple?ids=ws_abc123&ids=bot_acme&${allTypes.map(type => `types=${type}`).join('&')}`,
    },
    { path: '/v1/admin/usages/multiple?ids=ws_quota&types=bot_count&period=2025-01' },
  ],
  listWorkspaceInvoices: ofWorkspaces('/billing/invoices'),
  getAuditRecords: ofWorkspaces('/audit-records'),
  listBotApiKeys: [{ path: '/v1/admin/bots/baks?botId=bot_acme', ...acme }],
  createBotApiKey: [
    { path: '/v1/admin/bots/baks', method: 'POST', body: { botId: 'bot_acme' }, ...acme },
    {
      path: '/v1/admin/bots/baks',
      method: 'POST',
      body: { botId: 'bot_acme', note: 'x' },
      ...acme,
    },
  ],
  deleteBotApiKey: [{ path: '/v1/admin/bots/baks/bak_acme_old', method: 'DELETE', ...acme }],
  listIntegrationApiKeys: [{ path: '/v1/admin/integrations/iaks?integrationId=int_acme', ...acme }],
  createIntegrationApiKey: [
    {
      path: '/v1/admin/integrations/iaks',
      method: 'POST',
      body: { integrationId: 'int_acme' },
      ...acme,
    },
  ],
  deleteIntegrationApiKey: [
    { path: '/v1/admin/integrations/iaks/iak_acme_sample', method: 'DELETE', ...acme },
  ],
  listConversations: [
    ...runtimeCases('/v1/chat/conversations', anyTokens),
    ...['bot_acme_sales', 'bot_dev_demo', 'bot_quota', 'bot_evil'].map(bot => ({
      path: '/v1/chat/conversations',
      bot,
    })),
  ],
  listTables: runtimeCases('/v1/tables', botKeyTokens),
  listFiles: runtimeCases('/v1/files', anyTokens),
};

describe('the contract with the official API', () => {
  it('covers every route, and nothing that is none', () => {
    expect(Object.keys(cases).sort()).toEqual(routes.map(route => route.operation).sort());
    expect(Object.values(cases).filter(asked => asked.length === 0)).toEqual([]);
  });

  it.each(routes)('$operation is where the official API has it', route => {
    const { method, path } = operation(route.operation);
    expect([route.method.toLowerCase(), route.path]).toEqual([method, path]);
  });

  describe('every answer', () => {
    let sandbox: Sandbox;
    beforeAll(async () => {
      sandbox = await startSandbox();
    });
    afterAll(() => sandbox.close());

    // The deletions come last: they take from the others what these ask with.
    const ordered = [...routes].sort(
      (a, b) => Number(a.method === 'DELETE') - Number(b.method === 'DELETE'),
    );
    it.each(ordered)('of $operation passes the official schema', async ({ operation }) => {
      for (const { path, ...asked } of cases[operation] ?? []) {
        const { status, body } = await ask(sandbox.url, path, asked);
        expect({ path, status, faults: faultsOf(operation, body) }).toEqual({
          path,
          status: 200,
          faults: [],
        });
      }
    });

    it.each(routes)('of $operation to a stranger is the official 401', async route => {
      const path = route.path.replace('{id}', 'ws_abc123');
      const { status, body } = await ask(sandbox.url, path, { method: route.method, token: null });
      expect([status, faultsOfError(status, body)]).toEqual([401, []]);
    });
  });
});

describe('the official schemas, as these tests read them', () => {
  it('find fault with what is wrong', () => {
    expect(faultsOf('listBots', { bots: [{ id: 'bot_acme' }], meta: {} })).not.toEqual([]);
    expect(faultsOf('listConversations', { conversations: [{}], meta: {} })).not.toEqual([]);
    expect(faultsOf('getAccount', { account: {} })).not.toEqual([]);
    expect(
      faultsOfError(401, { id: 'err_1', code: 401, type: 'Forbidden', message: 'x' }),
    ).not.toEqual([]);
  });
});
