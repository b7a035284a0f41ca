// The proxy for a request, from the variables that curl and Git use. NO_PROXY names the hosts that
// need no proxy.
import { BlockList, isIP } from 'node:net';
import { isLoopback } from './apiUrl.ts';

/** The proxy that a variable names. Only `authorization` holds its password. */
export type HttpProxy = {
  /** The variable's name as it is spelled in the environment. */
  variable: string;
  /** Host and port for sentences; the variable's name if its value cannot be parsed. */
  host: string;
} & (
  | {
      fault: null;
      /** Without user and password. */
      url: string;
      /** The value of the Proxy-Authorization header. */
      authorization: string | null;
    }
  | { fault: 'PROXY_INVALID' | 'PROXY_UNSUPPORTED' }
);

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The variables for https, in order of precedence. Unlike in curl, HTTP_PROXY is one of them, for
 * people who set nothing else.
 */
const variables = ['https_proxy', 'all_proxy', 'http_proxy'];

/**
 * The proxy for requests to this origin; null if they go directly. Requests to this machine always
 * do.
 */
export function proxyFor(env: Env, origin: string): HttpProxy | null {
  const { hostname, port, protocol } = new URL(origin);
  if (isLoopback(hostname)) return null;
  const names = protocol === 'https:' ? variables : ['http_proxy', 'all_proxy'];
  const set = names
    .flatMap(name => [name, name.toUpperCase()])
    .find(name => settingOf(env[name]) !== '');
  if (set === undefined) return null;
  const exempt = settingOf(env.no_proxy) || settingOf(env.NO_PROXY);
  const number = Number(port) || (protocol === 'https:' ? 443 : 80);
  return isExempt(exempt, hostname, number) ? null : proxyOf(set, settingOf(env[set]));
}

/** A value without the quotes and blanks that files and shells leave around it. */
function settingOf(value = ''): string {
  const text = value.trim();
  const [, , inner = text] = /^(["'])(.*)\1$/s.exec(text) ?? [];
  return inner.trim();
}

function proxyOf(variable: string, value: string): HttpProxy {
  const url = parsed(value);
  // An unencoded `/`, `?` or `#` in a password ends the host too early. What looks like the host
  // then may contain the start of the password, so it is not shown.
  if (url === null || /@/.test(url.pathname + url.search + url.hash)) {
    return { variable, host: variable, fault: 'PROXY_INVALID' };
  }
  const { protocol, host, username, password } = url;
  if (protocol !== 'http:' && protocol !== 'https:') {
    return { variable, host: host || variable, fault: 'PROXY_UNSUPPORTED' };
  }
  const credentials = `${decoded(username)}:${decoded(password)}`;
  return {
    variable,
    host,
    fault: null,
    url: `${protocol}//${host}`,
    authorization:
      credentials === ':' ? null : `Basic ${Buffer.from(credentials).toString('base64')}`,
  };
}

/** As in curl, a name without a scheme is an HTTP proxy. */
function parsed(value: string): URL | null {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^([\w.-]+|\[.*\])$/.test(url.hostname) ? url : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Whether NO_PROXY covers a host: by name including subdomains, by address, by network
 * (10.0.0.0/8), or `*` for all.
 */
function isExempt(noProxy: string, hostname: string, port: number): boolean {
  const host = bare(hostname.toLowerCase());
  return noProxy
    .toLowerCase()
    .split(/[\s,;]+/)
    .some(entry => {
      if (entry === '*') return true;
      const { name, only } = portOf(entry);
      if (name === '' || (only !== null && only !== port)) return false;
      if (isIP(host) !== 0) return holdsAddress(name, host);
      return host === name || host.endsWith(`.${name}`);
    });
}

/**
 * The name and the port of an entry in NO_PROXY. `.example.com`, `*.example.com` and `example.com`
 * mean the same.
 */
function portOf(entry: string): { name: string; only: number | null } {
  const [, name = entry, port] = /^(\[.*\]|[^:]*):(\d+)$/.exec(entry) ?? [];
  return {
    name: bare(name).replace(/^\*?\.+/, ''),
    only: port === undefined ? null : Number(port),
  };
}

function holdsAddress(entry: string, address: string): boolean {
  const [network = '', bits] = entry.split('/');
  const [version, own] = [isIP(network), isIP(address)];
  if (version === 0 || version !== own) return false;
  const [family, all] = version === 6 ? (['ipv6', 128] as const) : (['ipv4', 32] as const);
  const length = bits === undefined ? all : Number.parseInt(bits, 10);
  if (!(length >= 0 && length <= all)) return false;
  const list = new BlockList();
  list.addSubnet(network, length, family);
  return list.check(address, family);
}

function bare(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}
