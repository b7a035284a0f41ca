// Real servers, each with one fault.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createHttp, type RequestListener, type Server } from 'node:http';
import { createServer as createHttps, globalAgent } from 'node:https';
import { type AddressInfo, connect, createServer as createTcp, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { type Fault, makeCertificate } from '../support/certificates.ts';

async function portOf(server: { listen(port: number, host: string): unknown; address(): unknown }) {
  server.listen(0, '127.0.0.1');
  await once(server as unknown as NodeJS.EventEmitter, 'listening');
  return (server.address() as AddressInfo).port;
}

export type Answer = { status: number; body: string | object; headers?: Record<string, string> };

/**
 * A server with an answer for each path.
 * @returns its URL
 */
export async function answering(answer: (path: string) => Answer): Promise<string> {
  const server = createHttp(respond(answer));
  onTestFinished(() => end(server));
  return `http://127.0.0.1:${await portOf(server)}`;
}

function respond(answer: (path: string) => Answer): RequestListener {
  return (request, response) => {
    const { status, body, headers } = answer((request.url ?? '').split('?', 1)[0] ?? '');
    const isJson = typeof body !== 'string';
    const type = isJson ? 'application/json' : 'text/html';
    response.writeHead(status, { 'content-type': type, ...headers });
    response.end(isJson ? JSON.stringify(body) : body);
  };
}

function end(server: Server): void {
  server.close();
  server.closeAllConnections();
}

/** A port where nothing listens. */
export async function closedPort(): Promise<number> {
  const server = createTcp();
  const port = await portOf(server);
  server.close();
  await once(server, 'close');
  return port;
}

/** Accepts connections and sends nothing. */
export async function silent(): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createTcp(socket => sockets.add(socket.on('error', () => {})));
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return `http://127.0.0.1:${await portOf(server)}`;
}

/** Speaks something other than HTTP. */
export async function babbling(text: string): Promise<string> {
  const server = createTcp(socket => socket.on('error', () => {}).end(text));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${await portOf(server)}`;
}

/** A black hole: a stopped process whose queue of connections is full, so that no connection succeeds. */
export async function blackHole(): Promise<string> {
  const program = `const server = require('node:net').createServer();
    server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
      console.log(server.address().port);
      setImmediate(() => process.kill(process.pid, 'SIGSTOP'));
    });`;
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'ignore'] });
  const sockets: Socket[] = [];
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    child.kill('SIGKILL');
  });
  const [chunk] = await once(child.stdout, 'data');
  const port = Number(String(chunk).trim());
  while (readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(' ')[2] !== 'T');
  // The queue holds one connection more than its backlog; once it is full, the kernel answers
  // nobody.
  for (let n = 0; n < 3; n++) {
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    sockets.push(socket);
    if (n < 2) await once(socket, 'connect');
  }
  return `http://127.0.0.1:${port}`;
}

/** A proxy that answers every CONNECT with a refusal. */
export async function refusingProxy(status: string): Promise<string> {
  const server = createHttp();
  server.on('connect', (_, socket) => {
    socket.on('error', () => {});
    socket.end(`HTTP/1.1 ${status}\r\n\r\n`);
  });
  onTestFinished(() => end(server));
  return `http://127.0.0.1:${await portOf(server)}`;
}

/**
 * A TLS server for `localhost` with a certificate made for this test. `trust` makes Node trust the
 * certificate's authority.
 */
export async function tlsServer(fault: Fault) {
  const { key, cert, ca } = makeCertificate(fault);
  const answer = () => ({ status: 200, body: {} });
  const server = createHttps({ key, cert }, respond(answer));
  onTestFinished(() => end(server as unknown as Server));
  const port = await portOf(server);
  const trust = () => {
    globalAgent.options.ca = ca;
    onTestFinished(() => {
      delete globalAgent.options.ca;
      globalAgent.destroy();
    });
  };
  return { url: `https://localhost:${port}`, trust };
}
