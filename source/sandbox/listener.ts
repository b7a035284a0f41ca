// The sandbox's HTTP: a listener on loopback that can be stopped at once.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { refuse } from './errors.ts';
import type { Answer, Reply, SandboxRequest } from './reply.ts';

export type Listener = { url: string; close(): Promise<void> };

type Options = { host: string; port: number; now: () => number };

/**
 * The most bytes that a body may have; bodies with the code of a bot, integration or plugin may
 * have more.
 */
const maxBytes = 1_048_576;
const maxBytesWithCode = 32 * maxBytes;

const maxOf = ({ url = '' }: IncomingMessage) =>
  /\/v1\/admin\/(?:bots|integrations|interfaces|plugins)(?:[/?]|$)/.test(url)
    ? maxBytesWithCode
    : maxBytes;

/**
 * Listens, and answers every request with what `respond` returns; the Date header follows `now`.
 * `close` ends all connections, including idle ones and those waiting for an answer. Rejects with
 * Node's error (EADDRINUSE, EACCES) if the port is unavailable.
 */
export async function listenForRequests(
  { host, port, now }: Options,
  respond: (request: SandboxRequest) => Reply,
): Promise<Listener> {
  const server = createServer((message, response) => {
    response.sendDate = false;
    message.on('error', () => response.destroy());
    readBody(message, body => {
      const reply: Reply =
        body === undefined
          ? {
              type: 'answer',
              answer: refuse('PayloadTooLarge', 'The request payload is too large'),
            }
          : respond(readRequest(message, body));
      deliver(reply, response, now);
    });
  });
  // The client closes idle connections. If the server did, it might cut off a request just sent.
  server.keepAliveTimeout = 0;
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://${host}:${bound}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function deliver(reply: Reply, response: ServerResponse, now: () => number): void {
  const act = () => (reply.type === 'reset' ? reset(response) : send(reply.answer, response, now));
  if (reply.afterMs === undefined) {
    act();
  } else {
    const timer = setTimeout(act, reply.afterMs);
    response.once('close', () => clearTimeout(timer));
  }
}

function send(
  { status, headers, body }: Answer,
  response: ServerResponse,
  now: () => number,
): void {
  response.writeHead(status, {
    date: new Date(now()).toUTCString(),
    'content-length': Buffer.byteLength(body),
    ...headers,
  });
  response.end(body);
}

/** Breaks the connection off, with a reset on the network (RST) where the platform allows it. */
function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

function readRequest(message: IncomingMessage, body: string): SandboxRequest {
  const { method = 'GET', url = '/' } = message;
  const mark = url.indexOf('?');
  return {
    method,
    path: mark < 0 ? url : url.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? '' : url.slice(mark)),
    headers: readHeaders(message),
    body,
  };
}

/**
 * The headers; a repeated header has all its values. In `headers`, Node drops repeated values of
 * some headers.
 */
function readHeaders({ headersDistinct }: IncomingMessage): SandboxRequest['headers'] {
  return Object.fromEntries(
    Object.entries(headersDistinct).map(([name, values]) => [name, values?.join(', ')]),
  );
}

/**
 * Passes on the whole body once it has arrived, or undefined as soon as it is too large. The rest
 * is read and discarded, so that the client sees the answer.
 */
function readBody(message: IncomingMessage, take: (body: string | undefined) => void): void {
  const maxBodyBytes = maxOf(message);
  const chunks: Buffer[] = [];
  let size = 0;
  message.on('data', (chunk: Buffer) => {
    const fitted = size <= maxBodyBytes;
    size += chunk.length;
    if (size <= maxBodyBytes) chunks.push(chunk);
    else if (fitted) take(undefined);
  });
  message.on('end', () => {
    if (size <= maxBodyBytes) take(Buffer.concat(chunks).toString());
  });
}
