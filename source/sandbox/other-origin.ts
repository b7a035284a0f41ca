// The second origin: a host that should never see a token. It records every request.
import { type Answer, json, type SandboxRequest } from './reply.ts';

/** A request as the other origin saw it, complete: tests use it to prove that nothing leaked. */
type Sighting = {
  method: string;
  path: string;
  headers: SandboxRequest['headers'];
  body: string;
};

/**
 * Answers everything with 200 `{}` and records it, except `GET /_log`, which lists the records:
 * `[{method, path (with its query), headers, body}]`.
 */
export function createOtherOrigin(): (request: SandboxRequest) => Answer {
  const seen: Sighting[] = [];
  return ({ method, path, query, headers, body }) => {
    if (method === 'GET' && path === '/_log') return json(seen);
    seen.push({ method, path: query.size === 0 ? path : `${path}?${query}`, headers, body });
    return json({});
  };
}
