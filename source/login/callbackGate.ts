// The gate of the callback: admits the returning browser and nothing else.
import type { IncomingMessage } from 'node:http';

/** The parts of a request that the gate examines. */
export type Knock = Pick<IncomingMessage, 'method' | 'url' | 'headers' | 'headersDistinct'>;

export type Refusal = { status: number; because: string };

/**
 * The longest accepted request target, in characters: the path and the longest token need 1,100.
 */
const maxTarget = 4096;

/**
 * The reason to refuse a request before its path is examined; null if it may be the returning browser. The
 * returning browser navigates a whole tab from the dashboard's site: a GET without a body and without an
 * Origin header. Clients other than browsers send no `Sec-Fetch-…`; only the secret path admits them.
 * @param host the only accepted Host header; another one means DNS rebinding
 */
export function refusal({ method, url = '', headers, headersDistinct }: Knock, host: string) {
  const refuse = (status: number, because: string): Refusal => ({ status, because });
  const hosts = headersDistinct.host ?? [];
  if (hosts.length !== 1 || hosts[0] !== host) return refuse(421, `Only ${host} is served here`);
  if (method !== 'GET') return refuse(405, 'Only GET is answered here');
  if (url.length > maxTarget) return refuse(414, 'The address is too long');
  if (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) !== 0) {
    return refuse(413, 'Requests with a body are refused');
  }
  if (headers.origin !== undefined) return refuse(403, 'Requests from scripts are refused');
  if ((headers['sec-fetch-mode'] ?? 'navigate') !== 'navigate') {
    return refuse(403, 'Requests from within a page are refused');
  }
  if ((headers['sec-fetch-dest'] ?? 'document') !== 'document') {
    return refuse(403, 'Frames and embedded content are refused');
  }
  // A prefetched page is seen by nobody, and would use up the address.
  if (headers['sec-purpose'] !== undefined || headers.purpose !== undefined) {
    return refuse(403, 'Fetching ahead of time is refused');
  }
  return null;
}
