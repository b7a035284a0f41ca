// How the relay reaches the API: connections that are kept for the next call, through the proxy that applies.
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
  /** Ends the connections that are kept. */
  close(): void;
};

/** @throws TransportError where the variable that names the proxy makes no sense */
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
    // However long the API takes: the program's own patience decides, as it does without us.
    request: options => ask({ ...always, ...options }),
    close: () => agent.destroy(),
  };
}
