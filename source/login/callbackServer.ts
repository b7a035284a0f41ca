// The callback: a server on loopback that takes one token from the browser and then is gone.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { lineHere, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { AppError } from '../errors.ts';
import { tokenProblem } from '../tokens/shape.ts';
import { refusal } from './callbackGate.ts';
import { type CallbackPage, donePage, refusedPage, usedPage } from './callbackPage.ts';

export type Callback = {
  /** Where the browser is to come back to. Its path is a secret (192 random bits) of one use. */
  url: string;
  /** The token, once it is there; it could be sent, but is not proven. Never rejects. */
  token: Promise<string>;
  /** Ends it at once, whatever is under way. */
  close(): void;
};

/** How long the last page may take to be fetched once the token is there, in milliseconds. */
const farewellTime = 3000;

/**
 * Listens on 127.0.0.1, on any free port, until a token came back and its page was delivered, or
 * until `close`. What is refused changes nothing: the wait goes on.
 *
 * The token arrives in a query, so the way on from it leads through two redirects:
 * `SECRET?pat=…` answers 303 to `SECRET/back`, so that no page ever has it in its address, and that
 * one replaces itself by `SECRET/done`, so that the tab's history forgets where it came from.
 * @throws AppError local where nothing can listen on loopback
 */
export async function listenForToken(ctx: Context): Promise<Callback> {
  const secret = `/${ctx.randomId()}${ctx.randomId()}`;
  const closed = new AbortController();
  let host = '';
  let arrived = false;
  let deliver: (token: string) => void;
  const token = new Promise<string>(resolve => {
    deliver = resolve;
  });

  // Cookies of everything else on 127.0.0.1 come along, hence the generous limit.
  const limits = { maxHeaderSize: 16_384, headersTimeout: 10_000, requestTimeout: 20_000 };
  const server = createServer(limits, (request, response) => {
    const refused = refusal(request, host);
    if (refused) {
      sendText(response, refused.status, refused.because);
      return;
    }
    const [path, ...query] = (request.url ?? '').split('?');
    if (path === secret) comeBack(new URLSearchParams(query.join('?')), response);
    else if (arrived && path === `${secret}/back`) moveOn(request, response);
    else if (arrived && path === `${secret}/done`) bidFarewell(response);
    else sendText(response, 404, 'There is nothing here');
  });

  const close = () => {
    closed.abort();
    server.close();
    server.closeAllConnections();
  };

  function comeBack(query: URLSearchParams, response: ServerResponse): void {
    const candidate = query.get('pat') ?? query.get('token') ?? '';
    if (arrived) {
      sendPage(response, 410, usedPage(ctx.randomId()));
      return;
    }
    const problem = tokenProblem(candidate);
    if (problem !== null) {
      sendPage(response, 400, refusedPage(ctx.randomId(), problem));
      return;
    }
    arrived = true;
    send(response, 303, { location: `${secret}/back` }, '');
    deliver(candidate);
    // From here on only the clock keeps the process for the browser's sake.
    server.unref();
    ctx.wait(farewellTime, closed.signal).then(close, () => {});
  }

  function moveOn({ headers }: IncomingMessage, response: ServerResponse): void {
    const page = donePage(ctx.randomId(), `${secret}/done`);
    // An address that ended in an error, and those that led there, are not suggested by the address
    // bar (measured: Chromium 156 suggests SECRET?pat=… after any answer below 400).
    if (headers['sec-fetch-mode'] === 'navigate') sendPage(response, 410, page);
    else bidFarewell(response);
  }

  function bidFarewell(response: ServerResponse): void {
    response.once('close', close);
    sendPage(response, 200, donePage(ctx.randomId()));
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening').catch((cause: NodeJS.ErrnoException) => {
    throw new AppError(
      'callback-unavailable',
      `Nothing can listen on 127.0.0.1 here (${cause.code})`,
      {
        hint: say`Log in with a token instead: paste it, or use ${lineHere('login', '--with-token')}`,
        cause,
      },
    );
  });
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: `http://${host}${secret}`, token, close };
}

function sendPage(response: ServerResponse, status: number, { headers, html }: CallbackPage): void {
  send(response, status, { ...headers, 'content-type': 'text/html; charset=utf-8' }, html);
}

function sendText(response: ServerResponse, status: number, text: string): void {
  send(response, status, { 'content-type': 'text/plain; charset=utf-8' }, `${text}\n`);
}

/** Every answer: never kept, never framed, never told to anyone, the connection ended. */
function send(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  body: string,
): void {
  response.writeHead(status, {
    'cache-control': 'no-store',
    'content-length': Buffer.byteLength(body),
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    connection: 'close',
    ...headers,
  });
  response.end(body);
}
