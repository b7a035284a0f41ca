// One request and its answer as evidence: what may be shown, and nothing secret.

/** How far a request got: to nobody, through the proxy, to the host itself. */
export type Reached = 'nobody' | 'tunnel' | 'host';

/** One HTTP exchange, as far as it got. Times in milliseconds. */
export type Exchange = {
  method: string;
  /** Path only: a query may hold what nobody should see. */
  path: string;
  /** Scheme, host and port that were asked. */
  origin: string;
  /** HTTP status, null when no answer came. */
  status: number | null;
  /** Media type of the answer without its parameters: `text/html`. */
  contentType: string | null;
  /** `type` of the API's error body, null for answers that are none. */
  errorType: string | null;
  /** `id` of the API's error body. */
  errorId: string | null;
  /** Seconds of the retry-after header. */
  retryAfter: number | null;
  /** The Date header as epoch milliseconds. */
  serverTime: number | null;
  /** Code of the network fault (ECONNREFUSED, ENOTFOUND, ANSWER_TIMEOUT, CERT_HAS_EXPIRED, …). */
  networkCode: string | null;
  /** The proxy that it was to go through, and the variable that names it. */
  proxy: { variable: string; host: string; hasPassword: boolean } | null;
  reached: Reached;
  /** What the host's name led to, as far as it was looked up; nothing behind a proxy. */
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
