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

const admin = '/v1/admin';
const inAcme = (method: string, path: string, body: object = {}): Case => ({
  ...{ path: `${admin}${path}`, method, body, ...acme },
});
const action = { title: 'Do', input: { schema: {} }, output: { schema: {} } };
const bot = {
  name: 'small',
  states: { step: { type: 'bot', schema: { type: 'object' } } },
  events: { seen: { schema: {} } },
  recurringEvents: { daily: { schedule: { cron: '0 0 * * *' }, type: 'seen', payload: {} } },
  actions: { greet: action },
  configuration: { schema: { type: 'object' } },
  user: { tags: { vip: {} } },
  tags: { team: 'a' },
  code: 'module.exports = {}',
};
const integration = {
  ...{ name: 'acme/hello', version: '0.1.0', title: 'Hello', secrets: { KEY: 'hidden' } },
  ...{ actions: { greet: action }, states: { step: { type: 'integration', schema: {} } } },
  channels: { chat: { messages: { text: { schema: {} } } } },
  configurations: { oauth: { schema: {} } },
  interfaces: {
    listable: {
      id: 'ifc_000000000000000000000000',
      entities: {},
      actions: {},
      events: {},
      channels: {},
    },
  },
};
const shared = { ...{ name: 'acme/shown', version: '1.0.0' }, public: true, visibility: 'public' };
const plugin = { name: 'acme/helper', version: '1.0.0', code: { node: '', browser: '' } };
const deployed = {
  integrations: { int_acme: { enabled: true, configuration: { key: 'x' } } },
  actions: { greet: null },
};
/** The calls for one sort of definition, with the preparations for them. */
const definitions = (sort: 'Integration' | 'Interface' | 'Plugin', body: object) => {
  const many = `/${sort.toLowerCase()}s`;
  const make = inAcme('POST', many, body);
  const twice = inAcme('POST', many, { ...body, ...shared });
  const byName = (name: string) => encodeURIComponent(name);
  const own = (body as { name: string; version: string }).name;
  const version = (body as { version: string }).version;
  return {
    [`create${sort}`]: [make, twice],
    [`list${sort}s`]: [{ path: `${admin}${many}`, ...acme }],
    [`get${sort}ByName`]: [
      { path: `${admin}${many}/${byName(own)}/${version}`, ...acme },
      { path: `${admin}${many}/${byName(own)}/latest`, ...acme },
    ],
    [`listPublic${sort}s`]: [
      { path: `${admin}/hub${many}` },
      { path: `${admin}/hub${many}?name=x` },
    ],
    [`getPublic${sort}`]: [{ path: `${admin}/hub${many}/${byName(shared.name)}/1.0.0` }],
    [`get${sort}`]: [{ path: `${admin}${many}/{${own}}`, ...acme }],
    [`getPublic${sort}ById`]: [{ path: `${admin}/hub${many}/{${shared.name}}` }],
    [`update${sort}`]: [
      inAcme('PUT', `${many}/{${own}}`, { title: 'Other', events: { a: { schema: {} } } }),
    ],
    [`delete${sort}`]: [inAcme('DELETE', `${many}/{${own}}`)],
  };
};

/**
 * The request for each operation; every answer must be a success. `{NAME}` stands for the id of the thing
 * with that name.
 */
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
  updateWorkspace: [
    inAcme('PUT', '/workspaces/ws_evil', { handle: 'claimed' }),
    inAcme('PUT', '/workspaces/ws_dev', { name: 'Development' }),
  ],
  getWorkspaceMember: [{ path: '/v1/admin/workspace-members/me', ...acme }],
  listWorkspaceMembers: [{ path: '/v1/admin/workspace-members', ...acme }],
  listBots: ['ws_abc123', 'ws_dev', 'ws_prod', 'ws_evil'].flatMap(workspace => [
    { path: '/v1/admin/bots', workspace },
    { path: '/v1/admin/bots?dev=true', workspace },
  ]),
  createBot: [
    inAcme('POST', '/bots', bot),
    inAcme('POST', '/bots'),
    inAcme('POST', '/bots', { dev: true }),
  ],
  getBot: ['bot_acme', 'bot_acme_wip', '{small}'].map(id => ({
    path: `${admin}/bots/${id}`,
    ...acme,
  })),
  updateBot: [
    inAcme('PUT', '/bots/bot_acme', deployed),
    inAcme('PUT', '/bots/{small}', { name: 'small' }),
  ],
  deleteBot: [inAcme('DELETE', '/bots/{small}')],
  checkHandleAvailability: ['acme', 'free'].map(handle =>
    inAcme('PUT', '/workspaces/handle-availability', { handle }),
  ),
  validateIntegrationCreation: [
    inAcme('POST', '/integrations/validate', { name: 'acme/other', version: '0.0.1' }),
  ],
  validateIntegrationUpdate: [
    inAcme('PUT', `/integrations/{${integration.name}}/validate`, { title: 'Other' }),
  ],
  ...definitions('Integration', integration),
  ...definitions('Interface', {
    name: 'acme/listable',
    version: '0.1.0',
    channels: { c: { messages: {} } },
  }),
  ...definitions('Plugin', plugin),
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

/**
 * The kind of thing that a path leads to, such as `bots`: things of different kinds may have the
 * same name.
 */
const place = (path: string) => path.replace(`${admin}/hub`, admin).split(/[/?]/)[3] ?? '';

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

    // What a request names has to be created first, and deletions come last.
    const turns = ['POST', 'GET', 'PUT', 'DELETE'];
    const ordered = [...routes].sort((a, b) => turns.indexOf(a.method) - turns.indexOf(b.method));
    const ids = new Map<string, string>();
    it.each(ordered)('of $operation passes the official schema', async ({ operation }) => {
      for (const { path, ...asked } of cases[operation] ?? []) {
        const asking = path.replace(
          /\{([^}]+)\}/,
          (_, name) => ids.get(`${place(path)}${name}`) ?? name,
        );
        const { status, body } = await ask(sandbox.url, asking, asked);
        for (const made of Object.values(body as Record<string, { id: string; name: string }>)) {
          if (made?.id) ids.set(`${place(path)}${made.name}`, made.id);
        }
        expect({ path, status, faults: faultsOf(operation, body) }).toEqual({
          path,
          status: 200,
          faults: [],
        });
      }
    });

    it.each(routes)('of $operation to a stranger is the official 401', async route => {
      const path = route.path.replace(/\{\w+\}/g, 'ws_abc123');
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
