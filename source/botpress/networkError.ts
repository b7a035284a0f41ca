// The error for a request that got no answer: who is at fault, and what to do about it.
import { AppError } from '../errors.ts';
import type { Exchange } from './exchange.ts';
import { isOfProxy, type NetworkFault, networkFaultOf } from './networkFault.ts';

/** The names that go into an error's message and hint. */
type Names = {
  /** Host and port of the request. */
  host: string;
  /** The proxy and the variable that names it: `proxy.corp:3128 (HTTPS_PROXY)`. */
  proxy: string;
  variable: string;
  /** The proxy's own host and port. */
  at: string;
  hasPassword: boolean;
  /** The addresses that the host name resolved to. */
  addresses: string;
};

type Words = { says: (names: Names) => string; hint: (names: Names) => string };

const checkSetting = ({ variable }: Names) =>
  `Check ${variable}; if this network needs no proxy, unset it`;

const words: Readonly<Record<NetworkFault, Words>> = {
  'proxy-invalid': {
    says: ({ variable }) => `${variable} is set, but not to the address of a proxy`,
    hint: ({ variable }) =>
      `Set ${variable} like http://proxy.example.com:3128; in a password, write @ : / # as %40 %3A %2F %23`,
  },
  'proxy-unsupported': {
    says: ({ proxy }) => `The proxy ${proxy} is not an HTTP proxy; SOCKS is not supported`,
    hint: ({ host }) =>
      `Set HTTPS_PROXY to an HTTP proxy, or NO_PROXY to ${bareHost(host)} if none is needed`,
  },
  'proxy-auth-required': {
    says: ({ proxy, hasPassword }) =>
      hasPassword
        ? `The proxy ${proxy} does not accept the user name and password that are set`
        : `The proxy ${proxy} wants a user name and a password`,
    hint: ({ variable, at }) => `Set ${variable} like http://USER:PASSWORD@${at}`,
  },
  'proxy-refused': {
    says: ({ proxy, host }) => `The proxy ${proxy} refuses to connect to ${host}`,
    hint: ({ host }) =>
      `Ask whoever runs the proxy to allow ${bareHost(host)}; if this network needs no proxy for that host, add it to NO_PROXY`,
  },
  'proxy-unreachable': {
    says: ({ proxy }) => `The proxy ${proxy} cannot be reached`,
    hint: checkSetting,
  },
  'proxy-timeout': {
    says: ({ proxy }) => `The proxy ${proxy} does not answer in time`,
    hint: checkSetting,
  },
  'proxy-failed': {
    says: ({ proxy }) => `The proxy ${proxy} does not answer as a proxy should`,
    hint: ({ variable }) => `Check the scheme (http:// or https://) and the port in ${variable}`,
  },
  'proxy-certificate': {
    says: ({ proxy }) => `The proxy ${proxy} shows a certificate that Node.js does not trust`,
    hint: () => 'Set NODE_EXTRA_CA_CERTS to the certificate file of whoever runs the proxy',
  },
  'proxy-breaks-tls': {
    says: ({ proxy, host }) =>
      `The proxy ${proxy} does not let secure connections to ${host} through`,
    hint: ({ host }) =>
      `Ask whoever runs the proxy to allow ${bareHost(host)}; if this network needs no proxy for that host, add it to NO_PROXY`,
  },
  dns: {
    says: ({ host }) => `The name ${bareHost(host)} cannot be resolved`,
    hint: () => 'Check the API URL and your network connection (VPN, DNS)',
  },
  'network-down': {
    says: ({ host }) => `This machine cannot reach ${host}: the network is down`,
    hint: () => 'Connect to the network, then try again',
  },
  'connection-refused': {
    says: ({ host }) => `${host} refused the connection`,
    hint: () =>
      'Check the host and port of the API URL, and whether a firewall or proxy is in between',
  },
  'connection-timeout': {
    says: ({ host }) => `${host} cannot be reached`,
    hint: () => 'Check your network connection; if you need a proxy, set HTTPS_PROXY',
  },
  'answer-timeout': {
    says: ({ host }) => `${host} accepted the connection but did not answer in time`,
    hint: () =>
      'Try again in a moment; https://status.botpress.com tells whether the service is down',
  },
  'answer-too-large': {
    says: ({ host }) => `${host} sent far more in one answer than the Botpress API ever does`,
    hint: () => 'Check the API URL; answers above 16 MiB or 10,000 items are not read',
  },
  'certificate-authority': {
    says: ({ host }) =>
      `The certificate of ${host} is signed by an authority that Node.js does not know`,
    hint: () => 'Behind a company proxy, set NODE_EXTRA_CA_CERTS to the company certificate file',
  },
  'certificate-self-signed': {
    says: ({ host }) => `The certificate of ${host} is self-signed`,
    hint: () => 'If the server is yours, set NODE_EXTRA_CA_CERTS to its certificate file',
  },
  'certificate-expired': {
    says: ({ host }) => `The certificate of ${host} has expired`,
    hint: () =>
      'The server must renew its certificate; or, if the clock of this machine is ahead, set the clock',
  },
  'certificate-not-yet-valid': {
    says: ({ host }) => `The certificate of ${host} is not valid yet`,
    hint: () =>
      'Set the clock of this machine: if it is behind, certificates seem not to be valid yet',
  },
  'address-foreign': {
    says: ({ host, addresses }) =>
      `The name ${bareHost(host)} resolves to ${addresses} here, which cannot be its address`,
    hint: () =>
      'Check the VPN, the DNS server and /etc/hosts of this machine: one of them gives this answer',
  },
  'address-unreachable': {
    says: ({ host }) => `${bareHost(host)} has only an IPv6 address here, and IPv6 does not work`,
    hint: () => 'Use a network with IPv6, or one whose DNS gives IPv4 addresses too',
  },
  'certificate-name': {
    says: ({ host }) => `The certificate is not for ${bareHost(host)}`,
    hint: () => 'Check the host of the API URL; something in between may be answering for it',
  },
  'tls-failed': {
    says: ({ host }) => `No secure connection to ${host} could be made`,
    hint: () => 'Check that the API URL has the right scheme and port',
  },
  'connection-broken': {
    says: ({ host }) => `${host} dropped the connection`,
    hint: () =>
      'Try again in a moment; if it keeps happening, something in between (proxy, VPN) cuts the connection',
  },
  'network-failed': {
    says: ({ host }) => `The request to ${host} failed`,
    hint: () => 'Check your network connection and the API URL',
  },
};

/** A host without its port. */
export const bareHost = (host: string) => host.replace(/:\d+$/, '');

/**
 * The AppError for a request that got no answer.
 * @param host as the error's message names it
 */
export function networkError(exchange: Exchange, host = new URL(exchange.origin).host): AppError {
  const fault = networkFaultOf(exchange) ?? 'network-failed';
  const { says, hint } = words[fault];
  const names = namesOf(exchange, host);
  const code = exchange.networkCode === null ? '' : ` (${exchange.networkCode})`;
  return new AppError(fault, `${says(names)}${code}`, { hint: hint(names), exchange });
}

function namesOf({ proxy, addresses }: Exchange, host: string): Names {
  const { variable = '', host: at = '', hasPassword = false } = proxy ?? {};
  return {
    host,
    proxy: `${at} (${variable})`,
    variable,
    at,
    hasPassword,
    addresses: addresses.slice(0, 3).join(', '),
  };
}

/** Who could not be reached, and why: `proxy proxy.corp:3128: HTTP_407`, `cannot reach host: ECONNREFUSED`. */
export function reachProblem(exchange: Exchange): string {
  const { origin, proxy, networkCode, status } = exchange;
  const code = networkCode ?? `HTTP ${status}`;
  return proxy !== null && isOfProxy(networkFaultOf(exchange))
    ? `proxy ${proxy.host}: ${code}`
    : `cannot reach ${new URL(origin).host}: ${code}`;
}
