// Proxies on loopback, working or with one fault each, and an API behind a proxy.
import { request as askHttp, createServer as createHttp, type Server } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { connect, createServer as createTcp } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Certificate } from './certificates.ts';
import { listening } from './listening.ts';

export type TestProxy = {
  port: number;
  /** The hosts that the proxy was asked to connect to. */
  asked: string[];
  /** The decoded Proxy-Authorization headers. */
  credentials: string[];
};

export type Tunnel = (client: Duplex) => void;

type Wishes = {
  /** The handling of an accepted CONNECT. */
  tunnel: Tunnel;
  /** `user:password`; requests without it get 407. */
  password?: string;
  /** The proxy itself uses TLS. */
  certificate?: Certificate;
};

/**
 * A proxy that accepts every CONNECT with the right password, and hands the connection to `tunnel`.
 */
export async function startProxy({ tunnel, password, certificate }: Wishes): Promise<TestProxy> {
  const proxy: TestProxy = { port: 0, asked: [], credentials: [] };
  const server: Server = certificate
    ? (createHttps(certificate) as unknown as Server)
    : createHttp();
  server.on('connect', ({ url = '', headers }, client) => {
    client.on('error', () => {});
    const [, sent = ''] = /^Basic (.*)$/.exec(headers['proxy-authorization'] ?? '') ?? [];
    const credentials = Buffer.from(sent, 'base64').toString();
    proxy.asked.push(url);
    proxy.credentials.push(credentials);
    if (password !== undefined && credentials !== password) {
      return client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    }
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    tunnel(client);
  });
  proxy.port = await listening(server);
  return proxy;
}

/** The tunnel of a working proxy: to this port of this machine, whatever host is asked for. */
export const leadingTo =
  (port: number): Tunnel =>
  client => {
    const host = connect(port, '127.0.0.1').on('error', () => client.destroy());
    client.on('close', () => host.destroy());
    client.pipe(host).pipe(client);
  };

/** A proxy that answers every CONNECT with this status. */
export async function refusing(status: string): Promise<TestProxy> {
  const proxy: TestProxy = { port: 0, asked: [], credentials: [] };
  const server = createHttp().on('connect', ({ url = '' }, client) => {
    proxy.asked.push(url);
    client.on('error', () => {}).end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\n\r\n`);
  });
  proxy.port = await listening(server);
  return proxy;
}

/** A listener that is no proxy: it accepts each connection, and calls `then`. */
export async function noProxy(then: (client: Duplex) => void): Promise<TestProxy> {
  return { port: await listening(createTcp(then)), asked: [], credentials: [] };
}

/**
 * A server with TLS that forwards to an API without TLS.
 * @returns its port
 */
export async function behindTls(apiUrl: string, certificate: Certificate): Promise<number> {
  const server = createHttps(certificate, (incoming, answer) => {
    const { method, url = '', headers } = incoming;
    const outgoing = askHttp(apiUrl + url, { method, headers }, response => {
      response.pipe(answer.writeHead(response.statusCode ?? 0, response.headers));
    });
    outgoing.on('error', () => answer.destroy());
    incoming.pipe(outgoing);
  });
  return listening(server, '0.0.0.0');
}
