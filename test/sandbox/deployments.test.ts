// Bots, integrations, interfaces and plugins, deployed by the official client: what it creates exists, and
// is gone after its deletion.
import { Client } from '@botpress/client';
import { expect, test } from 'vitest';
import { sampleTokens, sandboxForTest } from '../support/sandbox.ts';

async function client(token: string = sampleTokens.owner, workspaceId = 'ws_abc123', path = '') {
  const { url } = await sandboxForTest();
  return new Client({ apiUrl: url + path, token, workspaceId, retry: { retries: 0 } });
}

const typeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: { type?: string }) => error.type,
  );

test('a bot is made, deployed, found and deleted', async () => {
  const bp = await client();
  const { bot } = await bp.createBot({ name: 'small', tags: { team: 'a' } });
  const greet = { input: { schema: {} }, output: { schema: {} } };
  const integrations = { int_acme: { enabled: true, configuration: { key: 'x' } } };
  await bp.updateBot({ id: bot.id, code: 'x', actions: { greet }, integrations });
  const deployed = await bp.getBot({ id: bot.id });
  expect(deployed.bot).toMatchObject({
    ...{ name: 'small', tags: { team: 'a' }, actions: { greet } },
    integrations: { int_acme: { name: 'acme/crm', configuration: { key: 'x' } } },
    deployedAt: expect.any(String),
  });
  expect((await bp.listBots({})).bots.map(({ id }) => id)).toContain(bot.id);
  await bp.deleteBot({ id: bot.id });
  expect(await typeOf(bp.getBot({ id: bot.id }))).toBe('ResourceNotFound');
});

test('the code of a large bot is taken', async () => {
  const bp = await client();
  const { bot } = await bp.updateBot({ id: 'bot_acme', code: 'x'.repeat(8_000_000) });
  expect(bot.deployedAt).toEqual(expect.any(String));
});

test('a bot cannot have what does not exist', async () => {
  const bp = await client();
  const integrations = { int_nowhere: { enabled: true } };
  expect(await typeOf(bp.updateBot({ id: 'bot_acme', integrations }))).toBe('ReferenceNotFound');
});

test('an integration, an interface and a plugin: by id, by name, once', async () => {
  const bp = await client();
  const named = { name: 'acme/new', version: '1.0.0' };
  const { integration } = await bp.createIntegration({ ...named, secrets: { KEY: 'hidden' } });
  expect(await typeOf(bp.createIntegration(named))).toBe('AlreadyExists');
  const found = await bp.getIntegrationByName(named);
  expect(found.integration).toMatchObject({ id: integration.id, secrets: ['KEY'] });
  expect(JSON.stringify(found)).not.toContain('hidden');
  await bp.updateIntegration({ id: integration.id, title: 'New' });
  expect((await bp.getIntegration({ id: integration.id })).integration.title).toBe('New');
  await bp.deleteIntegration({ id: integration.id });
  expect(await typeOf(bp.getIntegration({ id: integration.id }))).toBe('ResourceNotFound');

  const made = await bp.createInterface(named);
  expect((await bp.listInterfaces({})).interfaces).toMatchObject([{ id: made.interface.id }]);
  const plugin = await bp.createPlugin({ ...named, code: { node: '', browser: '' } });
  expect((await bp.listPlugins({})).plugins).toMatchObject([{ id: plugin.plugin.id }]);
});

test('a workspace claims a free handle once; what is only checked changes nothing', async () => {
  const bp = await client(sampleTokens.owner, 'ws_evil');
  expect(await typeOf(bp.updateWorkspace({ id: 'ws_evil', handle: 'acme' }))).toBe('AlreadyExists');
  await bp.updateWorkspace({ id: 'ws_evil', handle: 'tidy' });
  expect(await bp.getWorkspace({ id: 'ws_evil' })).toMatchObject({ handle: 'tidy' });
  expect(await bp.checkHandleAvailability({ handle: 'tidy' })).toMatchObject({ available: false });
  const { integration } = await bp.createIntegration({ name: 'tidy/one', version: '1.0.0' });
  await bp.validateIntegrationUpdate({ id: integration.id, title: 'Other' });
  expect((await bp.getIntegration({ id: integration.id })).integration.title).toBe('tidy/one');
});

test.each([
  ['a viewer', sampleTokens.viewer, 'ws_abc123', '', 'Forbidden'],
  ['a blocked workspace', sampleTokens.owner, 'ws_blocked', '', 'Forbidden'],
  ['a full workspace', sampleTokens.owner, 'ws_quota', '', 'QuotaExceeded'],
  ['too many calls', sampleTokens.owner, 'ws_limited', '', 'RateLimited'],
  ['a bot key', sampleTokens.bot, 'ws_abc123', '', 'Forbidden'],
  ['an expired token', sampleTokens.expired, 'ws_abc123', '', 'Unauthorized'],
  ['a fault of the API', sampleTokens.owner, 'ws_abc123', '/_fault/500', 'Internal'],
])('%s is refused as everywhere', async (_, token, workspaceId, path, type) => {
  const bp = await client(token, workspaceId, path);
  expect(await typeOf(bp.createBot({ name: 'small' }))).toBe(type);
});

test('another workspace’s bot is not there', async () => {
  const bp = await client();
  expect(await typeOf(bp.getBot({ id: 'bot_dev' }))).toBe('ResourceNotFound');
  expect(await typeOf(bp.deleteBot({ id: 'bot_dev' }))).toBe('ResourceNotFound');
});
