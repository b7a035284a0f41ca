// The relay with a server and clients on real sockets.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { outcomeOf, type RelayedCall, tallyCalls } from '../../source/relay/call.ts';
import { startRelay } from '../../source/relay/relay.ts';
import { upstreamOf } from '../../source/relay/upstream.ts';

const standIn = 'bp_pat_standinstandin00';
const real = 'bp_pat_1234567890abcdef';

async function world(answer: RequestListener, { readOnly = false, path = '' } = {}) {
  const seen: Array<{ line: string; headers: IncomingMessage['headers'] }> = [];
  const server = createServer((request, response) => {
    seen.push({ line: `${request.method} ${request.url}`, headers: request.headers });
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  const calls: RelayedCall[] = [];
  const heard: Array<() => void> = [];
  const upstream = upstreamOf({}, apiUrl);
  const relay = await startRelay({
    ...{ apiUrl, token: real, standIn, readOnly, now: Date.now, randomId: () => 'id' },
    request: upstream.request,
    onCall: call => {
      calls.push(call);
      for (const hear of heard.splice(0)) hear();
    },
  });
  onTestFinished(async () => {
    await relay.close();
    upstream.close();
    server.closeAllConnections();
    server.close();
  });
  const ask = (where: string, init: RequestInit = {}) =>
    fetch(relay.url + where, {
      ...init,
      headers: { authorization: `Bearer ${standIn}`, ...(init.headers as Record<string, string>) },
    });
  /** Waits until this many calls have ended. */
  const ended = async (count: number) => {
    while (calls.length < count) await new Promise<void>(resolve => heard.push(resolve));
    return calls;
  };
  const port = Number(new URL(relay.url).port);
  return { relay, calls, seen, ask, ended, port };
}

const json: RequestListener = (request, response) => {
  request.resume();
  request.on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{}');
  });
};

/** Sends raw bytes, and returns everything that comes back. */
async function raw(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(text);
  let answer = '';
  for await (const chunk of socket) answer += chunk;
  return answer;
}

describe('a call through the relay', () => {
  test('arrives with the real token, path and query, and its answer comes back', async () => {
    const { ask, seen, ended } = await world(json, { path: '/gateway' });
    const answer = await ask('/v1/admin/bots?x=1', { headers: { 'x-workspace-id': 'ws_dev' } });
    expect([answer.status, await answer.text()]).toEqual([200, '{}']);
    expect(seen[0]?.line).toBe('GET /gateway/v1/admin/bots?x=1');
    expect(seen[0]?.headers).toMatchObject({
      authorization: `Bearer ${real}`,
      'x-workspace-id': 'ws_dev',
    });
    const [call] = await ended(1);
    expect(call?.exchange.path).toBe('/gateway/v1/admin/bots');
    expect(call?.target.workspaceId).toBe('ws_dev');
    expect(call?.end).toEqual({ type: 'answered', status: 200 });
  });

  test('streams an event as soon as it comes', async () => {
    let more = () => {};
    const { ask } = await world((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: 1\n\n');
      more = () => response.end('data: 2\n\n');
    });
    const answer = await ask('/v1/chat/listen');
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
    expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe('data: 1\n\n');
    more();
    expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe('data: 2\n\n');
  });

  test('does not follow a redirect', async () => {
    const { ask, seen } = await world((_, response) => {
      response.writeHead(307, { location: 'http://127.0.0.1:9/elsewhere' });
      response.end();
    });
    const answer = await ask('/v1/admin/bots', { redirect: 'manual' });
    expect([answer.status, seen.length]).toEqual([307, 1]);
  });

  test('reads type and id off the API’s error', async () => {
    const body = { id: 'err_1', code: 403, type: 'Forbidden', message: 'no' };
    const { ask, ended } = await world((_, response) => {
      response.writeHead(403, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
    expect(await (await ask('/v1/admin/bots')).json()).toEqual(body);
    const [call] = await ended(1);
    expect(call?.exchange).toMatchObject({ status: 403, errorType: 'Forbidden', errorId: 'err_1' });
  });

  test.each([
    ['resets', (request: IncomingMessage) => request.socket.resetAndDestroy()],
    ['hangs up', (request: IncomingMessage) => request.socket.destroy()],
  ])('ends as the API ends it: the API %s', async (_, end) => {
    const { ask, ended } = await world(request => end(request));
    await expect(ask('/v1/admin/bots')).rejects.toThrow();
    const [call] = await ended(1);
    expect(call && outcomeOf(call.end)).toBe('ECONNRESET');
  });

  test('ends in the middle of an answer that breaks off', async () => {
    const { ask, ended } = await world((request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => request.socket.destroy());
    });
    const answer = await ask('/v1/files/x');
    await expect(answer.text()).rejects.toThrow();
    expect((await ended(1))[0]?.end.type).toBe('broken');
  });
});

describe('what is refused, and nothing of it passed on', () => {
  const authorized = `authorization: Bearer ${standIn}\r\n`;
  const host = (port: number) => `host: 127.0.0.1:${port}\r\n`;
  const rows: ReadonlyArray<
    readonly [what: string, status: number, text: (port: number) => string]
  > = [
    ['no token', 401, port => `GET /v1 HTTP/1.1\r\n${host(port)}\r\n`],
    [
      'another token',
      401,
      port => `GET /v1 HTTP/1.1\r\n${host(port)}authorization: Bearer ${real}\r\n\r\n`,
    ],
    ['two tokens', 401, port => `GET /v1 HTTP/1.1\r\n${host(port)}${authorized}${authorized}\r\n`],
    ['another host', 400, () => `GET /v1 HTTP/1.1\r\nhost: evil.example\r\n${authorized}\r\n`],
    [
      'localhost by name',
      400,
      port => `GET /v1 HTTP/1.1\r\nhost: localhost:${port}\r\n${authorized}\r\n`,
    ],
    ['two hosts', 400, port => `GET /v1 HTTP/1.1\r\n${host(port)}host: x\r\n${authorized}\r\n`],
    ['no host', 400, () => `GET /v1 HTTP/1.1\r\n${authorized}\r\n`],
    [
      'an absolute URL',
      400,
      port => `GET http://evil.example/v1 HTTP/1.1\r\n${host(port)}${authorized}\r\n`,
    ],
    ['CONNECT', 405, port => `CONNECT evil.example:443 HTTP/1.1\r\n${host(port)}${authorized}\r\n`],
    [
      'Upgrade',
      501,
      port =>
        `GET /v1 HTTP/1.1\r\n${host(port)}${authorized}connection: upgrade\r\nupgrade: websocket\r\n\r\n`,
    ],
    [
      'two lengths',
      400,
      port =>
        `POST /v1 HTTP/1.1\r\n${host(port)}${authorized}content-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    [
      'another request in the body of a refused one',
      401,
      port => {
        const inner = `GET /v1 HTTP/1.1\r\n${host(port)}${authorized}\r\n`;
        return `POST /v1 HTTP/1.1\r\n${host(port)}content-length: ${inner.length}\r\n\r\n${inner}`;
      },
    ],
    [
      'two different lengths',
      400,
      port =>
        `POST /v1 HTTP/1.1\r\n${host(port)}${authorized}content-length: 3\r\ncontent-length: 4\r\n\r\nabcd`,
    ],
    [
      'a header with a space before its colon',
      400,
      port => `GET /v1 HTTP/1.1\r\n${host(port)}${authorized}x-bot-id : bot_acme\r\n\r\n`,
    ],
    [
      'a token behind a folded line',
      400,
      port => `GET /v1 HTTP/1.1\r\n${host(port)}x: y\r\n ${authorized}\r\n`,
    ],
    ['rubbish', 400, () => 'rubbish\r\n\r\n'],
  ];
  test.each(rows)('%s: %i', async (_, status, text) => {
    const { port, seen } = await world(json);
    const answer = await raw(port, text(port));
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    if (status === 401) expect(answer).toContain('"code":401,"type":"Unauthorized"');
    expect(seen).toEqual([]);
  });

  test.each(['//evil.example/v1', '/\\evil.example/v1', '/v1/../../x', '/@evil.example/'])(
    'the path %s leads to no other host',
    async path => {
      const { port, seen } = await world(json);
      await raw(
        port,
        `GET ${path} HTTP/1.1\r\n${host(port)}${authorized}connection: close\r\n\r\n`,
      );
      expect(seen.map(({ line }) => line)).toEqual([`GET ${path}`]);
    },
  );

  test('a change under --read-only, with the body of the API’s Forbidden', async () => {
    const { ask, seen, ended } = await world(json, { readOnly: true });
    const answer = await ask('/v1/admin/bots', { method: 'POST', body: '{}' });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ code: 403, type: 'Forbidden' });
    expect((await ask('/v1/admin/bots')).status).toBe(200);
    expect((await ask('/v1/tables/t/rows/find', { method: 'POST', body: '{}' })).status).toBe(200);
    expect(seen.map(({ line }) => line)).toEqual([
      'GET /v1/admin/bots',
      'POST /v1/tables/t/rows/find',
    ]);
    const calls = await ended(3);
    expect(calls[0]?.end).toEqual({ type: 'refused', status: 403, why: 'read-only' });
  });
});

test('the same call with the same outcome is one row, ids apart', async () => {
  const { ask, ended } = await world(json);
  const id = (letter: string) => `bot_${letter.repeat(24)}`;
  await ask(`/v1/admin/bots/${id('a')}`);
  await ask(`/v1/admin/bots/${id('b')}`);
  await ask('/v1/admin/bots');
  const tally = tallyCalls();
  for (const call of await ended(3)) tally.add(call);
  const rows = tally.rows().map(({ path, times }) => [path, times]);
  expect(rows).toEqual([
    ['/v1/admin/bots/{id}', 2],
    ['/v1/admin/bots', 1],
  ]);
});
