// The faults of docs/reference.md, such as server errors and lost connections, for requests with the
// path prefix /_fault/NAME.
import { hangMs } from './control.ts';
import { notFound, refuse } from './errors.ts';
import { type Answer, html, type Reply, type SandboxRequest } from './reply.ts';

/**
 * The input of a fault: a request with the path that follows /_fault/NAME, and the function that
 * answers requests without a fault.
 */
type Below = {
  request: SandboxRequest;
  otherUrl: string;
  now: () => number;
  answer: (request: SandboxRequest) => Reply;
};

const prefix = '/_fault/';
const clockOffMs = 10 * 60_000;

const faults: Readonly<Record<string, (below: Below) => Reply>> = {
  '500': () => done(refuse('Internal', 'An internal error occurred')),
  '402': () => done(refuse('PaymentRequired', 'A payment is required to perform this request')),
  '502': () => done(html('<html><body><h1>502 Bad Gateway</h1></body></html>', 502)),
  html: () => done(html('<html><body><h1>Free Wi-Fi</h1><p>Please sign in.</p></body></html>')),
  garbage: () =>
    done({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: '{"account": {"id"',
    }),
  reset: () => ({ type: 'reset' }),
  redirect: ({ request, otherUrl }) =>
    done({ status: 307, headers: { location: otherUrl + target(request) }, body: '' }),
  slow: ({ request, answer }) => ({ ...answer(request), afterMs: hangMs }),
  clock: ({ request, now, answer }) => withDate(answer(request), now() - clockOffMs),
};

/** Answers a request below /_fault/NAME; undefined if it is not below /_fault. */
export function answerFault(below: Below): Reply | undefined {
  const { path } = below.request;
  if (!path.startsWith(prefix)) return undefined;
  const name = path.slice(prefix.length).split('/', 1)[0] ?? '';
  const rest = path.slice(prefix.length + name.length);
  if (!Object.hasOwn(faults, name)) return done(notFound('fault'));
  return faults[name]?.({ ...below, request: { ...below.request, path: rest || '/' } });
}

function done(answer: Answer): Reply {
  return { type: 'answer', answer };
}

function target({ path, query }: SandboxRequest): string {
  return query.size === 0 ? path : `${path}?${query}`;
}

function withDate(reply: Reply, date: number): Reply {
  if (reply.type === 'reset') return reply;
  const headers = { ...reply.answer.headers, date: new Date(date).toUTCString() };
  return { ...reply, answer: { ...reply.answer, headers } };
}
