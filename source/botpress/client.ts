// The API client: requests go to the token's own origin only, with time limits and without retries.
import * as v from 'valibot';
import type { Context } from '../context.ts';
import { AppError, cancelled, isAppError } from '../errors.ts';
import { apiError, asErrorBody, notTheApi } from './apiError.ts';
import { parseApiUrl } from './apiUrl.ts';
import { type Exchange, unanswered } from './exchange.ts';
import { requireDemo, requireOwnOrigin } from './hostGate.ts';
import { holdsMoreThan, mostInAnswer } from './jsonSize.ts';
import { networkError } from './networkError.ts';
import { networkCodeOf } from './networkFault.ts';
import { type HttpProxy, proxyFor } from './proxy.ts';
import { limitsOf, type TimeLimits } from './requestLimits.ts';
import { keepSentWith, type TokenFrom } from './sentWith.ts';
import { cleanValue } from './text.ts';
import { type FetchAnswer, type FetchInit, HeaderMap } from './transport.ts';

/** A token, where it may be sent, and where it is to be sent. */
export type ApiTarget = {
  apiUrl: string;
  token: string;
  /** The origin that the token belongs to. */
  tokenOrigin: string;
  /** The source of the token, used to explain errors. */
  from?: TokenFrom;
};

export type ApiRequest<Answer> = {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  query?: Record<string, string | string[] | undefined>;
  workspaceId?: string;
  botId?: string;
  integrationId?: string;
  body?: Record<string, unknown>;
  answer: v.GenericSchema<unknown, Answer>;
};

export type Client = {
  /**
   * One request. @returns the answer, its texts cleaned for the terminal.
   * @throws AppError `auth`, `forbidden`, `quota`, `network`, `usage` or `origin`; with the exchange as evidence
   */
  request<Answer>(request: ApiRequest<Answer>, signal?: AbortSignal): Promise<Answer>;
};

export type ClientOptions = TimeLimits & {
  /**
   * Called with each exchange that got an answer or failed in the network, except refused
   * redirects. The diagnosis takes clock and timing from these exchanges.
   */
  onExchange?: (exchange: Exchange) => void;
};

/** A client for one target. Nothing is sent before the first request. */
export function createClient(ctx: Context, target: ApiTarget, options: ClientOptions = {}): Client {
  return {
    async request(request, signal) {
      requireDemo(ctx, target);
      requireOwnOrigin(target);
      const answer = await exchange(ctx, target, request, options, signal);
      const parsed = v.safeParse(request.answer, answer.value);
      if (!parsed.success) throw notTheApi(answer.exchange);
      return parsed.output;
    },
  };
}

async function exchange(
  ctx: Context,
  target: ApiTarget,
  request: ApiRequest<unknown>,
  options: ClientOptions,
  signal: AbortSignal | undefined,
): Promise<{ value: unknown; exchange: Exchange }> {
  const { origin } = parseApiUrl(target.apiUrl);
  const { method = 'GET', path } = request;
  const record = unanswered({ method, path, origin, startedAt: ctx.now() });
  keepSentWith(record, {
    ...{ apiUrl: target.apiUrl, token: target.token, tokenOrigin: target.tokenOrigin },
    from: target.from ?? null,
    workspaceId: request.workspaceId ?? null,
    botId: request.botId ?? oneOf(request.query?.botId),
    integrationId: request.integrationId ?? oneOf(request.query?.integrationId),
  });
  const finish = () => {
    record.ms = ctx.now() - record.startedAt;
    options.onExchange?.(record);
    ctx.trace?.(record);
  };
  if (method !== 'GET') ctx.onChange?.();
  let text: string;
  try {
    text = await send(ctx, target, request, record, options, signal);
  } catch (error) {
    if (ctx.signal.aborted || signal?.aborted) {
      throw cancelled();
    }
    if (isAppError(error)) throw error;
    record.networkCode ??= networkCodeOf(error);
    // A failure that is not a network error is a bug of ours and is reported as one.
    if (record.networkCode === null) throw causeOf(error);
    finish();
    throw networkError(record);
  }
  const isTooMuch = holdsMoreThan(mostInAnswer, text);
  const value = isTooMuch ? undefined : parseJson(text);
  if (isTooMuch || hasTooMany(value)) {
    record.networkCode = 'ANSWER_TOO_LARGE';
    finish();
    throw networkError(record);
  }
  const ok = record.status !== null && record.status >= 200 && record.status < 300;
  const body = ok ? null : asErrorBody(value);
  record.errorType = body?.type ?? null;
  record.errorId = body?.id || null;
  finish();
  if (body !== null) throw apiError(body, record);
  if (!ok || value === undefined) throw notTheApi(record);
  return { value, exchange: record };
}

const oneOf = (value: string | string[] | undefined): string | null =>
  (Array.isArray(value) ? value[0] : value) ?? null;

/** The original error without ofetch's wrapper, whose message and fields contain the request. */
function causeOf(error: unknown): unknown {
  return error instanceof Error && error.name === 'FetchError' ? (error.cause ?? error) : error;
}

/** The request in the form that ofetch passes to our fetch function. */
type ByOfetch = Omit<FetchInit, 'headers'> & { headers: HeaderMap };

/** @returns the body; everything else about the answer goes into the record */
async function send(
  ctx: Context,
  target: ApiTarget,
  request: ApiRequest<unknown>,
  record: Exchange,
  options: ClientOptions,
  signal: AbortSignal | undefined,
): Promise<string> {
  const { createFetch } = await import('ofetch');
  const limit = limitsOf(ctx, record, options, signal);
  const proxy = proxyFor(ctx.env, record.origin);
  if (proxy !== null) record.proxy = shownOf(proxy);
  const onAddress = (address: string) => {
    if (!record.addresses.includes(address)) record.addresses = [...record.addresses, address];
  };
  const fetchWithin = (url: string, { headers, ...init }: ByOfetch) =>
    ctx.fetch(url, { ...init, headers: headers.all(), proxy, onReached: limit.reached, onAddress });
  // Our own fetch and headers do what ofetch needs; Node's own would load undici.
  const parts = { fetch: fetchWithin, Headers: HeaderMap, AbortController };
  const api = createFetch(parts as unknown as Parameters<typeof createFetch>[0]);
  try {
    const response = await api.raw(parseApiUrl(target.apiUrl).apiUrl + request.path, {
      method: record.method,
      ...(request.query === undefined ? {} : { query: request.query }),
      headers: headersOf(target, request),
      // Serialised here: to decide whether an object is JSON, ofetch would touch FormData and so
      // load undici.
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      retry: 0,
      redirect: 'manual',
      ignoreResponseError: true,
      responseType: 'text',
      signal: limit.signal,
      onRequest: ({ request: url }) =>
        requireOwnOrigin({ apiUrl: String(url), tokenOrigin: target.tokenOrigin }),
      onResponse: ({ response }) => {
        note(response, record);
        refuseRedirect(response, record);
      },
    });
    return String(response._data ?? '');
  } finally {
    limit.end();
  }
}

function headersOf(target: ApiTarget, request: ApiRequest<unknown>): Record<string, string> {
  const { workspaceId, botId, integrationId, body } = request;
  return {
    accept: 'application/json',
    authorization: `Bearer ${target.token}`,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(workspaceId === undefined ? {} : { 'x-workspace-id': workspaceId }),
    ...(botId === undefined ? {} : { 'x-bot-id': botId }),
    ...(integrationId === undefined ? {} : { 'x-integration-id': integrationId }),
  };
}

function shownOf(proxy: HttpProxy): Exchange['proxy'] {
  const hasPassword = proxy.fault === null && proxy.authorization !== null;
  return { variable: proxy.variable, host: proxy.host, hasPassword };
}

type Answered = Pick<FetchAnswer, 'status' | 'headers'>;

function note({ status, headers }: Answered, record: Exchange): void {
  record.status = status;
  record.contentType = headers.get('content-type')?.split(';')[0]?.trim().slice(0, 100) ?? null;
  record.serverTime = Date.parse(headers.get('date') ?? '') || null;
  record.retryAfter = Number.parseInt(headers.get('retry-after') ?? '', 10) || null;
}

/** A redirect is never followed: the API has none, and leaving the origin would hand over the token. */
function refuseRedirect({ status, headers }: Answered, record: Exchange): void {
  const location = headers.get('location');
  if (status < 300 || status >= 400 || location === null) return;
  const to = URL.canParse(location, record.origin) ? new URL(location, record.origin).origin : '?';
  if (to === record.origin) return;
  throw new AppError(
    'redirected-elsewhere',
    `Refused: ${record.origin} redirects to ${to}, and the token does not belong there`,
    {
      hint: 'Check the API URL; the network may be sending you to its own login page',
      exchange: record,
    },
  );
}

/** The most items of a list that one answer may hold; the API gives a hundred at a time. */
const mostItems = 10_000;

function hasTooMany(value: unknown): boolean {
  const parts = typeof value === 'object' && value !== null ? Object.values(value) : [];
  return parts.some(part => Array.isArray(part) && part.length > mostItems);
}

function parseJson(text: string): unknown {
  try {
    return cleanValue(JSON.parse(text));
  } catch {
    return undefined;
  }
}
