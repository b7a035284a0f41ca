import { createServer as createTcpServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { type ClientOptions, createClient } from '../../source/botpress/client.ts';
import { getAccount, getWorkspace, listWorkspaces } from '../../source/botpress/endpoints.ts';
import type { Exchange } from '../../source/botpress/exchange.ts';
import type { AppError } from '../../source/errors.ts';
import { fakeContext } from '../support/context.ts';
import { httpServer, listening } from '../support/listening.ts';
import { runIn } from '../support/run.ts';
import { reachedOther, sampleTokens, sandboxForTest } from '../support/sandbox.ts';

const token = sampleTokens.owner;

/** Time limits are tested on the real clock, with short limits. */
function realContext() {
  return {
    ...fakeContext(),
    wait: (ms: number, signal?: AbortSignal) => wait(ms, undefined, { signal }),
  };
}

function clientFor(apiUrl: string, options: ClientOptions & { tokenOrigin?: string } = {}) {
  const { tokenOrigin = new URL(apiUrl).origin, ...rest } = options;
  return createClient(realContext(), { apiUrl, token, tokenOrigin }, rest);
}

/** A port on which nobody listens. */
async function closedPort(): Promise<string> {
  const server = createTcpServer();
  const port = await listening(server);
  await new Promise(resolve => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

const failure = (promise: Promise<unknown>): Promise<AppError> =>
  promise.then(
    () => Promise.reject(new Error('It should have failed')),
    error => error,
  );

describe('the host gate', () => {
  const elsewhere = [
    'https://api.botpress.cloud.evil.example',
    'https://evil.example/api.botpress.cloud',
    'https://api.botpress.cloud:8443',
    'https://api-botpress.cloud',
    'https://xn--api-botpress-bqb.cloud',
    'https://API.botpress.cloud.',
    'https://api.botpress.cloud@evil.example',
    'https://evil.example/#api.botpress.cloud',
    'https://evil.example?api.botpress.cloud',
    'http://api.botpress.cloud',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
  ];
  test.each(elsewhere)('a token of api.botpress.cloud does not leave for %s', async apiUrl => {
    let asked = 0;
    const ctx = fakeContext({
      fetch: async () => {
        asked += 1;
        return new Response('{}');
      },
    });
    const client = createClient(ctx, { apiUrl, token, tokenOrigin: 'https://api.botpress.cloud' });
    const error = await failure(getAccount(client));
    expect(['origin', 'usage']).toContain(error.kind);
    expect(asked).toBe(0);
  });

  test.each([301, 302, 303, 307, 308])('a redirect %s elsewhere is not followed', async status => {
    const { otherUrl, ...sandbox } = await sandboxForTest();
    const url = await httpServer((request, response) => {
      response.writeHead(status, { location: `${otherUrl}${request.url}` }).end();
    });
    const error = await failure(getAccount(clientFor(url)));
    expect(error).toMatchObject({ kind: 'origin', exchange: { status } });
    expect(error.message).toContain(otherUrl);
    expect(await reachedOther({ otherUrl, ...sandbox })).toBe('[]');
  });
});

describe('time limits', () => {
  test('a host that does not finish connecting is given up on', async () => {
    const port = await listening(createTcpServer(() => {}));
    const client = clientFor(`https://127.0.0.1:${port}`, { connectTimeout: 80 });
    expect(await failure(getAccount(client))).toMatchObject({
      kind: 'network',
      exchange: { networkCode: 'CONNECT_TIMEOUT' },
    });
  });

  test('a host that connects and says nothing is given up on', async () => {
    const url = await httpServer(() => {});
    const client = clientFor(url, { connectTimeout: 60, answerTimeout: 150 });
    expect(await failure(getAccount(client))).toMatchObject({
      kind: 'network',
      exchange: { networkCode: 'ANSWER_TIMEOUT' },
    });
  });

  test('the limit covers the body, not only the headers', async () => {
    const url = await httpServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"account":');
    });
    const client = clientFor(url, { answerTimeout: 150 });
    expect(await failure(getAccount(client))).toMatchObject({
      exchange: { networkCode: 'ANSWER_TIMEOUT' },
    });
  });

  test('whoever asked may cancel', async () => {
    const url = await httpServer(() => {});
    const cancel = new AbortController();
    const answer = failure(getAccount(clientFor(url), cancel.signal));
    cancel.abort();
    expect(await answer).toMatchObject({ kind: 'cancelled' });
  });
});

describe('answers', () => {
  test('a failed request is not made again', async () => {
    let asked = 0;
    const url = await httpServer((_, response) => {
      asked += 1;
      response.writeHead(503).end();
    });
    expect(await failure(getAccount(clientFor(url)))).toMatchObject({ kind: 'network' });
    expect(asked).toBe(1);
  });

  test.each([
    ['a login page of the network', 200, '<html>Please sign in</html>'],
    ['a 401 of something in between', 401, 'Proxy authentication required'],
    ['a 403 of something in between', 403, '{"message":"Forbidden by gateway"}'],
    ['JSON of another shape', 200, '{"user":"me"}'],
    ['broken JSON', 200, '{"account":'],
    ['nothing at all', 200, ''],
  ])('%s is not taken for the API', async (_, status, body) => {
    const url = await httpServer((_, response) => response.writeHead(status).end(body));
    expect(await failure(getAccount(clientFor(url)))).toMatchObject({ kind: 'network' });
  });

  test('a wrong answer is classified by its type before its status', async () => {
    const { url } = await sandboxForTest();
    const error = await failure(
      clientFor(url).request({
        path: '/v1/admin/bots',
        workspaceId: 'ws_quota',
        answer: (await import('../../source/botpress/answers.ts')).bots,
      }),
    );
    expect(error).toMatchObject({
      kind: 'quota',
      exchange: { status: 403, errorType: 'QuotaExceeded' },
    });
  });

  test('texts come without control and bidirectional characters', async () => {
    const { url } = await sandboxForTest();
    const { name } = await getWorkspace(clientFor(url), 'ws_evil');
    expect(name).toBe(
      'Evil pwned'.slice(0, 0) + name.replace(/[\u0000-\u001f\u007f-\u009f\u202e]/g, ''),
    );
    expect(name.length).toBeGreaterThan(0);
  });

  test('lists come a page at a time', async () => {
    const { url } = await sandboxForTest();
    const many = createClient(realContext(), {
      apiUrl: url,
      token: sampleTokens.manyWorkspaces,
      tokenOrigin: url,
    });
    const first = await listWorkspaces(many);
    expect(first.items).toHaveLength(100);
    const second = await listWorkspaces(many, first.nextToken ?? '');
    expect(second.items[0]?.id).toBe('ws_many_0101');
  });

  test('every exchange is seen, with its evidence and without a secret', async () => {
    const { url } = await sandboxForTest();
    const seen: Exchange[] = [];
    const client = clientFor(url, { onExchange: exchange => seen.push(exchange) });
    const error = await failure(getWorkspace(client, 'ws_nope'));
    expect(seen).toMatchObject([
      {
        method: 'GET',
        path: '/v1/admin/workspaces/ws_nope',
        status: 404,
        errorType: 'ResourceNotFound',
      },
    ]);
    expect(seen[0]?.errorId).toMatch(/^err_/);
    expect(inspect([seen, error], { depth: 20, showHidden: true })).not.toContain(token);
  });

  test('an error of the network holds no secret either', async () => {
    const error = await failure(getAccount(clientFor(await closedPort())));
    expect(error).toMatchObject({ kind: 'network', exchange: { networkCode: 'ECONNREFUSED' } });
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(token);
  });
});

describe('a fault of our own', () => {
  const failing = (error: Error) => {
    const ctx = fakeContext({ fetch: () => Promise.reject(error) });
    const target = { apiUrl: 'http://127.0.0.1:9', tokenOrigin: 'http://127.0.0.1:9', token };
    return { ctx, asked: getAccount(createClient(ctx, target)) };
  };
  const bugs = [
    new TypeError('x is not a constructor'),
    new Error('no code'),
    Object.assign(new TypeError('wrong'), { code: 'ERR_INVALID_ARG_TYPE' }),
    Object.assign(new TypeError('wrong'), { code: 'ERR_INVALID_CHAR' }),
    new RangeError('too deep', { cause: new Error('why') }),
  ];
  test.each(bugs)('%s is thrown as it is', async bug => {
    expect(await failing(bug).asked.catch(error => error)).toBe(bug);
  });

  test('ends a command in 1, and is not told as one of the network', async () => {
    const { url } = await sandboxForTest();
    const ctx = fakeContext({ fetch: () => Promise.reject(new TypeError('not a function')) });
    const login = ['login', '--token', token, '--apiUrl', url, '--workspaceId', 'ws_abc123'];
    for (const argv of [login, ['tokens', 'list'], ['profiles', 'active'], ['doctor']]) {
      if (argv !== login) {
        const env = { BP_TOKEN: token, BP_WORKSPACE_ID: 'ws_abc123', BP_API_URL: url };
        Object.assign(ctx.env, env);
      }
      const { code, stdout, stderr } = await runIn(ctx, ...argv);
      expect({ argv, code }).toEqual({ argv, code: 1 });
      expect(stdout + stderr).toContain('Unexpected error (TypeError)');
    }
  });

  test.each([
    'ECONNREFUSED',
    'EAI_AGAIN',
    'CERT_HAS_EXPIRED',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'HPE_INVALID_CONSTANT',
    'ERR_STREAM_PREMATURE_CLOSE',
    'Z_DATA_ERROR',
  ])('is not what %s is', async code => {
    const fault = new Error('outer', { cause: Object.assign(new Error('inner'), { code }) });
    expect(await failure(failing(fault).asked)).toMatchObject({
      kind: 'network',
      exchange: { networkCode: code },
    });
  });
});
