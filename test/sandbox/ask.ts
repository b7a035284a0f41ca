// Plain HTTP requests to a sandbox, for tests that examine the raw answer.
import { sampleTokens } from '../../source/sandbox/tokens.ts';

export type Asked = {
  method?: string;
  token?: string | null;
  workspace?: string;
  bot?: string;
  headers?: Record<string, string>;
  body?: unknown;
};

export type Answered = { status: number; headers: Headers; text: string; body: unknown };

/** Asks as the owner by default; a `body` that is a string is sent unchanged. */
export async function ask(url: string, path: string, asked: Asked = {}): Promise<Answered> {
  const { method = 'GET', token = sampleTokens.owner, workspace, bot, headers = {}, body } = asked;
  const response = await fetch(url + path, {
    method,
    redirect: 'manual',
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(workspace === undefined ? {} : { 'x-workspace-id': workspace }),
      ...(bot === undefined ? {} : { 'x-bot-id': bot }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parse(text) };
}

/** `status type`, as in the tables of the tests; `200` for a success. */
export function outcome({ status, body }: Answered): string {
  const type = typeof body === 'object' && body !== null && 'type' in body ? ` ${body.type}` : '';
  return status + type;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
