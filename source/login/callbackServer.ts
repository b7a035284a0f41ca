// The callback: a server on loopback that leads the browser to the login and takes one token from it.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { lineHere, say } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { AppError } from '../errors.ts';
import { callbackFields, cleanToken } from '../secrets/clean.ts';
import { kindOf } from '../secrets/kind.ts';
import { tokenProblem } from '../secrets/ready.ts';
import { refusal } from './callbackGate.ts';
import {
  type CallbackPage,
  donePage,
  endedPage,
  openedPage,
  refusedPage,
  usedPage,
} from './callbackPage.ts';
import { comesFromStranger } from './peer.ts';

export type Callback = {
  /** Where the browser is to come back to. Its path is a secret (192 random bits) of one use. */
  url: string;
  /** The token, once it is there; it could be sent, but is not proven. Never rejects. */
  token: Promise<string>;
  /**
   * An address that leads the browser on to `page`, once. Other users of the machine see the arguments of every
   * program, and must not see the callback in them.
   */
  handOver(page: string): Door;
  /**
   * Takes nothing any more. The port stays taken as long as this process lives: the login page may still be open, and
   * another program that got the port would get the token that is approved there.
   */
  close(): void;
};

type Door = {
  address: string;
  /** Nobody is to use it any more. */
  withdraw(): void;
};

/** How long the last page may take to be fetched once the token is there, in milliseconds. */
const farewellTime = 3000;

/**
 * Listens on 127.0.0.1, on any free port, for one token. What is refused changes nothing: the wait goes on.
 *
 * The token arrives in a query, so the way on from it leads through two redirects:
 * `SECRET?pat=…` answers 303 to `SECRET/back`, so that no page ever has it in its address, and that
 * one replaces itself by `SECRET/done`, so that the tab's history forgets where it came from.
 * @throws AppError local where nothing can listen on loopback
 */
export async function listenForToken(ctx: Context): Promise<Callback> {
  const secret = `/${ctx.randomId()}${ctx.randomId()}`;
  const delivered = new AbortController();
  let port = 0;
  let state: 'waiting' | 'arrived' | 'closed' = 'waiting';
  let door: { key: string; page: string; isUsed: boolean } | null = null;
  let deliver: (token: string) => void;
  const token = new Promise<string>(resolve => {
    deliver = resolve;
  });

  // Cookies of everything else on 127.0.0.1 come along, hence the generous limit.
  const limits = { maxHeaderSize: 16_384, headersTimeout: 10_000, requestTimeout: 20_000 };
  const server = createServer(limits, (request, response) => {
    const refused = refusal(request, `${loopback}:${port}`);
    if (refused) {
      sendText(response, refused.status, refused.because);
      return;
    }
    const { remoteAddress = '', remotePort = 0 } = request.socket;
    const client = { address: remoteAddress, port: remotePort };
    if (comesFromStranger(ctx, { address: loopback, port }, client)) {
      sendText(response, 403, strangerText);
      return;
    }
    const [path = '', ...rest] = (request.url ?? '').split('?');
    const query = rest.join('?');
    if (path === doorPath && door !== null && query.split('&')[0] === door.key) {
      leadOn(door, query, response);
    } else if (path === secret) comeBack(callbackFields(query), response);
    else if (state === 'arrived' && path === `${secret}/back`) moveOn(request, response);
    else if (state === 'arrived' && path === `${secret}/done`) bidFarewell(response);
    else sendText(response, 404, 'There is nothing here');
  });
  // Only the wait for the token keeps the process: nobody else does by holding a connection.
  server.on('connection', socket => socket.unref());

  const close = () => {
    if (state === 'waiting') state = 'closed';
    server.unref();
    delivered.abort();
  };

  function handOver(page: string): Door {
    const own = { key: ctx.randomId(), page, isUsed: false };
    door = own;
    return {
      address: `http://${loopback}:${port}${doorPath}?${own.key}`,
      withdraw: () => {
        own.isUsed = true;
      },
    };
  }

  function leadOn(own: { page: string; isUsed: boolean }, query: string, response: ServerResponse) {
    if (state === 'closed') sendPage(response, 410, endedPage(ctx.randomId()));
    else if (own.isUsed) sendPage(response, 410, openedPage(ctx.randomId()));
    else {
      own.isUsed = true;
      const page = new URL(own.page);
      // What $BROWSER adds to the address it gets is meant for the page.
      for (const [name, value] of [...new URLSearchParams(query)].slice(1)) {
        if (!page.searchParams.has(name)) page.searchParams.append(name, value);
      }
      send(response, 303, { location: page.href }, '');
    }
  }

  function comeBack(query: URLSearchParams, response: ServerResponse): void {
    if (state !== 'waiting') {
      const page = state === 'closed' ? endedPage : usedPage;
      sendPage(response, 410, page(ctx.randomId()));
      return;
    }
    const candidates = [...query.getAll('pat'), ...query.getAll('token')].map(
      text => cleanToken(text).token,
    );
    const found = candidates.find(candidate => candidateProblem(candidate) === null);
    if (found === undefined) {
      const problem = candidateProblem(candidates[0] ?? '') ?? '';
      sendPage(response, 400, refusedPage(ctx.randomId(), problem));
      return;
    }
    state = 'arrived';
    send(response, 303, { location: `${secret}/back` }, '');
    deliver(found);
    // From here on only the clock keeps the process for the browser's sake.
    server.unref();
    ctx.wait(farewellTime, delivered.signal).catch(() => {});
  }

  function moveOn({ headers }: IncomingMessage, response: ServerResponse): void {
    const page = donePage(ctx.randomId(), `${secret}/done`);
    // An address that ended in an error, and those that led there, are not suggested by the address
    // bar (measured: Chromium 156 suggests SECRET?pat=… after any answer below 400).
    if (headers['sec-fetch-mode'] === 'navigate') sendPage(response, 410, page);
    else bidFarewell(response);
  }

  function bidFarewell(response: ServerResponse): void {
    response.once('close', () => delivered.abort());
    sendPage(response, 200, donePage(ctx.randomId()));
  }

  server.listen(0, loopback);
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
  port = (server.address() as AddressInfo).port;
  return { url: `http://${loopback}:${port}${secret}`, token, handOver, close };
}

const loopback = '127.0.0.1';
const doorPath = '/open';

const strangerText =
  'bp-auth waits for the browser of its own user, and this one is of another user of this machine.\n' +
  'If the login is yours, paste the address of this page into bp-auth.';

/** Why this cannot be what a login ends with; null where the API may decide. */
function candidateProblem(candidate: string): string | null {
  const kind = kindOf(candidate);
  // A key has no account, so nobody could be told whose it is before it is stored.
  if (kind === 'bot' || kind === 'integration') return `It is the key of one ${kind}`;
  return tokenProblem(candidate);
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
