// A server that forwards calls unchanged, and records their requests and answers.
import { createHash } from 'node:crypto';
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** One call, without what differs from one run to the next. */
export type Recorded = {
  line: string;
  headers: Record<string, unknown>;
  body: string;
  status: number;
  answer: string;
};

/** Replaces what differs from run to run: ids, tokens, times, ports. */
export const withoutChance = (text: string): string =>
  text
    .replace(/(bot|int|ifc|plg|pat|err)_[0-9a-f]{16,}/g, '$1_…')
    .replace(/"bp_pat_[\w-]{36}"/g, '"bp_pat_…"')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, 'TIME')
    .replace(/127\.0\.0\.1:\d+/g, 'HOST');

const perConnection = ['host', 'connection', 'keep-alive', 'transfer-encoding', 'content-length'];

/**
 * @param answers may answer a call itself, and then returns true
 * @returns the server's URL, and the calls that have ended
 */
export async function recordingOf(
  target: string,
  answers: (request: IncomingMessage, response: ServerResponse) => boolean = () => false,
): Promise<{ url: string; calls: readonly Recorded[] }> {
  const calls: Recorded[] = [];
  const server = createServer((request, response) => {
    const { method = '', url = '', rawHeaders } = request;
    if (answers(request, response)) return;
    const on = httpRequest(new URL(target), {
      ...{ method, path: url, agent: false },
      headers: rawHeaders as never,
    });
    const asked = summaryOf(request);
    request.pipe(on);
    on.on('error', () => response.destroy());
    on.on('response', answer => {
      const given = summaryOf(answer);
      response.writeHead(answer.statusCode ?? 500, answer.rawHeaders);
      answer.pipe(response);
      response.on('finish', () => {
        const kept = Object.entries(request.headers).filter(
          ([name]) => !perConnection.includes(name),
        );
        calls.push({
          line: withoutChance(`${method} ${url}`),
          headers: Object.fromEntries(
            kept.map(([name, value]) => [name, withoutChance(`${value}`)]),
          ),
          ...{ body: asked(), status: answer.statusCode ?? 0, answer: given() },
        });
      });
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls };
}

/** The content of a body: a small one itself, the length and hash of a large one. */
function summaryOf(message: IncomingMessage): () => string {
  const hash = createHash('sha256');
  let start = Buffer.alloc(0);
  let size = 0;
  message.on('data', (chunk: Buffer) => {
    size += chunk.length;
    hash.update(chunk);
    if (size <= 100_000) start = Buffer.concat([start, chunk]);
  });
  return () =>
    size <= 100_000 ? withoutChance(start.toString()) : `${size} bytes ${hash.digest('hex')}`;
}
