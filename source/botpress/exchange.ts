// One request and its answer as evidence: safe to show, free of secrets.

/** How far a request got: nowhere, through the proxy, or to the host itself. */
export type Reached = 'nobody' | 'tunnel' | 'host';

/** One HTTP exchange, as far as it went. Times are in milliseconds. */
export type Exchange = {
  method: string;
  /** The path without the query, which may hold secrets. */
  path: string;
  /** Scheme, host and port of the request. */
  origin: string;
  /** HTTP status, null when no answer came. */
  status: number | null;
  /** Media type of the answer without its parameters: `text/html`. */
  contentType: string | null;
  /** `type` in the API's error body; null if the answer has none. */
  errorType: string | null;
  /** `id` of the API's error body. */
  errorId: string | null;
  /** Seconds of the retry-after header. */
  retryAfter: number | null;
  /** The Date header as epoch milliseconds. */
  serverTime: number | null;
  /** Code of the network fault (ECONNREFUSED, ENOTFOUND, ANSWER_TIMEOUT, CERT_HAS_EXPIRED, …). */
  networkCode: string | null;
  /** The proxy for this request, and the variable that names it. */
  proxy: { variable: string; host: string; hasPassword: boolean } | null;
  reached: Reached;
  /** The addresses that the host name resolved to, if it was resolved; empty behind a proxy. */
  addresses: readonly string[];
  startedAt: number;
  ms: number;
};

/** An exchange that has had no answer yet. */
export function unanswered(known: Partial<Exchange> & Pick<Exchange, 'origin'>): Exchange {
  return {
    method: 'GET',
    path: '',
    status: null,
    contentType: null,
    errorType: null,
    errorId: null,
    retryAfter: null,
    serverTime: null,
    networkCode: null,
    proxy: null,
    reached: 'nobody',
    addresses: [],
    startedAt: 0,
    ms: 0,
    ...known,
  };
}
