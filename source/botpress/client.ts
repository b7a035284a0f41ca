// Owns how a request is made: to the token's own origin only, with time limits, without retries.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import * as v from 'valibot';
import type { Context } from '../context.ts';
import { AppError, cancelled, isAppError } from '../errors.ts';
import { apiError, asErrorBody, notTheApi } from './apiError.ts';
import { isLoopback, parseApiUrl } from './apiUrl.ts';
import { type Exchange, unanswered } from './exchange.ts';
import { requireOwnOrigin } from './hostGate.ts';
import { networkCodeOf, networkError, timeoutCodes } from './networkError.ts';
import { cleanValue } from './text.ts';

/** A token, where it may be sent, and where it is to be sent. */
export type Target = {
  apiUrl: string;
  token: string;
  /** The origin that the token belongs to (contract.md, Origin binding). */
  tokenOrigin: string;
};

export type Request<Answer> = {
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
   * @throws AppError auth, forbidden, quota, network, usage or origin; with the exchange as evidence
   */
  request<Answer>(request: Request<Answer>, signal?: AbortSignal): Promise<Answer>;
};

export type ClientOptions = {
  /** Sees every exchange, failed ones too; the diagnosis reads clock and timing off it. */
  onExchange?: (exchange: Exchange) => void;
  /** Milliseconds until the connection stands. */
  connectTimeout?: number;
  /** Milliseconds until the whole answer is there, body included. */
  answerTimeout?: number;
};

/** A client for one target. Nothing is sent before the first request. */
export function createClient(ctx: Context, target: Target, options: ClientOptions = {}): Client {
  return {
    async request(request, signal) {
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
  target: Target,
  request: Request<unknown>,
  options: ClientOptions,
  signal: AbortSignal | undefined,
): Promise<{ value: unknown; exchange: Exchange }> {
  const { origin } = parseApiUrl(target.apiUrl);
  const { method = 'GET', path } = request;
  const record = unanswered({ method, path, origin, startedAt: ctx.now() });
  const finish = () => {
    record.ms = ctx.now() - record.startedAt;
    options.onExchange?.(record);
    ctx.trace?.(record);
  };
  let text: string;
  try {
    text = await send(ctx, target, request, record, options, signal);
  } catch (error) {
    if (ctx.signal.aborted || signal?.aborted) {
      throw cancelled();
    }
    if (isAppError(error)) throw error;
    record.networkCode ??= networkCodeOf(error);
    finish();
    throw networkError(record);
  }
  const value = parseJson(text);
  const ok = record.status !== null && record.status >= 200 && record.status < 300;
  const body = ok ? null : asErrorBody(value);
  record.errorType = body?.type ?? null;
  record.errorId = body?.id || null;
  finish();
  if (body !== null) throw apiError(body, record);
  if (!ok || value === undefined) throw notTheApi(record);
  return { value, exchange: record };
}

async function send(
  ctx: Context,
  target: Target,
  request: Request<unknown>,
  record: Exchange,
  options: ClientOptions,
  signal: AbortSignal | undefined,
): Promise<string> {
  const { createFetch } = await import('ofetch');
  const limit = timeLimit(ctx, record, options, signal);
  try {
    const api = createFetch({ fetch: ctx.fetch, Headers, AbortController });
    const response = await api.raw(target.apiUrl + request.path, {
      method: record.method,
      query: request.query,
      body: request.body,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${target.token}`,
        ...(request.workspaceId === undefined ? {} : { 'x-workspace-id': request.workspaceId }),
        ...(request.botId === undefined ? {} : { 'x-bot-id': request.botId }),
        ...(request.integrationId === undefined
          ? {}
          : { 'x-integration-id': request.integrationId }),
      },
      retry: 0,
      redirect: 'manual',
      ignoreResponseError: true,
      responseType: 'text',
      signal: limit.signal,
      ...(await proxyDispatcher(ctx, record.origin)),
    });
    record.status = response.status;
    record.contentType = response.headers.get('content-type')?.split(';')[0]?.trim() ?? null;
    record.serverTime = Date.parse(response.headers.get('date') ?? '') || null;
    record.retryAfter = Number.parseInt(response.headers.get('retry-after') ?? '', 10) || null;
    refuseRedirect(response, record);
    return String(response._data ?? '');
  } finally {
    limit.end();
  }
}

/** A redirect is never followed: the API has none, and leaving the origin would hand over the token. */
function refuseRedirect(response: Response, record: Exchange): void {
  const location = response.headers.get('location');
  if (response.status < 300 || response.status >= 400 || location === null) return;
  const to = URL.canParse(location, record.origin) ? new URL(location, record.origin).origin : '?';
  if (to === record.origin) return;
  throw new AppError(
    'redirected-elsewhere',
    `Refused: ${record.origin} redirects to ${to}, to which the token does not belong`,
    {
      hint: 'Check the API URL; the network may be sending you to a login page of its own',
      exchange: record,
    },
  );
}

/**
 * One abort signal for three limits: connection, whole answer, and whoever called.
 * The connection is seen through undici's diagnostics channel; fetch has no time limit of its own for it.
 */
function timeLimit(
  ctx: Context,
  record: Exchange,
  options: ClientOptions,
  signal: AbortSignal | undefined,
) {
  const controller = new AbortController();
  const stopped = new AbortController();
  const after = (ms: number, code: string) =>
    ctx.wait(ms, stopped.signal).then(
      () => {
        if (code === timeoutCodes.connect && connected) return;
        record.networkCode = code;
        controller.abort();
      },
      () => {},
    );
  let connected = false;
  const onSendHeaders = (message: unknown) => {
    const { origin } = (message as { request: { origin: string | URL } }).request;
    if (String(origin).replace(/\/$/, '') === record.origin) connected = true;
  };
  const channel = 'undici:client:sendHeaders';
  subscribe(channel, onSendHeaders);
  void after(options.connectTimeout ?? 4000, timeoutCodes.connect);
  void after(options.answerTimeout ?? 10_000, timeoutCodes.answer);
  const signals = [controller.signal, ctx.signal, ...(signal === undefined ? [] : [signal])];
  return {
    signal: AbortSignal.any(signals),
    end: () => {
      unsubscribe(channel, onSendHeaders);
      stopped.abort();
    },
  };
}

/** Node 20 ignores proxy variables; undici is loaded only where one applies. This machine needs none. */
async function proxyDispatcher(ctx: Context, origin: string): Promise<{ dispatcher?: never }> {
  const { env } = ctx;
  const httpsProxy = env.https_proxy || env.HTTPS_PROXY;
  const httpProxy = env.http_proxy || env.HTTP_PROXY;
  if ((!httpsProxy && !httpProxy) || isLoopback(new URL(origin).hostname)) return {};
  const { EnvHttpProxyAgent } = await import('undici');
  const agent = new EnvHttpProxyAgent({
    httpProxy,
    httpsProxy,
    noProxy: env.no_proxy || env.NO_PROXY,
  });
  // Node's fetch and the undici package have types of their own for the same thing.
  return { dispatcher: agent as unknown as never };
}

function parseJson(text: string): unknown {
  try {
    return cleanValue(JSON.parse(text));
  } catch {
    return undefined;
  }
}
