// The fault behind a failed request: the proxy's or the host's. It follows from the error code and
// from how far the request got.

import { isScarce, systemCode } from '../errors.ts';
import { addressFaultOf } from './addresses.ts';
import type { Exchange } from './exchange.ts';

export type Attempt = Pick<Exchange, 'networkCode' | 'proxy' | 'reached' | 'addresses' | 'origin'>;

/** Our own codes, in addition to Node's. */
export const timeoutCodes = { connect: 'CONNECT_TIMEOUT', answer: 'ANSWER_TIMEOUT' } as const;

type Rules = ReadonlyArray<readonly [fault: string, codes: RegExp]>;

const down = ['network-down', /^(ENETUNREACH|ENETDOWN|EADDRNOTAVAIL)$/] as const;
const expired = ['certificate-expired', /^CERT_HAS_EXPIRED$/] as const;
const early = ['certificate-not-yet-valid', /^CERT_NOT_YET_VALID$/] as const;
const untrusted =
  /^(SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?)$/;

const distrusted = new RegExp(
  `${untrusted.source}|^(DEPTH_ZERO_SELF_SIGNED_CERT|ERR_TLS_CERT_ALTNAME_INVALID)$`,
);

/** Faults before the proxy has accepted the request. */
const atProxy = [
  ['proxy-invalid', /^PROXY_INVALID$/],
  ['proxy-unsupported', /^PROXY_UNSUPPORTED$/],
  ['proxy-auth-required', /^HTTP_407$/],
  ['proxy-refused', /^HTTP_\d+$/],
  ['proxy-timeout', /^(CONNECT_TIMEOUT|ANSWER_TIMEOUT|ETIMEDOUT)$/],
  ['proxy-unreachable', /^(ENOTFOUND|EAI_\w+|ENODATA|ECONNREFUSED|EHOSTUNREACH)$/],
  ['proxy-certificate', distrusted],
  down,
  ['proxy-failed', /./],
] as const satisfies Rules;

/** Faults after the proxy has accepted the request, until the host's certificate has been seen. */
const inTunnel = [
  expired,
  early,
  ['proxy-timeout', /^(CONNECT_TIMEOUT|ANSWER_TIMEOUT|ETIMEDOUT)$/],
  ['proxy-certificate', distrusted],
  ['proxy-breaks-tls', /./],
] as const satisfies Rules;

const atHost = [
  ['dns', /^(ENOTFOUND|EAI_\w+|ENODATA)$/],
  down,
  ['connection-refused', /^ECONNREFUSED$/],
  ['connection-timeout', /^(CONNECT_TIMEOUT|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|EHOSTUNREACH)$/],
  expired,
  early,
  ['certificate-name', /^ERR_TLS_CERT_ALTNAME_INVALID$/],
  ['certificate-authority', untrusted],
  ['certificate-self-signed', /^DEPTH_ZERO_SELF_SIGNED_CERT$/],
  ['tls-failed', /^(ERR_SSL|EPROTO|ERR_TLS|CERT_|HOSTNAME_MISMATCH)/],
  [
    'connection-broken',
    /^(ECONNRESET|UND_ERR_SOCKET|EPIPE|ECONNABORTED|ERR_STREAM_PREMATURE_CLOSE)$/,
  ],
  ['answer-timeout', /^(ANSWER_TIMEOUT|UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT)$/],
  ['answer-too-large', /^ANSWER_TOO_LARGE$/],
  ['network-failed', /./],
] as const satisfies Rules;

export type NetworkFault =
  | (typeof atProxy | typeof inTunnel | typeof atHost)[number][0]
  | 'address-foreign'
  | 'address-unreachable';

/** The fault that kept the answer away, and whose it is; null if an answer came. */
export function networkFaultOf(attempt: Attempt): NetworkFault | null {
  const { networkCode, proxy, reached } = attempt;
  if (networkCode === null) return null;
  const atAddress = proxy === null ? addressFaultOf({ ...attempt, networkCode }) : null;
  if (atAddress !== null) return atAddress;
  const rules =
    proxy === null || reached === 'host' ? atHost : reached === 'tunnel' ? inTunnel : atProxy;
  return rules.find(([, codes]) => codes.test(networkCode))?.[0] ?? null;
}

/** Whether the proxy is at fault; nothing is known about the host then. */
export function isOfProxy(fault: NetworkFault | null): boolean {
  return fault?.startsWith('proxy-') ?? false;
}

// Codes besides errnos: certificate errors of OpenSSL and Node, errors of the HTTP parser, of zlib,
// of undici (in pasted texts), and our own.
const ofNetwork =
  /^(E[A-Z0-9]+|EAI_\w+|UND_ERR_\w+|HPE_\w+|Z_\w+|HTTP_\d+|PROXY_\w+|\w+_TIMEOUT|ANSWER_TOO_LARGE|ERR_(SSL|TLS|OSSL)_\w+|ERR_STREAM_PREMATURE_CLOSE|ERR_BROTLI_\w+|ERR__ERROR_\w+|[A-Z_]*CERT\w*|UNABLE_TO_\w+|CRL_\w+|\w+_MISMATCH|INVALID_(CA|PURPOSE)|PATH_LENGTH_EXCEEDED)$/;

/**
 * The code of a failed request, from the end of its chain of causes.
 * @returns null if it is not a network error: then it is a bug of ours
 */
export function networkCodeOf(error: unknown): string | null {
  let code: string | null = null;
  let current: unknown = error;
  for (let depth = 0; depth < 10 && current instanceof Error; depth++) {
    const own = systemCode(current);
    if (typeof own === 'string') code = own;
    if (current instanceof AggregateError && current.errors[0] instanceof Error) {
      current = current.errors[0];
    } else current = current.cause;
  }
  return code !== null && ofNetwork.test(code) && !isScarce(code) ? code : null;
}
