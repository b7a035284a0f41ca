// The agent for proxies: https-proxy-agent, made to stop waiting for a silent proxy when the
// request is abandoned.
import type { ClientRequest } from 'node:http';
import { HttpsProxyAgent } from 'https-proxy-agent';
import type { HttpProxy } from './proxy.ts';
import { TransportError } from './transport.ts';

type Arguments = Parameters<HttpsProxyAgent<string>['connect']>;

/**
 * An agent that closes the connection to the proxy if the request is abandoned before the proxy
 * answers. https-proxy-agent alone would wait for ever and keep the process alive. It would also
 * pass on a refusal by the proxy as an answer of the host; this agent makes the refusal an error.
 */
class TunnelAgent extends HttpsProxyAgent<string> {
  override async connect(request: ClientRequest, options: Arguments[1]) {
    let status = 200;
    request.once('proxyConnect', ({ statusCode }: { statusCode: number }) => {
      status = statusCode;
    });
    const waiting = untilGivenUp(request);
    const own: this = Object.create(this, {
      connectOpts: { value: { ...this.connectOpts, signal: waiting.signal } },
    });
    try {
      const socket = await super.connect.call(own, request, options);
      if (status === 200) return socket;
      socket.destroy();
    } catch (error) {
      throw isForeign(error) ? new TransportError('PROXY_ANSWER', error) : error;
    } finally {
      waiting.over();
    }
    throw new TransportError(status >= 100 && status <= 999 ? `HTTP_${status}` : 'PROXY_ANSWER');
  }
}

/**
 * A signal for a request that is abandoned while its agent is still connecting: Node has no event
 * for that.
 */
function untilGivenUp(request: ClientRequest): { signal: AbortSignal; over: () => void } {
  const ended = new AbortController();
  if (request.destroyed) ended.abort();
  const { destroy } = request;
  request.destroy = error => {
    ended.abort();
    return destroy.call(request, error);
  };
  const over = () => {
    request.destroy = destroy;
  };
  return { signal: ended.signal, over };
}

/** The library's own errors, for answers that are not HTTP, have no code. */
function isForeign(error: unknown): boolean {
  return error instanceof Error && error.name === 'Error' && !('code' in error);
}

const agents = new Map<string, TunnelAgent>();

/**
 * The agent for a proxy. Connections are kept for later requests, but do not keep the process
 * alive.
 */
export function proxyAgent(proxy: HttpProxy): TunnelAgent {
  if (proxy.fault !== null) throw new TransportError(proxy.fault);
  const { url, authorization } = proxy;
  const key = `${url} ${authorization}`;
  const known = agents.get(key);
  if (known !== undefined) return known;
  // If DEBUG is set, the library prints its proxy address to stderr, so the address must not
  // contain the password.
  const headers = authorization === null ? {} : { 'Proxy-Authorization': authorization };
  const agent = new TunnelAgent(url, { keepAlive: true, timeout: 5000, headers });
  agents.set(key, agent);
  return agent;
}
