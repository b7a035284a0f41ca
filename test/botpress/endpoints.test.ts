// The requests and answers of the endpoint functions, against the sandbox, which requires and returns what
// the official API does.
import { expect, test } from 'vitest';
import { createClient } from '../../source/botpress/client.ts';
import { listAuditRecords, listQuotas, listUsages } from '../../source/botpress/endpoints.ts';
import type { Fetch } from '../../source/botpress/transport.ts';
import { fakeContext } from '../support/context.ts';
import { sampleTokens, sandboxForTest } from '../support/sandbox.ts';

async function client(fetched?: Fetch) {
  const { url } = await sandboxForTest();
  const target = { apiUrl: url, token: sampleTokens.owner, tokenOrigin: url };
  return createClient(fakeContext(fetched ? { fetch: fetched } : {}), target);
}

test('quotas, and the usage of several of them in one request', async () => {
  const api = await client();
  const quotas = await listQuotas(api, 'ws_abc123');
  const period = expect.stringMatching(/^\d{4}-\d{2}-01$/);
  expect(quotas).toContainEqual({ period, type: 'bot_count', value: 5 });
  const usages = await listUsages(api, 'ws_abc123', ['bot_count', 'ai_spend']);
  expect(usages.map(({ type, value }) => [type, value])).toEqual([
    ['bot_count', 4],
    ['ai_spend', 38_500_000_000],
  ]);
});

test('an audit record that nobody caused is a record too', async () => {
  const record = {
    id: 'audit_1',
    recordedAt: '2026-11-22T10:00:00.000Z',
    userId: null,
    resourceId: null,
    action: 'EXECUTE_AUTO_RECHARGE_SUCCESS',
  };
  const answer = new Response(JSON.stringify({ records: [record], meta: {} }), {
    headers: { 'content-type': 'application/json' },
  });
  const api = await client(async () => answer);
  expect((await listAuditRecords(api, 'ws_abc123')).items).toMatchObject([{ id: 'audit_1' }]);
});
