// The relay's connections to the API: kept open for later calls, through a proxy if one applies.
import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type RequestOptions,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { urlToHttpOptions } from 'node:url';
import { proxyFor } from '../botpress/proxy.ts';
import { proxyAgent } from '../botpress/proxyAgent.ts';

export type Upstream = {
  request(options: RequestOptions): ClientRequest;
  /** Closes the connections that are kept open. */
  close(): void;
};

/** @throws TransportError if the variable that names the proxy is invalid */
export function upstreamOf(
  env: Readonly<Record<string, string | undefined>>,
  apiUrl: string,
): Upstream {
  const url = new URL(apiUrl);
  const { origin, protocol } = url;
  const proxy = proxyFor(env, origin);
  const isSecure = protocol === 'https:';
  const keep = { keepAlive: true, maxSockets: 64 };
  const agent =
    proxy !== null ? proxyAgent(proxy) : isSecure ? new HttpsAgent(keep) : new HttpAgent(keep);
  const ask = isSecure ? httpsRequest : httpRequest;
  const always = { ...urlToHttpOptions(url), agent };
  return {
    // No time limit here: the program's own limit applies, as it would without the relay.
    request: options => ask({ ...always, ...options }),
    close: () => agent.destroy(),
  };
}
