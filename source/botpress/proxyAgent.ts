// The way through a proxy: https-proxy-agent, with an end to waiting for a silent one.
import type { ClientRequest } from 'node:http';
import { HttpsProxyAgent } from 'https-proxy-agent';
import type { HttpProxy } from './proxy.ts';
import { TransportError } from './transport.ts';

type Arguments = Parameters<HttpsProxyAgent<string>['connect']>;

/**
 * Ends the connection to the proxy when the request ends before the proxy has answered: the library leaves it open,
 * and the process with it. What the proxy refuses is an error here, not an answer of the host.
 */
class TunnelAgent extends HttpsProxyAgent<string> {
  override async connect(request: ClientRequest, options: Arguments[1]) {
    const abandoned = new AbortController();
    const abandon = () => abandoned.abort();
    request.once('close', abandon);
    let refusal: TransportError | null = null;
    request.once('proxyConnect', ({ statusCode }: { statusCode: number }) => {
      request.off('close', abandon);
      if (statusCode !== 200) refusal = new TransportError(`HTTP_${statusCode}`);
    });
    const own: this = Object.create(this, {
      connectOpts: { value: { ...this.connectOpts, signal: abandoned.signal } },
    });
    try {
      const socket = await super.connect.call(own, request, options);
      if (refusal === null) return socket;
      socket.destroy();
    } catch (error) {
      throw isForeign(error) ? new TransportError('PROXY_ANSWER', error) : error;
    }
    throw refusal;
  }
}

/** The library's own errors, of an answer that is no HTTP, have no code. */
function isForeign(error: unknown): boolean {
  return error instanceof Error && error.name === 'Error' && !('code' in error);
}

const agents = new Map<string, TunnelAgent>();

/** The agent for a proxy. Connections through it are kept for the next request, and keep nobody waiting. */
export function proxyAgent(proxy: HttpProxy): TunnelAgent {
  if (proxy.fault !== null) throw new TransportError(proxy.fault);
  const { url, authorization } = proxy;
  const key = `${url} ${authorization}`;
  const known = agents.get(key);
  if (known !== undefined) return known;
  // The library writes the address that it is given to stderr where DEBUG is set: it gets no password.
  const headers = authorization === null ? {} : { 'Proxy-Authorization': authorization };
  const agent = new TunnelAgent(url, { keepAlive: true, timeout: 5000, headers });
  agents.set(key, agent);
  return agent;
}
