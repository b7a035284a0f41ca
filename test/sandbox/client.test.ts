// The official client against the sandbox, as someone's program would use it.
import { Client, type ClientProps, isApiError } from '@botpress/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../source/sandbox/server.ts';
import { sampleTokens } from '../../source/sandbox/tokens.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

function clientWith(token: string, more: Partial<ClientProps> = {}): Client {
  return new Client({
    apiUrl: sandbox.url,
    token,
    workspaceId: 'ws_abc123',
    botId: 'bot_acme',
    ...more,
  });
}

async function errorOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'no error',
    error => (isApiError(error) ? `${error.code} ${error.type}` : error),
  );
}

it('lists 2,500 workspaces page by page', async () => {
  const client = clientWith(sampleTokens.manyWorkspaces);
  const first = await client.listWorkspaces({});
  expect([first.workspaces.length, typeof first.meta.nextToken]).toEqual([100, 'string']);
  const all = await client.list.workspaces({}).collect();
  expect([all.length, new Set(all.map(({ id }) => id)).size]).toEqual([2500, 2500]);
  expect(all.at(-1)?.id).toBe('ws_many_2500');
});

it('finds a workspace by its handle', async () => {
  const { workspaces } = await clientWith(sampleTokens.owner).listWorkspaces({ handle: 'prod' });
  expect(workspaces.map(({ id }) => id)).toEqual(['ws_prod']);
});

it('creates a PAT that works at once, lists it without its value, and deletes it for good', async () => {
  const client = clientWith(sampleTokens.owner);
  const { pat } = await client.createPersonalAccessToken({ note: 'für die CI' });
  expect(pat.value).toMatch(/^bp_pat_[\w-]{36}$/);
  const created = clientWith(pat.value);
  expect((await created.getAccount({})).account.email).toBe('owner@example.com');
  const { pats } = await created.listPersonalAccessTokens({});
  expect(pats).toContainEqual({ id: pat.id, createdAt: pat.createdAt, note: 'für die CI' });
  expect(await client.deletePersonalAccessToken({ id: pat.id })).toEqual({});
  expect(await errorOf(created.getAccount({}))).toBe('401 Unauthorized');
  const left = await client.listPersonalAccessTokens({});
  expect(left.pats.map(({ id }) => id)).not.toContain(pat.id);
});

it('lists PATs of various ages, its own among them', async () => {
  const { pats } = await clientWith(sampleTokens.owner).listPersonalAccessTokens({});
  const days = pats.map(({ createdAt }) => (Date.now() - Date.parse(createdAt)) / 86_400_000);
  expect(pats.map(({ id }) => id)).toContain('pat_owner_sample');
  expect([Math.min(...days) < 14, Math.max(...days) > 90]).toEqual([true, true]);
});

it('creates and deletes a bot key', async () => {
  const client = clientWith(sampleTokens.owner);
  const bak = await client.createBotApiKey({ botId: 'bot_acme', note: 'n' });
  expect(bak.value).toMatch(/^bp_bak_[\w-]{36}$/);
  const keyed = clientWith(bak.value);
  expect((await keyed.listTables({})).tables).toHaveLength(1);
  expect(await errorOf(keyed.listBots({}))).toBe('403 Forbidden');
  const { baks } = await client.listBotApiKeys({ botId: 'bot_acme' });
  expect(baks.map(({ id }) => id)).toEqual(['bak_acme_old', 'bak_acme_sample', bak.id]);
  await client.deleteBotApiKey({ id: bak.id });
  expect(await errorOf(keyed.listTables({}))).toBe('401 Unauthorized');
});

it('creates and deletes an integration key', async () => {
  const client = clientWith(sampleTokens.owner);
  const iak = await client.createIntegrationApiKey({ integrationId: 'int_acme' });
  expect(iak.value).toMatch(/^bp_iak_[\w-]{36}$/);
  const keyed = clientWith(iak.value, { integrationId: 'int_acme' });
  expect((await keyed.listFiles({})).files).toHaveLength(1);
  expect(await errorOf(keyed.listTables({}))).toBe('403 Forbidden');
  await client.deleteIntegrationApiKey({ id: iak.id });
  expect(await errorOf(keyed.listFiles({}))).toBe('401 Unauthorized');
  const { iaks } = await client.listIntegrationApiKeys({ integrationId: 'int_acme' });
  expect(iaks.map(({ id }) => id)).toEqual(['iak_acme_sample']);
});

it('kills both spellings of a sample key with one deletion', async () => {
  const own = await startSandbox();
  const client = clientWith(sampleTokens.owner, { apiUrl: own.url });
  await client.deleteBotApiKey({ id: 'bak_acme_sample' });
  for (const token of [sampleTokens.bot, sampleTokens.botAsDocumented]) {
    const keyed = clientWith(token, { apiUrl: own.url });
    expect(await errorOf(keyed.listConversations({}))).toBe('401 Unauthorized');
  }
  await own.close();
});

it('sees of the conversations what its token may see', async () => {
  const all = await clientWith(sampleTokens.bot).listConversations({});
  const own = await clientWith(sampleTokens.integration).listConversations({});
  expect(new Set(all.conversations.map(({ integration }) => integration)).size).toBe(3);
  expect(own.conversations.map(({ integration }) => integration)).toEqual(['acme/crm']);
});

it('accepts the id of a bot as the list gives it', async () => {
  const { bots } = await clientWith(sampleTokens.owner).listBots({});
  const listed = bots.find(({ name }) => name === 'Acme Support')?.id ?? '';
  expect(listed).toMatch(/^bot_acme_/);
  const { files } = await clientWith(sampleTokens.bot, { botId: listed }).listFiles({});
  expect(files.map(({ botId }) => botId)).toEqual([listed]);
});

it('reads members, invoices, audit records, quotas and usages', async () => {
  const client = clientWith(sampleTokens.owner);
  const { members } = await client.listWorkspaceMembers({});
  expect(new Set(members.map(({ role }) => role)).size).toBe(6);
  const { invoices } = await client.listWorkspaceInvoices({ id: 'ws_abc123' });
  expect(invoices.map(({ paymentStatus }) => paymentStatus)).toEqual(['open', 'paid', 'paid']);
  const first = await client.getAuditRecords({ id: 'ws_abc123' });
  const { nextToken } = first.meta;
  const second = await client.getAuditRecords({ id: 'ws_abc123', ...(nextToken && { nextToken }) });
  expect(second.records[0]?.id).not.toBe(first.records[0]?.id);
  const { quotas } = await client.listWorkspaceQuotas({ id: 'ws_abc123' });
  const { usages } = await client.getMultipleUsages({
    ids: ['ws_abc123'],
    types: ['bot_count', 'ai_spend'],
  });
  expect(quotas).toHaveLength(15);
  expect(usages).toMatchObject([
    { id: 'ws_abc123', type: 'bot_count', quota: 5, value: 4 },
    { id: 'ws_abc123', type: 'ai_spend' },
  ]);
});

it.each([
  [
    '401 Unauthorized',
    (url: string) => clientWith(sampleTokens.expired, { apiUrl: url }).getAccount({}),
  ],
  ['403 QuotaExceeded', (url: string) => owner(url, 'ws_quota').listBots({})],
  ['403 Forbidden', (url: string) => owner(url).getWorkspace({ id: 'ws_nomember' })],
  ['404 ResourceNotFound', (url: string) => owner(url).getWorkspace({ id: 'ws_x' })],
  ['405 MethodNotFound', (url: string) => owner(url).deleteWorkspace({ id: 'ws_abc123' })],
  ['429 RateLimited', (url: string) => owner(url).getWorkspace({ id: 'ws_limited' })],
  ['402 PaymentRequired', (url: string) => owner(`${url}/_fault/402`).getAccount({})],
  ['500 Internal', (url: string) => owner(`${url}/_fault/500`).getAccount({})],
] as const)('arrives as the typed error %s', async (expected, work) => {
  expect(await errorOf(work(sandbox.url))).toBe(expected);
});

function owner(apiUrl: string, workspaceId = 'ws_abc123'): Client {
  return clientWith(sampleTokens.owner, { apiUrl, workspaceId });
}
