// The relay: a local HTTP server that forwards a program's calls to the API with the real token.
import {
  type ClientRequest,
  createServer,
  type IncomingMessage,
  type RequestOptions,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type Exchange, unanswered } from '../botpress/exchange.ts';
import { AppError } from '../errors.ts';
import type { CallEnd, RelayedCall, RelayRefusal } from './call.ts';
import { errorBodyReader } from './errorBody.ts';
import { answerHeaders, requestHeaders, valuesOf } from './headers.ts';
import { passedBytes } from './passedBytes.ts';
import { isRead } from './reads.ts';
import { refusals } from './refusals.ts';

export type RelayOptions = {
  /** The API URL that calls go to, including its path. The token belongs to its origin. */
  apiUrl: string;
  token: string;
  /** The value that the program has instead of the token. */
  standIn: string;
  readOnly: boolean;
  /** Epoch milliseconds. */
  now(): number;
  randomId(): string;
  /** Starts a request to the API: directly, or through a proxy. */
  request(options: RequestOptions): ClientRequest;
  /** Called when a call has ended. */
  onCall(call: RelayedCall): void;
};

export type Relay = {
  /** The API URL to give to the program. */
  url: string;
  /** Closes all connections and stops listening. */
  close(): Promise<void>;
};

/**
 * Starts a relay on a free port of 127.0.0.1.
 * @throws AppError `local` if there is none
 */
export async function startRelay(options: RelayOptions): Promise<Relay> {
  const api = new URL(options.apiUrl);
  const basePath = api.pathname.replace(/\/$/, '');
  const sockets = new Set<Socket>();
  const passed = passedBytes();
  const server = createServer({ keepAliveTimeout: 30_000 });
  // An upload may take longer than Node's five minutes.
  server.requestTimeout = 0;
  server.on('connection', socket => {
    sockets.add(socket.setNoDelay());
    socket.on('close', () => sockets.delete(socket));
  });
  const port = await listening(server);
  const authority = `127.0.0.1:${port}`;

  server.on('request', (request, response) => {
    const call = newCall(request, api.origin, options.now());
    const finish = (end: CallEnd) => {
      call.end = end;
      call.exchange.ms = options.now() - call.exchange.startedAt;
      options.onCall(call);
    };
    const why = reasonToRefuse(request, { authority, basePath, ...options });
    if (why === null) passOn(request, response, { api, options, call, finish, passed });
    else refuse(request, response, why, { call, finish, id: options.randomId() });
  });
  server.on('upgrade', (request, socket) => {
    const call = newCall(request, api.origin, options.now());
    call.end = { type: 'refused', status: 501, why: 'upgrade' };
    options.onCall(call);
    socket.end('HTTP/1.1 501 Not Implemented\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
  });
  server.on('connect', (_, socket) => {
    socket.end('HTTP/1.1 405 Method Not Allowed\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
  });
  server.on('clientError', (_, socket) => {
    if (!socket.writable) return socket.destroy();
    socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
  });

  return {
    url: `http://${authority}${basePath}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(
        new AppError(
          'relay-unavailable',
          `Nothing can listen on 127.0.0.1 here (${cause.code}), so no call can be watched`,
          {
            hint: 'Run this where programs may open a port on 127.0.0.1, or leave out --watch and --read-only',
            cause,
          },
        ),
      ),
    );
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function newCall(request: IncomingMessage, origin: string, startedAt: number): RelayedCall {
  const header = (name: string) => valuesOf(request.rawHeaders, name)[0] ?? null;
  const { method = '', url = '' } = request;
  return {
    exchange: unanswered({ method, path: url.replace(/[?#].*$/s, ''), origin, startedAt }),
    end: { type: 'abandoned' },
    target: {
      workspaceId: header('x-workspace-id'),
      botId: header('x-bot-id'),
      integrationId: header('x-integration-id'),
    },
    sent: 0,
    received: 0,
  };
}

type Gate = { authority: string; basePath: string; standIn: string; readOnly: boolean };

/** The reason to refuse a request; null if it may pass. */
function reasonToRefuse(request: IncomingMessage, gate: Gate): RelayRefusal | null {
  const { rawHeaders, url = '', method = '' } = request;
  const hosts = valuesOf(rawHeaders, 'host');
  const isForUs = hosts.length === 1 && hosts[0] === gate.authority && url.startsWith('/');
  if (!isForUs) return 'not-for-us';
  const [authorization, ...others] = valuesOf(rawHeaders, 'authorization');
  if (others.length > 0 || authorization !== `Bearer ${gate.standIn}`) return 'no-stand-in';
  const path = url.replace(/[?#].*$/s, '');
  return gate.readOnly && !isRead(method, path, gate.basePath) ? 'read-only' : null;
}

type Passing = { call: RelayedCall; finish: (end: CallEnd) => void };

/** Answers in the API's place, in the format of its errors. */
function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  why: RelayRefusal,
  { call, finish, id }: Passing & { id: string },
): void {
  const { status, type, message } = refusals[why];
  const body = { id: `err_bp_auth_${id}`, code: status, type, message: message(call) };
  const contentType = 'application/json';
  Object.assign(call.exchange, { status, errorType: type, errorId: body.id, contentType });
  response.on('close', () => finish({ type: 'refused', status, why }));
  // The rest of the request is discarded, so the connection is not used again.
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
  response.end(JSON.stringify(body));
  request.resume();
}

function passOn(
  request: IncomingMessage,
  response: ServerResponse,
  {
    api,
    options,
    call,
    finish,
    passed,
  }: Passing & {
    api: URL;
    options: RelayOptions;
    passed(size: number): void;
  },
): void {
  let ended = false;
  const end = (how: CallEnd) => {
    if (!ended) finish(how);
    ended = true;
  };
  // The path is taken literally: resolved against the origin, `//host/path` would lead to another
  // host.
  const upstream = options.request({
    path: request.url ?? '/',
    method: request.method ?? 'GET',
    headers: requestHeaders(request.rawHeaders, api.host, options.token) as never,
  });
  const broken = (error: NodeJS.ErrnoException) => {
    if (ended) return;
    const networkCode = error.code ?? 'UNKNOWN';
    call.exchange.networkCode = networkCode;
    end({ type: 'broken', networkCode });
    // The program sees what it would have seen without the relay: the data so far, then the end of
    // the connection.
    if (response.headersSent) {
      response.flushHeaders();
      request.socket.destroySoon();
    } else {
      request.socket.destroy();
    }
    upstream.destroy();
  };
  // Plain pipes with explicit error handling: `pipeline` creates two abort objects per call, which
  // take a tenth of the call's time.
  upstream.on('error', broken);
  upstream.on('response', answer => {
    takeNotes(call.exchange, answer);
    const errorBody = errorBodyReader(answer);
    answer.on('data', (chunk: Buffer) => {
      call.received += chunk.length;
      passed(chunk.length);
      errorBody.take(chunk);
    });
    try {
      response.writeHead(
        answer.statusCode ?? 502,
        answer.statusMessage ?? '',
        answerHeaders(answer.rawHeaders),
      );
    } catch (error) {
      // Node refuses to write some statuses and headers that it accepts when it reads them.
      broken(error as NodeJS.ErrnoException);
      return;
    }
    // The headers leave together with the first data, or alone if none has arrived by the next turn
    // of the event loop (server-sent events).
    setImmediate(() => response.flushHeaders());
    answer.on('error', broken);
    response.on('finish', () => {
      Object.assign(call.exchange, errorBody.read());
      end({ type: 'answered', status: answer.statusCode ?? 502 });
    });
    answer.pipe(response);
  });
  response.on('close', () => {
    if (response.writableFinished) return;
    upstream.destroy();
    end({ type: 'abandoned' });
  });
  request.on('data', (chunk: Buffer) => {
    call.sent += chunk.length;
    passed(chunk.length);
  });
  // After an error of the request, the response's `close` reports the call as abandoned.
  request.on('error', () => {});
  request.pipe(upstream);
}

function takeNotes(exchange: Exchange, { headers, statusCode = 0 }: IncomingMessage): void {
  exchange.status = statusCode;
  exchange.reached = 'host';
  exchange.contentType = headers['content-type']?.split(';')[0]?.trim() ?? null;
  exchange.serverTime = Date.parse(headers.date ?? '') || null;
  exchange.retryAfter = Number.parseInt(headers['retry-after'] ?? '', 10) || null;
}
