// The callback server and its pages: requests that do not come from the returning browser, and what the
// pages reveal.
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Callback, listenForToken } from '../../source/login/callbackServer.ts';
import { type FakeContext, fakeContext } from '../support/context.ts';
import { sampleTokens } from '../support/sandbox.ts';
import { type Knock, knock, navigation } from './knock.ts';

const token = sampleTokens.owner;

async function listening(ctx: FakeContext = fakeContext()): Promise<Callback> {
  const callback = await listenForToken(ctx);
  onTestFinished(callback.close);
  return callback;
}

type Attack = (good: URL) => Knock;
const send = (...headers: string[]): Attack => {
  return () => ({ headers });
};
const aim = (target: (good: URL) => string): Attack => {
  return good => ({ target: target(good) });
};

const attacks: ReadonlyArray<readonly [who: string, status: number, attack: Attack]> = [
  ['a guess at the path', 404, aim(({ search }) => `/callback${search}`)],
  ['the path cut short', 404, aim(({ pathname, search }) => pathname.slice(0, -1) + search)],
  ['the path and more', 404, aim(({ pathname, search }) => `${pathname}/${search}`)],
  [
    'the path in other letters',
    404,
    aim(({ pathname, search }) => pathname.toUpperCase() + search),
  ],
  ['the root', 404, aim(() => '/')],
  ['a look at the favicon', 404, aim(() => '/favicon.ico')],
  ['a proxy request', 404, aim(({ href }) => href)],
  ['a path with two slashes', 404, aim(({ pathname, search }) => `/${pathname}${search}`)],
  ['a user info trick', 400, aim(({ pathname }) => `@evil.example${pathname}`)],
  ['the last page before its time', 404, aim(({ pathname }) => `${pathname}/done`)],
  ['the page before it', 404, aim(({ pathname }) => `${pathname}/back`)],
  ['DNS rebinding', 421, send('Host', 'evil.example')],
  [
    'DNS rebinding with the port',
    421,
    ({ port }) => ({ headers: ['Host', `evil.example:${port}`] }),
  ],
  ['localhost by name', 421, ({ port }) => ({ headers: ['Host', `localhost:${port}`] })],
  ['another port', 421, send('Host', '127.0.0.1:1')],
  ['no port', 421, send('Host', '127.0.0.1')],
  ['a Host with a dot', 421, ({ port }) => ({ headers: ['Host', `127.0.0.1.:${port}`] })],
  ['two Hosts', 421, ({ host }) => ({ headers: ['Host', host, 'Host', 'evil.example'] })],
  ['a script of another page', 403, send('Origin', 'https://evil.example')],
  ['a sandboxed frame', 403, send('Origin', 'null')],
  ['our own origin', 403, ({ origin }) => ({ headers: ['Origin', origin] })],
  ['fetch without CORS', 403, send('Sec-Fetch-Site', 'cross-site', 'Sec-Fetch-Mode', 'no-cors')],
  ['fetch with CORS', 403, send('Sec-Fetch-Site', 'cross-site', 'Sec-Fetch-Mode', 'cors')],
  ['a WebSocket', 403, send('Sec-Fetch-Mode', 'websocket', 'Upgrade', 'websocket')],
  ['an image', 403, send('Sec-Fetch-Mode', 'no-cors', 'Sec-Fetch-Dest', 'image')],
  ['a frame', 403, send('Sec-Fetch-Mode', 'navigate', 'Sec-Fetch-Dest', 'iframe')],
  ['an object', 403, send('Sec-Fetch-Mode', 'navigate', 'Sec-Fetch-Dest', 'object')],
  ['a prefetch', 403, send('Sec-Purpose', 'prefetch;prerender', ...navigation)],
  ['an older prefetch', 403, send('Purpose', 'prefetch')],
  ['HEAD', 405, () => ({ method: 'HEAD' })],
  ['POST', 405, () => ({ method: 'POST', body: `pat=${token}` })],
  ['PUT', 405, () => ({ method: 'PUT' })],
  [
    'a CORS preflight',
    405,
    () => ({ method: 'OPTIONS', headers: ['Origin', 'https://evil.example'] }),
  ],
  ['GET with a body', 413, () => ({ headers: ['Content-Length', '3'], body: 'abc' })],
  ['GET in chunks', 413, () => ({ headers: ['Transfer-Encoding', 'chunked'], body: 'abc' })],
  ['an endless address', 414, aim(({ pathname }) => `${pathname}?pat=${'x'.repeat(5000)}`)],
  ['endless headers', 431, send('Cookie', 'x'.repeat(20_000))],
  ['no token', 400, aim(({ pathname }) => pathname)],
  ['an empty token', 400, aim(({ pathname }) => `${pathname}?pat=`)],
  ['a token with a line break', 400, aim(({ pathname }) => `${pathname}?pat=bp_pat_%0D%0Ax`)],
  ['a token with a blank', 400, aim(({ pathname }) => `${pathname}?pat=bp%20pat`)],
  ['a token with a NUL', 400, aim(({ pathname }) => `${pathname}?pat=bp_pat_%00`)],
  ['a token with an umlaut', 400, aim(({ pathname }) => `${pathname}?pat=bp_pat_%C3%BC`)],
  ['a token that is too long', 400, aim(({ pathname }) => `${pathname}?pat=${'x'.repeat(1025)}`)],
  ['what a page without a token sends', 400, aim(({ pathname }) => `${pathname}?pat=undefined`)],
  ['a null', 400, aim(({ pathname }) => `${pathname}?pat=null&token=`)],
  ['an object', 400, aim(({ pathname }) => `${pathname}?pat=%5Bobject+Object%5D`)],
  ['a variable', 400, aim(({ pathname }) => `${pathname}?token=%24%7BTOKEN%7D`)],
  ['a placeholder', 400, aim(({ pathname }) => `${pathname}?pat=YOUR_PAT`)],
  ['a masked token', 400, aim(({ pathname }) => `${pathname}?pat=bp_pat_****`)],
  ['an address', 400, aim(({ pathname }) => `${pathname}?pat=https%3A%2F%2Fapp.botpress.cloud`)],
  ['a bot’s key, of no account', 400, aim(({ pathname }) => `${pathname}?pat=${sampleTokens.bot}`)],
  ['the door, by a guess', 404, aim(({ search }) => `/open${search}`)],
  ['a login that was refused', 400, aim(({ pathname }) => `${pathname}?error=access_denied`)],
];

test.each(attacks)('refuses %s (%i), and waits on', async (_, status, attack) => {
  const callback = await listening();
  const good = `${callback.url}?pat=${token}`;
  const other = `${callback.url}?pat=bp_pat_attacker`;
  const refused = await knock(other, attack(new URL(other)));
  expect(refused.status).toBe(status);
  expect(refused.text).not.toContain('attacker');
  expect(refused.text).not.toContain(new URL(callback.url).pathname);
  expect((await knock(good, { headers: navigation })).status).toBe(303);
  expect(await callback.token).toBe(token);
});

test('refuses a second use, and keeps the first token', async () => {
  const callback = await listening();
  await knock(`${callback.url}?pat=${token}`);
  const second = await knock(`${callback.url}?pat=bp_pat_second`);
  expect([second.status, await callback.token]).toEqual([410, token]);
  expect(second.text).toContain('This address was used before');
});

test('takes the first of two that come at the same time', async () => {
  const callback = await listening();
  const answers = await Promise.all(
    ['bp_pat_a', 'bp_pat_b', 'bp_pat_c'].map(each => knock(`${callback.url}?pat=${each}`)),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 410, 410]);
});

describe('on the way to its last page', () => {
  async function walk(headers: readonly string[]) {
    const callback = await listening();
    const first = await knock(`${callback.url}?pat=${token}`, { headers });
    const back = new URL(first.headers.location ?? '', callback.url).href;
    const second = await knock(back, { headers });
    return { callback, first, back, second };
  }

  test('a browser leaves the token behind at once, and then the address that followed it', async () => {
    const { callback, first, back, second } = await walk(navigation);
    expect([first.status, first.text, back]).toEqual([303, '', `${callback.url}/back`]);
    // The status 410 keeps the address out of the browser's history list.
    expect(second.status).toBe(410);
    expect(second.text).toContain(`location.replace("${new URL(callback.url).pathname}/done")`);
    const last = await knock(`${callback.url}/done`, { headers: navigation });
    expect([last.status, last.text.includes('location.replace')]).toEqual([200, false]);
    for (const { text } of [second, last]) {
      expect(text).toContain('Back to your terminal');
      expect(text).toContain('Choose the workspace');
    }
    // The port stays taken: a second token from the same tab reaches nobody else.
    expect((await knock(`${callback.url}?pat=bp_pat_second`)).status).toBe(410);
  });

  test('anything but a browser gets the page directly', async () => {
    const { second } = await walk([]);
    expect([second.status, second.text.includes('Back to your terminal')]).toEqual([200, true]);
  });
});

test.each([
  ['quotes', `%22${token}%22`],
  ['a line end', `${token}%0A`],
  ['Bearer', `Bearer+${token}`],
])('%s around the token is taken off', async (_, text) => {
  const callback = await listening();
  expect((await knock(`${callback.url}?pat=${text}`, { headers: navigation })).status).toBe(303);
  expect(await callback.token).toBe(token);
});

test('a token is taken from `token` where `pat` holds none', async () => {
  const callback = await listening();
  await knock(`${callback.url}?pat=undefined&token=${token}`, { headers: navigation });
  expect(await callback.token).toBe(token);
});

describe('the address that is handed to a browser', () => {
  const page = 'https://app.botpress.cloud/cli-login?redirect=x';

  test('leads on to the page, once', async () => {
    const callback = await listening();
    const { address } = callback.handOver(page);
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/open\?[\w-]+$/);
    const first = await knock(address, { headers: navigation });
    expect([first.status, first.headers.location, first.text]).toEqual([303, page, '']);
    const second = await knock(address, { headers: navigation });
    expect([second.status, second.headers.location]).toEqual([410, undefined]);
    expect(second.text).toContain('This address was opened before');
    expect(second.text).not.toContain('redirect');
    await knock(`${callback.url}?pat=${token}`, { headers: navigation });
    expect(await callback.token).toBe(token);
  });

  test('is not spent by what is refused', async () => {
    const callback = await listening();
    const { address } = callback.handOver(page);
    for (const headers of [
      ['Host', 'evil.example'],
      ['Sec-Purpose', 'prefetch'],
      ['Origin', 'x'],
    ])
      expect((await knock(address, { headers })).status).toBeGreaterThanOrEqual(400);
    expect((await knock(address, { headers: navigation })).status).toBe(303);
  });

  test('takes along what $BROWSER adds, but no other way back', async () => {
    const callback = await listening();
    const { address } = callback.handOver(page);
    const { headers } = await knock(`${address}&auto=1&redirect=evil`);
    expect(headers.location).toBe(`${page}&auto=1`);
  });

  test('leads nowhere once it was withdrawn, or the login ended', async () => {
    const callback = await listening();
    const { address, withdraw } = callback.handOver(page);
    withdraw();
    expect((await knock(address)).status).toBe(410);
    const next = callback.handOver(page);
    expect((await knock(address)).status).toBe(404);
    callback.close();
    const late = await knock(next.address);
    expect([late.status, late.text]).toEqual([
      410,
      expect.stringContaining('This login has ended'),
    ]);
  });
});

test('every answer forbids keeping, framing, referring, and loading anything', async () => {
  const callback = await listening();
  const answers = [
    await knock(`${callback.url}/elsewhere`),
    await knock(callback.url),
    await knock(`${callback.url}?pat=${token}`, { headers: navigation }),
    await knock(`${callback.url}?pat=${token}`, { headers: navigation }),
    await knock(`${callback.url}/back`, { headers: navigation }),
    await knock(`${callback.url}/done`, { headers: navigation }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([404, 400, 303, 410, 410, 200]);
  for (const { headers, text } of answers) {
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      connection: 'close',
    });
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'.*frame-ancestors 'none'/,
    );
    expect(headers).not.toHaveProperty('access-control-allow-origin');
    expect(text).not.toContain(token);
    expect(text).not.toMatch(/https?:|src=|href=|@import|url\(/);
  }
});

test('a page runs its own script and style, by a nonce of its own, and loses the query first', async () => {
  const callback = await listening();
  const pages = [await knock(callback.url), await knock(callback.url)];
  const nonces = pages.map(({ headers, text }) => {
    const policy = headers['content-security-policy'] ?? '';
    const nonce = /script-src 'nonce-([^']+)'/.exec(policy)?.[1];
    expect(policy).toContain(`style-src 'nonce-${nonce}'`);
    expect(text.match(/<(script|style)[^>]*>/g)).toEqual([
      `<script nonce="${nonce}">`,
      `<style nonce="${nonce}">`,
    ]);
    const head = text.slice(text.indexOf('<head>'));
    expect(head).toMatch(
      /^<head>\n<meta charset="utf-8">\n<script nonce="[^"]+">history\.replaceState/,
    );
    return nonce;
  });
  expect(new Set(nonces).size).toBe(2);
});
