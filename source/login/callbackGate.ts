// The gate of the callback: lets the browser in that comes back, and nothing else.
import type { IncomingMessage } from 'node:http';

/** A request as far as the gate looks at it. */
export type Knock = Pick<IncomingMessage, 'method' | 'url' | 'headers' | 'headersDistinct'>;

export type Refusal = { status: number; because: string };

/** Longest request target taken, in characters: the path and the longest token need 1,100. */
const maxTarget = 4096;

/**
 * Why a request is refused before anyone looks at its path; null when it may be the browser coming
 * back. That one is a GET without a body, a navigation of a whole tab, and comes from the
 * dashboard's site: so where it comes from tells nothing, and what it is tells all. Whoever is not
 * a browser sends no `Sec-Fetch-…` and is told from it by the secret path alone.
 * @param host the only Host header taken; another one is DNS rebinding
 */
export function refusal({ method, url = '', headers, headersDistinct }: Knock, host: string) {
  const refuse = (status: number, because: string): Refusal => ({ status, because });
  const hosts = headersDistinct.host ?? [];
  if (hosts.length !== 1 || hosts[0] !== host) return refuse(421, `This is ${host} only`);
  if (method !== 'GET') return refuse(405, 'Only GET is answered here');
  if (url.length > maxTarget) return refuse(414, 'The address is too long');
  if (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) !== 0) {
    return refuse(413, 'No body is taken here');
  }
  if (headers.origin !== undefined) return refuse(403, 'Requests of scripts are refused');
  if ((headers['sec-fetch-mode'] ?? 'navigate') !== 'navigate') {
    return refuse(403, 'Requests from within a page are refused');
  }
  if ((headers['sec-fetch-dest'] ?? 'document') !== 'document') {
    return refuse(403, 'Frames and embedded content are refused');
  }
  // A page fetched ahead of time is one that nobody looks at; it would use the address up.
  if (headers['sec-purpose'] !== undefined || headers.purpose !== undefined) {
    return refuse(403, 'Fetching ahead of time is refused');
  }
  return null;
}
