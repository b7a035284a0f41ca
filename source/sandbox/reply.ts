// The types that the sandbox's parts pass to each other: a request as read, and a reply to be sent.

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

/** `afterMs` holds the answer back; `reset` destroys the socket without one. */
export type Reply =
  | { type: 'answer'; answer: Answer; afterMs?: number }
  | { type: 'reset'; afterMs?: number };

/** A JSON answer, 200 unless told. */
export function json(value: unknown, status = 200): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(value),
  };
}

/** An HTML answer that no cache keeps and that tells nobody where it was. */
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
