// A request put together by hand: what a browser, a page in it, or somebody else could send.
import { request } from 'node:http';

export type Knock = {
  method?: string;
  /** As sent on the wire, instead of the URL's own path. */
  target?: string;
  /** Names and values in turn; `Host` is added unless it is among them. */
  headers?: readonly string[];
  body?: string;
};

export type Answer = { status: number; headers: Record<string, string>; text: string };

/** Sends one request on its own connection; follows no redirect. */
export function knock(address: string, sent: Knock = {}): Promise<Answer> {
  const { hostname, port, host, pathname, search } = new URL(address);
  const { method = 'GET', target = pathname + search, headers = [], body } = sent;
  const own = headers.some(name => /^host$/i.test(name)) ? [] : ['Host', host];
  return new Promise((resolve, reject) => {
    const asked = request(
      { hostname, port, method, path: target, headers: [...own, ...headers], setHost: false },
      answer => {
        let text = '';
        answer.on('data', chunk => {
          text += chunk;
        });
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers as Record<string, string>,
            text,
          }),
        );
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}

/** The headers that Chromium sends when the dashboard navigates the whole tab to another site. */
export const navigation = [
  ...['Sec-Fetch-Site', 'cross-site', 'Sec-Fetch-Mode', 'navigate'],
  ...['Sec-Fetch-User', '?1', 'Sec-Fetch-Dest', 'document'],
] as const;

/** The callback address in a login page's `redirect`. */
export function callbackOf(loginUrl: string): string {
  return new URL(loginUrl).searchParams.get('redirect') ?? '';
}
