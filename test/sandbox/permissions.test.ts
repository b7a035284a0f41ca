// The sandbox's tables of tokens and workspaces, row by row (docs/reference.md, section Sandbox).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../source/sandbox/server.ts';
import { sampleTokens } from '../../source/sandbox/tokens.ts';
import { type Asked, ask, outcome } from './ask.ts';
import { faultsOfError } from './official.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const forbidden = '403 Forbidden';
const missing = '404 ResourceNotFound';

async function outcomeOf(path: string, asked: Asked): Promise<string> {
  const answered = await ask(sandbox.url, path, asked);
  if (answered.status >= 400) expect(faultsOfError(answered.status, answered.body)).toEqual([]);
  return outcome(answered);
}

async function workspaceIds(token: string): Promise<string[]> {
  const { body } = await ask(sandbox.url, '/v1/admin/workspaces', { token });
  return (body as { workspaces: { id: string }[] }).workspaces.map(({ id }) => id);
}

describe('each token', () => {
  it.each([
    [
      'owner',
      ['ws_abc123', 'ws_dev', 'ws_prod', 'ws_blocked', 'ws_quota', 'ws_limited', 'ws_evil'],
    ],
    ['viewer', ['ws_abc123', 'ws_dev']],
    ['single', ['ws_solo']],
    ['noWorkspace', []],
  ] as const)('%s sees its own workspaces only', async (name, expected) => {
    expect(await workspaceIds(sampleTokens[name])).toEqual(expected);
  });

  it('manyWorkspaces sees 100 of 2,500 on its first page', async () => {
    const ids = await workspaceIds(sampleTokens.manyWorkspaces);
    expect([ids.length, ids[0], ids[99]]).toEqual([100, 'ws_many_0001', 'ws_many_0100']);
  });

  it('owner is owner@example.com and owner; viewer is viewer', async () => {
    const owner = await ask(sandbox.url, '/v1/admin/account/me');
    expect(owner.body).toMatchObject({ account: { email: 'owner@example.com' } });
    const roles = [sampleTokens.owner, sampleTokens.viewer].map(async token => {
      const me = '/v1/admin/workspace-members/me';
      return (await ask(sandbox.url, me, { token, workspace: 'ws_abc123' })).body;
    });
    expect(await Promise.all(roles)).toMatchObject([{ role: 'owner' }, { role: 'viewer' }]);
  });

  it.each([
    ['expired', `Bearer ${sampleTokens.expired}`],
    ['revoked', `Bearer ${sampleTokens.revoked}`],
    ['unknown', 'Bearer bp_pat_nobodyknowsthisone'],
    ['without its scheme', sampleTokens.owner],
    ['of another scheme', `Basic ${sampleTokens.owner}`],
    ['quoted', `Bearer "${sampleTokens.owner}"`],
    ['empty', 'Bearer '],
    ['twice', `Bearer Bearer ${sampleTokens.owner}`],
  ])('that is %s answers 401 everywhere', async (_, authorization) => {
    for (const path of ['/v1/admin/account/me', '/v1/admin/workspaces/ws_limited', '/v1/tables']) {
      const asked = { token: null, headers: { authorization } };
      expect(await outcomeOf(path, asked)).toBe('401 Unauthorized');
    }
  });
});

describe('bot and integration keys', () => {
  const { bot, botAsDocumented, integration, integrationAsDocumented } = sampleTokens;
  const acme = { bot: 'bot_acme' };
  const byIntegration = { headers: { 'x-integration-id': 'int_acme' } };

  it.each<[string, string, Asked, string]>([
    ['the owner', '/v1/chat/conversations', { token: sampleTokens.owner, ...acme }, '200'],
    ['the owner', '/v1/tables', { token: sampleTokens.owner, ...acme }, '200'],
    ['the owner', '/v1/tables', { token: sampleTokens.owner }, '400 InvalidPayload'],
    ['the owner', '/v1/tables', { token: sampleTokens.owner, bot: 'bot_x' }, missing],
    ['the owner', '/v1/tables', { token: sampleTokens.owner, bot: 'bot_solo' }, forbidden],
    ['the owner', '/v1/tables', { token: sampleTokens.owner, bot: 'bot_blocked' }, forbidden],
    ['a bot key', '/v1/chat/conversations', { token: bot, ...acme }, '200'],
    [
      'a bot key as documented',
      '/v1/chat/conversations',
      { token: botAsDocumented, ...acme },
      '200',
    ],
    ['a bot key', '/v1/tables', { token: bot, ...acme }, '200'],
    ['a bot key', '/v1/files', { token: bot, ...acme }, '200'],
    ['a bot key', '/v1/files', { token: bot }, '400 InvalidPayload'],
    ['a bot key', '/v1/files', { token: bot, bot: 'bot_dev' }, forbidden],
    ['a bot key', '/v1/files', { token: bot, bot: 'bot_x' }, forbidden],
    ['a bot key', '/v1/admin/account/me', { token: bot }, forbidden],
    ['a bot key', '/v1/admin/bots', { token: bot, workspace: 'ws_abc123' }, forbidden],
    ['a bot key', '/v1/admin/workspaces/ws_nomember', { token: bot }, forbidden],
    ['an integration key', '/v1/chat/conversations', { token: integration, ...acme }, '200'],
    [
      'one as documented',
      '/v1/chat/conversations',
      { token: integrationAsDocumented, ...acme },
      '200',
    ],
    [
      'an integration key',
      '/v1/chat/conversations',
      { token: integration, ...byIntegration },
      '200',
    ],
    ['an integration key', '/v1/chat/conversations', { token: integration }, '400 InvalidPayload'],
    [
      'an integration key',
      '/v1/chat/conversations',
      { token: integration, ...acme, headers: { 'x-integration-id': 'int_dev' } },
      forbidden,
    ],
    [
      'an integration key',
      '/v1/chat/conversations',
      { token: integration, bot: 'bot_dev' },
      forbidden,
    ],
    ['an integration key', '/v1/files', { token: integration, ...acme }, '200'],
    ['an integration key', '/v1/tables', { token: integration, ...acme }, forbidden],
    ['an integration key', '/v1/admin/workspaces', { token: integration }, forbidden],
  ])('%s on %s with %o: %s', async (_, path, asked, expected) => {
    expect(await outcomeOf(path, asked)).toBe(expected);
  });
});

describe('each workspace', () => {
  const path = (id: string) => `/v1/admin/workspaces/${id}`;

  it.each([
    ['ws_abc123', '200', '200', '200', '200'],
    ['ws_blocked', '200', '200', forbidden, forbidden],
    ['ws_quota', '200', '200', '403 QuotaExceeded', '200'],
    ['ws_limited', '429 RateLimited', '429 RateLimited', '429 RateLimited', '429 RateLimited'],
    ['ws_evil', '200', '200', '200', '200'],
    ['ws_nomember', forbidden, forbidden, forbidden, forbidden],
    ['ws_solo', forbidden, forbidden, forbidden, forbidden],
    ['ws_many_0001', forbidden, forbidden, forbidden, forbidden],
    ['ws_nowhere', missing, missing, missing, missing],
    ['..%2Fme', missing, '404 ResourceNotFound', missing, missing],
  ])('%s: itself %s, membership %s, bots %s, integrations %s', async (workspace, ...expected) => {
    expect([
      await outcomeOf(path(workspace), {}),
      await outcomeOf('/v1/admin/workspace-members/me', { workspace }),
      await outcomeOf('/v1/admin/bots', { workspace }),
      await outcomeOf('/v1/admin/integrations', { workspace }),
    ]).toEqual(expected);
  });

  it.each([
    'owner',
    'viewer',
    'single',
    'noWorkspace',
    'manyWorkspaces',
    'bot',
    'integration',
  ] as const)('ws_nomember keeps out %s', async name => {
    expect(await outcomeOf(path('ws_nomember'), { token: sampleTokens[name] })).toBe(forbidden);
  });

  it('ws_blocked says that it is blocked', async () => {
    expect((await ask(sandbox.url, path('ws_blocked'))).body).toMatchObject({ blocked: true });
  });

  it.each<[string, Asked]>([
    [path('ws_limited'), {}],
    [`${path('ws_limited')}/quotas`, {}],
    ['/v1/admin/account/me', { workspace: 'ws_limited' }],
    ['/v1/admin/bots', { workspace: 'ws_limited', token: sampleTokens.viewer }],
    ['/v1/admin/usages/multiple?types=ai_spend&ids=ws_limited', {}],
    ['/v1/tables', { workspace: 'ws_limited', bot: 'bot_acme', token: sampleTokens.bot }],
  ])('ws_limited is limited wherever it is named: %s', async (asked, how) => {
    const answered = await ask(sandbox.url, asked, how);
    expect([outcome(answered), answered.headers.get('retry-after')]).toEqual([
      '429 RateLimited',
      '7',
    ]);
  });

  it('ws_evil has every control in its name', async () => {
    const { body } = await ask(sandbox.url, path('ws_evil'));
    const { name } = body as { name: string };
    for (const part of ['\x1b[', '\x1b]0;', '\x1b]52;', '\x07', '\x9b', '\r', '\u202e']) {
      expect(name).toContain(part);
    }
  });
});

describe('the viewer', () => {
  const viewer = { token: sampleTokens.viewer };
  const acme = { ...viewer, workspace: 'ws_abc123' };

  it.each<[string, string, Asked, string]>([
    ['GET', '/v1/admin/account/me', viewer, '200'],
    ['GET', '/v1/admin/workspaces/ws_abc123', viewer, '200'],
    ['GET', '/v1/admin/workspaces/ws_abc123/quotas', viewer, '200'],
    ['GET', '/v1/admin/workspaces/ws_prod', viewer, forbidden],
    ['GET', '/v1/admin/bots', acme, '200'],
    ['GET', '/v1/admin/integrations', acme, '200'],
    ['GET', '/v1/admin/workspace-members/me', acme, '200'],
    ['GET', '/v1/admin/workspace-members', acme, forbidden],
    ['GET', '/v1/admin/workspaces/ws_abc123/billing/invoices', viewer, forbidden],
    ['GET', '/v1/admin/workspaces/ws_abc123/audit-records', viewer, forbidden],
    ['POST', '/v1/admin/bots/baks', { ...acme, body: { botId: 'bot_acme' } }, forbidden],
    ['DELETE', '/v1/admin/bots/baks/bak_acme_sample', acme, forbidden],
    ['POST', '/v1/admin/bots', { ...acme, body: {} }, forbidden],
    ['PUT', '/v1/admin/workspaces/ws_abc123', { ...viewer, body: {} }, forbidden],
    ['PATCH', '/v1/admin/anything', { ...viewer, body: {} }, forbidden],
    ['POST', '/v1/admin/account/pats', { ...viewer, body: { note: 'mine' } }, '200'],
    ['DELETE', '/v1/admin/account/pats/pat_owner_ci', viewer, missing],
    ['GET', '/v1/chat/conversations', { ...viewer, bot: 'bot_acme' }, '200'],
    ['GET', '/v1/chat/conversations', { ...viewer, bot: 'bot_prod' }, forbidden],
  ])('%s %s', async (method, path, asked, expected) => {
    expect(await outcomeOf(path, { method, ...asked })).toBe(expected);
  });

  it('loses its token by deleting it', async () => {
    const own = await startSandbox();
    const deletion = { method: 'DELETE', ...viewer };
    const deleted = await ask(own.url, '/v1/admin/account/pats/pat_viewer_sample', deletion);
    const afterwards = await ask(own.url, '/v1/admin/account/me', viewer);
    await own.close();
    expect([deleted.body, afterwards.status]).toEqual([{}, 401]);
  });
});

describe('bad requests', () => {
  const post = { method: 'POST' };

  it.each<[string, Asked, string]>([
    ['/', {}, missing],
    ['/v2/admin/account/me', {}, missing],
    ['/v1/admin/nothing', {}, missing],
    ['/v1/admin/account/me/', {}, missing],
    ['/v1/admin/workspaces/%E0%A4%A', {}, missing],
    ['/v1/admin/account/me', { method: 'POST', body: {} }, '405 MethodNotFound'],
    ['/v1/tables', { method: 'DELETE' }, '405 MethodNotFound'],
    ['/v1/admin/bots', {}, '400 InvalidPayload'],
    ['/v1/admin/account/pats', { ...post }, '400 InvalidPayload'],
    ['/v1/admin/account/pats', { ...post, body: '{"note":' }, '400 InvalidPayload'],
    ['/v1/admin/account/pats', { ...post, body: [] }, '400 InvalidPayload'],
    ['/v1/admin/account/pats', { ...post, body: {} }, '400 InvalidPayload'],
    ['/v1/admin/account/pats', { ...post, body: { note: 1 } }, '400 InvalidPayload'],
    ['/v1/admin/account/pats', { ...post, body: { note: '', more: '' } }, '400 InvalidPayload'],
    ['/v1/admin/account/pats', { ...post, body: 'x'.repeat(3_000_000) }, '413 PayloadTooLarge'],
    ['/v1/admin/account/pats/pat_nope', { method: 'DELETE' }, missing],
    ['/v1/admin/workspaces?nextToken=nonsense', {}, '400 InvalidQuery'],
    ['/v1/admin/usages/multiple', {}, '400 InvalidQuery'],
    ['/v1/admin/usages/multiple?types=constructor&ids=ws_abc123', {}, '400 InvalidQuery'],
    ['/v1/admin/usages/multiple?types=ai_spend&ids=nope', {}, missing],
    ['/v1/admin/workspaces/ws_abc123/quotas?period=now', {}, '400 InvalidQuery'],
    ['/v1/admin/bots/baks', { workspace: 'ws_abc123' }, '400 InvalidQuery'],
    ['/v1/admin/bots/baks?botId=bot_dev', { workspace: 'ws_abc123' }, missing],
    ['/v1/admin/bots/baks/bak_acme_old', { method: 'DELETE', workspace: 'ws_dev' }, missing],
    ['/v1/admin/integrations/iaks?integrationId=x', { workspace: 'ws_abc123' }, missing],
  ])('%s', async (path, asked, expected) => {
    expect(await outcomeOf(path, asked)).toBe(expected);
  });
});
