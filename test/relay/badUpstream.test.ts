// What a program sees if the API misbehaves, through the relay and without it; and what the table of calls
// says about it.
import { createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { outcomeOf, type RelayedCall } from '../../source/relay/call.ts';
import { startRelay } from '../../source/relay/relay.ts';
import { upstreamOf } from '../../source/relay/upstream.ts';
import { listening } from '../support/listening.ts';

const standIn = 'bp_pat_standinstandin00';

/** An API that sends plain bytes, behind a relay. */
async function world(answer: (socket: Socket) => void) {
  const port = await listening(createServer(socket => socket.once('data', () => answer(socket))));
  const apiUrl = `http://127.0.0.1:${port}`;
  const upstream = upstreamOf({}, apiUrl);
  let heard = (_: RelayedCall) => {};
  const told = new Promise<RelayedCall>(resolve => {
    heard = resolve;
  });
  const relay = await startRelay({
    ...{ apiUrl, standIn, token: 'bp_pat_1234567890abcdef', readOnly: false },
    ...{ now: Date.now, randomId: () => 'id', request: upstream.request, onCall: heard },
  });
  onTestFinished(async () => {
    await relay.close();
    upstream.close();
  });
  return { apiUrl, relay, told };
}

/** Status and body; or whether the connection ended before or during the answer. */
async function seen(url: string, signal: AbortSignal | null = null): Promise<string> {
  try {
    const headers = { authorization: `Bearer ${standIn}` };
    const answer = await fetch(`${url}/v1/admin/bots`, { headers, signal, redirect: 'manual' });
    return await answer.text().then(
      text => `${answer.status} ${text}`,
      () => `${answer.status}, then the connection's end`,
    );
  } catch {
    return "the connection's end";
  }
}

const http = (text: string) => (socket: Socket) => void socket.end(text.replaceAll('\n', '\r\n'));

test.each<[what: string, answer: (socket: Socket) => void, client: string, table: string]>([
  ['resets', socket => socket.resetAndDestroy(), "the connection's end", 'ECONNRESET'],
  ['hangs up', socket => socket.destroy(), "the connection's end", 'ECONNRESET'],
  ['speaks no HTTP', http('220 smtp ready\n'), "the connection's end", 'HPE_INVALID_CONSTANT'],
  [
    'ends in its headers',
    http('HTTP/1.1 200 OK\ncontent-le'),
    "the connection's end",
    'ECONNRESET',
  ],
  [
    'breaks off',
    http('HTTP/1.1 200 OK\ncontent-length: 9\n\nhalf'),
    "200, then the connection's end",
    'ECONNRESET',
  ],
  [
    'sends a chunk of no size',
    http('HTTP/1.1 200 OK\ntransfer-encoding: chunked\n\n2\nab\nzz\n'),
    "200, then the connection's end",
    'HPE_INVALID_CHUNK_SIZE',
  ],
  [
    'has a status that there is not',
    http('HTTP/1.1 099 Odd\ncontent-length: 0\n\n'),
    "the connection's end",
    'ERR_HTTP_INVALID_STATUS_CODE',
  ],
  [
    'answers in HTML',
    http('HTTP/1.1 502 Bad Gateway\ncontent-type: text/html\ncontent-length: 7\n\n<p>\u{1}</p'),
    '502 <p>\u{1}</p',
    '502',
  ],
  [
    'calls an error what is no JSON',
    http('HTTP/1.1 403 F\ncontent-type: application/json\ncontent-length: 2\n\n{x'),
    '403 {x',
    '403',
  ],
])('an API that %s', async (_, answer, client, table) => {
  const { apiUrl, relay, told } = await world(answer);
  expect.soft(await seen(apiUrl)).toBe(client);
  expect.soft(await seen(relay.url)).toBe(client);
  expect(outcomeOf((await told).end)).toBe(table);
});

test('an API that hangs is waited for as long as the program waits', async () => {
  let arrived = () => {};
  const reached = new Promise<void>(resolve => {
    arrived = resolve;
  });
  const { relay, told } = await world(() => arrived());
  const patience = new AbortController();
  const answer = seen(relay.url, patience.signal);
  await reached;
  patience.abort();
  expect(await answer).toBe("the connection's end");
  expect(outcomeOf((await told).end)).toBe('abandoned');
});

test('what the program waits for when the relay ends is told as abandoned', async () => {
  let arrived = () => {};
  const reached = new Promise<void>(resolve => {
    arrived = resolve;
  });
  const { relay, told } = await world(() => arrived());
  const answer = seen(relay.url);
  await reached;
  await relay.close();
  expect(await answer).toBe("the connection's end");
  expect(outcomeOf((await told).end)).toBe('abandoned');
  expect(await seen(relay.url)).toBe("the connection's end");
});
