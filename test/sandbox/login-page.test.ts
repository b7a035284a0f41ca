// The dashboard's login page: what it hands out, and to whom.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../source/sandbox/server.ts';
import { ask, outcome } from './ask.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const visit = (redirect: string, more = '') =>
  ask(sandbox.url, `/cli-login?redirect=${encodeURIComponent(redirect)}${more}`, { token: null });

function approveUrl(page: string): URL {
  const href = /<a id="approve" href="([^"]*)"/.exec(page)?.[1] ?? '';
  return new URL(href.replaceAll('&#38;', '&'));
}

it.each([
  ['http://127.0.0.1:4321/cb/x', 'http://127.0.0.1:4321/cb/x?pat='],
  ['http://localhost:4321/cb', 'http://localhost:4321/cb?pat='],
  ['http://[::1]:4321/', 'http://[::1]:4321/?pat='],
  ['http://127.0.0.1:4321/cb?a=1', 'http://127.0.0.1:4321/cb?a=1&pat='],
])('offers the way back to %s with a new PAT', async (redirect, expected) => {
  const { status, text, headers } = await visit(redirect);
  const target = approveUrl(text);
  const token = target.searchParams.get('pat') ?? '';
  expect([status, headers.get('referrer-policy')]).toEqual([200, 'no-referrer']);
  expect(target.href).toBe(expected + token);
  expect(token).toMatch(/^bp_pat_[\w-]{36}$/);
  const account = await ask(sandbox.url, '/v1/admin/account/me', { token });
  expect(account.body).toMatchObject({ account: { email: 'owner@example.com' } });
});

it('hands out another PAT each time, each listed as a CLI login', async () => {
  const before = await countLogins();
  const pages = [await visit('http://127.0.0.1:1/'), await visit('http://127.0.0.1:1/')];
  expect(new Set(pages.map(({ text }) => approveUrl(text).href)).size).toBe(2);
  expect(await countLogins()).toBe(before + 2);
});

it('goes back by itself if asked to', async () => {
  const { text } = await visit('http://127.0.0.1:4321/cb', '&auto=1');
  const refresh = /<meta http-equiv="refresh" content="0;url=([^"]*)">/.exec(text)?.[1];
  expect(refresh).toBe(approveUrl(text).href);
  expect((await visit('http://127.0.0.1:4321/cb')).text).not.toContain('http-equiv');
});

it('keeps a hostile redirect inside its attribute', async () => {
  const { text } = await visit(`http://127.0.0.1/?x="><script>alert(1)</script>'&#x3c;`);
  expect(text).not.toContain('<script');
  expect(text.match(/<a /g)).toHaveLength(1);
});

it.each([
  '',
  'not a url',
  'https://127.0.0.1/',
  'http://example.com/',
  'http://127.0.0.1.example.com/',
  'http://127.0.0.1@example.com/',
  'http://user@127.0.0.1/',
  'http://localhost.example.com/',
  'javascript:alert(1)',
  'file:///etc/passwd',
])('refuses to lead to %o, and makes no PAT', async redirect => {
  const before = await countLogins();
  expect(outcome(await visit(redirect))).toBe('400 InvalidQuery');
  expect(await countLogins()).toBe(before);
});

it('wants a redirect, and GET', async () => {
  expect(outcome(await ask(sandbox.url, '/cli-login'))).toBe('400 InvalidQuery');
  expect(outcome(await ask(sandbox.url, '/cli-login', { method: 'POST' }))).toBe(
    '405 MethodNotFound',
  );
});

async function countLogins(): Promise<number> {
  const { body } = await ask(sandbox.url, '/v1/admin/account/pats');
  const { pats } = body as { pats: { note: string }[] };
  return pats.filter(({ note }) => note === 'CLI login').length;
}
