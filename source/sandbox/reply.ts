// The types between the sandbox's parts: a parsed request, and a reply to send.

/** `path` is still percent-encoded; `query` is decoded; `body` is raw text. */
export type SandboxRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string | undefined>>;
  body: string;
};

export type Answer = {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
};

/** `afterMs` delays the answer; `reset` destroys the socket instead of answering. */
export type Reply =
  | { type: 'answer'; answer: Answer; afterMs?: number }
  | { type: 'reset'; afterMs?: number };

/** A JSON answer, by default with status 200. */
export function json(value: unknown, status = 200): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(value),
  };
}

/** An HTML answer without caching or referrer. */
export function html(body: string, status = 200): Answer {
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    },
    body,
  };
}
