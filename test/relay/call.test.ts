// The record of a program's calls: its rows, and which of the refusals is explained.
import { describe, expect, test } from 'vitest';
import { unanswered } from '../../source/botpress/exchange.ts';
import { type CallEnd, type RelayedCall, tallyCalls } from '../../source/relay/call.ts';

function call(method: string, path: string, status: number, ms = 1, received = 10): RelayedCall {
  const end: CallEnd = { type: 'answered', status };
  const exchange = {
    ...unanswered({ method, path, origin: 'http://x', startedAt: 0 }),
    status,
    ms,
  };
  const target = { workspaceId: null, botId: null, integrationId: null };
  return { exchange, end, target, sent: 0, received };
}

function tallied(...calls: RelayedCall[]) {
  const tally = tallyCalls();
  for (const one of calls) tally.add(one);
  return tally;
}

test('the same call with the same outcome is one row, however often it comes', () => {
  const tally = tallyCalls();
  for (let at = 0; at < 100_000; at++) tally.add(call('GET', '/v1/admin/bots', 200, at % 7, 2));
  tally.add(call('GET', '/v1/admin/bots', 500));
  expect(tally.rows()).toEqual([
    {
      method: 'GET',
      path: '/v1/admin/bots',
      outcome: '200',
      times: 100_000,
      ms: 6,
      received: 200_000,
    },
    { method: 'GET', path: '/v1/admin/bots', outcome: '500', times: 1, ms: 1, received: 10 },
  ]);
});

describe('the refusal that is explained', () => {
  const list = call('GET', '/v1/admin/bots', 200);
  const lookUp = call('GET', '/v1/admin/bots/bot_x', 404);
  const workspace = call('GET', '/v1/admin/workspaces/ws_x', 404);
  const forbidden = call('POST', '/v1/admin/bots', 403);
  const later = call('DELETE', '/v1/admin/bots/bot_x', 403);
  const rows: ReadonlyArray<
    readonly [what: string, calls: RelayedCall[], code: number, refusal: RelayedCall | undefined]
  > = [
    ['none, where all went well', [list], 0, undefined],
    ['none, where a look-up found nothing and the program went on', [list, lookUp], 0, undefined],
    ['the look-up, where the program failed', [list, lookUp], 1, lookUp],
    ['the first refusal', [list, forbidden, later], 0, forbidden],
    ['a refusal before a look-up that came first', [lookUp, forbidden], 1, forbidden],
    ['a workspace that is not there', [lookUp, workspace], 0, workspace],
  ];
  test.each(rows)('%s', (_, calls, code, refusal) => {
    expect(tallied(...calls).firstRefusal(code)).toBe(refusal);
  });
});
