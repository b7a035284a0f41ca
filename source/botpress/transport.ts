// A fetch over node:http with only what ofetch and the client need. Node's own fetch supports no
// proxies on Node 20. It also loads undici, which takes four times as long as an empty program
// (docs/decisions/005-transport-and-proxies.md).

import { request as askHttp, type ClientRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { getBuiltinModule } from 'node:process';
import { pipeline, type Readable } from 'node:stream';
import type { Reached } from './exchange.ts';
import type { HttpProxy } from './proxy.ts';

export type FetchInit = {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
  /** The proxy to go through. */
  proxy?: HttpProxy | null;
  /** Called with how far the request got. */
  onReached?: (reached: Reached) => void;
  /** Called with each address that the host name resolves to. */
  onAddress?: (address: string) => void;
};

export type FetchAnswer = {
  status: number;
  headers: { get(name: string): string | null };
  /**
   * The body as text.
   * @throws an error with a code if the body is cut off, too large or cannot be decompressed
   */
  text(): Promise<string>;
};

export type Fetch = (url: string, init: FetchInit) => Promise<FetchAnswer>;

/** Headers by name, as ofetch handles them. */
export class HeaderMap extends Map<string, string> {
  constructor(init: Iterable<[string, string]> | Record<string, string> = []) {
    super();
    const all =
      Symbol.iterator in init ? (init as Iterable<[string, string]>) : Object.entries(init);
    for (const [name, value] of all) this.set(name, value);
  }
  all(): Record<string, string> {
    return Object.fromEntries(this);
  }
  override get(name: string): string | undefined {
    return super.get(name.toLowerCase());
  }
  override has(name: string): boolean {
    return super.has(name.toLowerCase());
  }
  override set(name: string, value: string): this {
    return super.set(name.toLowerCase(), value);
  }
}

/** The most bytes in an answer, decompressed. */
const largest = 16 * 1024 * 1024;

/** A network fault that has no errno. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly code: string;
  constructor(code: string, cause?: unknown) {
    super(code, { cause });
    this.code = code;
  }
}

/**
 * One request; redirects are not followed. Modules that only some requests need are loaded by
 * `getBuiltinModule`: a first `import()` would load Node's ES module loader, too.
 */
export const fetchOverHttp: Fetch = async (url, init) => {
  const { method = 'GET', headers, body, signal, proxy = null, onReached, onAddress } = init;
  const isSecure = url.startsWith('https:');
  const agent = proxy === null ? undefined : await agentFor(proxy);
  const options = {
    method,
    headers: { 'accept-encoding': 'gzip', ...headers },
    ...(signal === undefined ? {} : { signal }),
    ...(agent === undefined ? {} : { agent }),
  };
  return new Promise((resolve, reject) => {
    const request = (isSecure ? getBuiltinModule('node:https').request : askHttp)(url, options);
    request.on('error', reject);
    request.on('response', message => resolve(answerOf(message)));
    // If the server only offers a protocol switch, no other event comes. After an answer, this
    // rejection has no effect.
    request.on('close', () => reject(new TransportError('ECONNRESET')));
    if (onReached) follow(request, isSecure, onReached);
    if (onAddress && proxy === null) watchAddresses(request, onAddress);
    request.end(body);
  });
};

async function agentFor(proxy: HttpProxy) {
  const { proxyAgent } = await import('./proxyAgent.ts');
  return proxyAgent(proxy);
}

function follow(request: ClientRequest, isSecure: boolean, onReached: (to: Reached) => void): void {
  request.on('proxyConnect', ({ statusCode }: { statusCode: number }) => {
    if (statusCode === 200) onReached('tunnel');
  });
  request.on('socket', (socket: Socket) => {
    if (request.reusedSocket || !(isSecure || socket.connecting)) return onReached('host');
    socket.once(isSecure ? 'secureConnect' : 'connect', () => onReached('host'));
  });
}

function watchAddresses(request: ClientRequest, onAddress: (address: string) => void): void {
  request.on('socket', (socket: Socket) => {
    if (socket.remoteAddress !== undefined) return onAddress(socket.remoteAddress);
    socket.on('lookup', (_error: Error | null, address: string | undefined) => {
      if (address) onAddress(address);
    });
  });
}

function answerOf(message: IncomingMessage): FetchAnswer & { body: unknown } {
  const { statusCode = 0, headers } = message;
  const isEmpty = [204, 205, 304].includes(statusCode);
  // Nobody will read an empty body, and an unread message never ends.
  if (isEmpty) message.resume();
  return {
    status: statusCode,
    headers: { get: name => oneOf(headers[name.toLowerCase()]) },
    /** ofetch reads the text only if there is a body. */
    body: isEmpty ? null : message,
    text: async () => read(unpacked(message)),
  };
}

const oneOf = (value: string | string[] | undefined) =>
  Array.isArray(value) ? (value[0] ?? null) : (value ?? null);

/** Decompressed as it streams, so that memory never holds more than the limit. */
function unpacked(message: IncomingMessage): Readable {
  const encoding = message.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (!/^(x-)?gzip$|^deflate$|^br$/.test(encoding)) return message;
  const { createUnzip, createBrotliDecompress } = getBuiltinModule('node:zlib');
  const unzip = encoding === 'br' ? createBrotliDecompress() : createUnzip();
  // Whoever reads the stream gets the errors, so the callback ignores them.
  return pipeline(message, unzip, () => {});
}

async function read(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    // Leaving the loop destroys the stream.
    if (length > largest) throw new TransportError('ANSWER_TOO_LARGE');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
