// The callback server: on loopback, it sends the browser to the login and receives one token.
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
  /** The address that the browser returns to. Its path is a one-time secret of 192 random bits. */
  url: string;
  /** The token, once it has arrived; well formed, but not proven. Never rejects. */
  token: Promise<string>;
  /**
   * A one-time address that redirects the browser to `page`. Other users of the machine can see
   * every program's arguments, and must not find the callback there.
   */
  handOver(page: string): Door;
  /**
   * Stops accepting anything. The port stays taken while this process lives: the login page may
   * still be open, and another program on that port would receive the token approved there.
   */
  close(): void;
};

type Door = {
  address: string;
  /** Makes the address invalid. */
  withdraw(): void;
};

/** Milliseconds that the browser may take to fetch the last page after the token has arrived. */
const farewellTime = 3000;

/**
 * Listens on any free port of 127.0.0.1 for one token. A refused request changes nothing: the wait
 * continues. The browser brings the token in the query of the secret address, `SECRET?pat=…`. This
 * address answers 303 to `SECRET/back`, so that no page's address holds the token. The page at
 * `SECRET/back` replaces itself by `SECRET/done`, so that the tab's history does not keep the
 * address with the token.
 * @throws AppError `local` if nothing can listen on loopback
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

  // Headers may be long: the browser also sends the cookies of all other servers on 127.0.0.1.
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
  // Only the wait for the token keeps the process alive, never an open connection.
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
      // Parameters that the program in $BROWSER adds to the one-time address are meant for the
      // login page.
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
    // From here on, only a timer keeps the process alive for the browser.
    server.unref();
    ctx.wait(farewellTime, delivered.signal).catch(() => {});
  }

  function moveOn({ headers }: IncomingMessage, response: ServerResponse): void {
    const page = donePage(ctx.randomId(), `${secret}/done`);
    // The status 410 keeps the address with the token out of the address bar's suggestions. After
    // any answer below 400, Chromium 156 suggests `SECRET?pat=…` (measured).
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
  'bp-auth waits for the browser of its own user, and this browser belongs to another user of this machine.\n' +
  'If the login is yours, paste the address of this page into bp-auth.';

/** The reason why this cannot be a login's token; null if the API may decide. */
function candidateProblem(candidate: string): string | null {
  const kind = kindOf(candidate);
  // A key has no account, so we could not show its owner before storing it.
  if (kind === 'bot' || kind === 'integration') return `It is the key of one ${kind}`;
  return tokenProblem(candidate);
}

function sendPage(response: ServerResponse, status: number, { headers, html }: CallbackPage): void {
  send(response, status, { ...headers, 'content-type': 'text/html; charset=utf-8' }, html);
}

function sendText(response: ServerResponse, status: number, text: string): void {
  send(response, status, { 'content-type': 'text/plain; charset=utf-8' }, `${text}\n`);
}

/** The headers of every answer: never cached, never framed, no referrer, connection closed. */
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
