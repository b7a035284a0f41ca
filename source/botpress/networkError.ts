// Whatever fetch throws as an error code and a sentence; a network fault is never a token fault.
import type { ErrorCode } from '../errorCodes.ts';
import { AppError } from '../errors.ts';
import type { Exchange } from './exchange.ts';

/** Our own codes, beside those of Node and undici. */
export const timeoutCodes = { connect: 'CONNECT_TIMEOUT', answer: 'ANSWER_TIMEOUT' } as const;

/** Walks `cause` to the end for a code; `UNKNOWN` when none is found (facts: stack.md, ofetch). */
export function networkCodeOf(error: unknown): string {
  let code = 'UNKNOWN';
  let current: unknown = error;
  for (let depth = 0; depth < 10 && current instanceof Error; depth++) {
    const own = (current as NodeJS.ErrnoException).code;
    if (typeof own === 'string') code = own;
    // fetch has no code for the ports that it refuses to connect to.
    if (current.message === 'bad port') code = 'BAD_PORT';
    if (current instanceof AggregateError && current.errors[0] instanceof Error) {
      current = current.errors[0];
    } else current = current.cause;
  }
  return code;
}

const sentences: ReadonlyArray<
  readonly [codes: RegExp, code: ErrorCode, sentence: (host: string) => string, hint: string]
> = [
  [
    /^(ENOTFOUND|EAI_AGAIN|EAI_\w+|ENODATA)$/,
    'dns',
    host => `The name ${host} cannot be resolved`,
    'Check the API URL and your network connection (VPN, DNS)',
  ],
  [
    /^BAD_PORT$/,
    'port-refused',
    host => `${host} has a port that HTTP clients refuse to use`,
    'Check the port of the API URL',
  ],
  [
    /^ECONNREFUSED$/,
    'connection-refused',
    host => `${host} refused the connection`,
    'Check the host and port of the API URL, and whether a firewall or proxy is in between',
  ],
  [
    /^(CONNECT_TIMEOUT|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|EHOSTUNREACH)$/,
    'connection-timeout',
    host => `${host} cannot be reached`,
    'Check your network connection; if you need a proxy, set HTTPS_PROXY',
  ],
  [
    /^(ENETUNREACH|ENETDOWN|EADDRNOTAVAIL)$/,
    'network-down',
    host => `This machine has no way to ${host}: the network is down`,
    'Connect to the network, then try again',
  ],
  [
    /^(ANSWER_TIMEOUT|UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT)$/,
    'answer-timeout',
    host => `${host} accepted the connection but did not answer in time`,
    'Try again in a moment; https://status.botpress.com tells whether the service is down',
  ],
  [
    /^(SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?)$/,
    'certificate-authority',
    host => `The certificate of ${host} is signed by an authority that Node.js does not know`,
    'Behind a company proxy, set NODE_EXTRA_CA_CERTS to the company certificate file',
  ],
  [
    /^DEPTH_ZERO_SELF_SIGNED_CERT$/,
    'certificate-self-signed',
    host => `The certificate of ${host} is self-signed`,
    'If the server is yours, set NODE_EXTRA_CA_CERTS to its certificate file',
  ],
  [
    /^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/,
    'certificate-expired',
    host => `The certificate of ${host} is not valid at this time`,
    'Check the clock of this machine; if it is right, the server must renew its certificate',
  ],
  [
    /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    'certificate-name',
    host => `The certificate is not for ${host}`,
    'Check the host of the API URL; something in between may be answering for it',
  ],
  [
    /^(ERR_SSL|EPROTO|ERR_TLS|CERT_|HOSTNAME_MISMATCH)/,
    'tls-failed',
    host => `No secure connection to ${host} could be made`,
    'Check that the API URL has the right scheme and port',
  ],
  [
    /^(ECONNRESET|UND_ERR_SOCKET|EPIPE|ECONNABORTED)$/,
    'connection-broken',
    host => `${host} broke off the connection`,
    'Try again in a moment; if it stays, something in between (proxy, VPN) cuts the connection',
  ],
];

/** The AppError for a request that got no answer. */
export function networkError(exchange: Exchange): AppError {
  const code = exchange.networkCode ?? 'UNKNOWN';
  const host = new URL(exchange.origin).host;
  const known = sentences.find(([codes]) => codes.test(code));
  const sentence = known?.[2](host) ?? `The request to ${host} failed`;
  return new AppError(known?.[1] ?? 'network-failed', `${sentence} (${code})`, {
    hint: known?.[3] ?? 'Check your network connection and the API URL',
    exchange,
  });
}
