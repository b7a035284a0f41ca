// The browser login from its start to the token, the time limit, or its cancellation.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { type BrowserLogin, startBrowserLogin } from '../../source/login/browserLogin.ts';
import { fakeContext } from '../support/context.ts';
import { sampleTokens, sandboxForTest } from '../support/sandbox.ts';
import { callbackOf, knock, navigation } from './knock.ts';

const token = sampleTokens.owner;
const apiUrl = 'https://api.botpress.cloud';
const minutes = 60_000;

test('leads to the dashboard, with a callback on 127.0.0.1 that nobody can guess', async () => {
  const logins = await Promise.all([1, 2].map(() => startBrowserLogin(fakeContext(), { apiUrl })));
  for (const { url, opened, cancel } of logins) {
    expect(url).toMatch(/^https:\/\/app\.botpress\.cloud\/cli-login\?redirect=http%3A%2F%2F127/);
    expect(callbackOf(url)).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]+$/);
    expect(opened).toBe(false);
    cancel();
  }
});

test('has two ids of the context for its path: 192 bits', async () => {
  const ids = ['first-id', 'second-id'];
  const ctx = { ...fakeContext(), randomId: () => ids.shift() ?? 'other' };
  const login = await startBrowserLogin(ctx, { apiUrl });
  expect(new URL(callbackOf(login.url)).pathname).toBe('/first-idsecond-id');
  login.cancel();
});

test.each(['pat', 'token'])('takes the token that comes back as %s', async parameter => {
  const login = await startBrowserLogin(fakeContext(), { apiUrl });
  const answer = await knock(`${callbackOf(login.url)}?${parameter}=${token}`, {
    headers: navigation,
  });
  expect(answer.status).toBe(303);
  expect(await login.token).toBe(token);
});

test('brings home what the sandbox hands out', async () => {
  const sandbox = await sandboxForTest();
  const login = await startBrowserLogin(fakeContext(), { apiUrl: sandbox.url });
  expect(login.url).toContain(`${sandbox.url}/cli-login?redirect=`);
  const page = await knock(login.url);
  const href = /id="approve" href="([^"]+)"/.exec(page.text)?.[1] ?? '';
  await knock(href.replaceAll('&#38;', '&'), { headers: navigation });
  expect(await login.token).toMatch(/^bp_pat_[\w-]{36}$/);
});

test('waits five minutes, and says so', async () => {
  const ctx = fakeContext();
  const login = await startBrowserLogin(ctx, { apiUrl });
  ctx.clock.advance(5 * minutes - 1);
  expect((await knock(`${callbackOf(login.url)}/elsewhere`)).status).toBe(404);
  ctx.clock.advance(1);
  await expect(login.token).rejects.toMatchObject({
    kind: 'usage',
    message: 'The browser did not come back within five minutes',
  });
  await expectEnded(login);
});

test.each([
  ['cancel', ({ login }: Running) => login.cancel()],
  ['Ctrl+C', ({ ctx }: Running) => ctx.interrupt()],
  ['the caller', ({ caller }: Running) => caller.abort()],
])('ends the wait at once when %s says so, and keeps the port from others', async (_, stop) => {
  const running = await run();
  stop(running);
  await expect(running.login.token).rejects.toMatchObject({ kind: 'cancelled' });
  await expectEnded(running.login);
});

test('keeps the token when it is cancelled too late', async () => {
  const { login } = await run();
  await knock(`${callbackOf(login.url)}?pat=${token}`);
  login.cancel();
  expect(await login.token).toBe(token);
});

test('does not start when it was given up before', async () => {
  const ctx = fakeContext();
  ctx.interrupt();
  const login = await startBrowserLogin(ctx, { apiUrl });
  await expect(login.token).rejects.toMatchObject({ kind: 'cancelled' });
});

test('asks for a token where no dashboard is known, and listens for nothing', async () => {
  const starting = startBrowserLogin(fakeContext(), { apiUrl: 'https://botpress.example.com' });
  await expect(starting).rejects.toMatchObject({
    kind: 'usage',
    message: 'The dashboard of https://botpress.example.com is not known',
    hint: expect.stringContaining('token'),
  });
});

/** A late token reaches nobody: neither us nor another program that wants the port. */
async function expectEnded({ url }: BrowserLogin): Promise<void> {
  const late = await knock(`${callbackOf(url)}?pat=${token}`, { headers: navigation });
  expect([late.status, late.text]).toEqual([410, expect.stringContaining('This login has ended')]);
  expect(late.text).not.toContain(token);
  const thief = createServer().listen(Number(new URL(callbackOf(url)).port), '127.0.0.1');
  expect(await once(thief, 'error')).toEqual([expect.objectContaining({ code: 'EADDRINUSE' })]);
}

type Running = Awaited<ReturnType<typeof run>>;

async function run() {
  const ctx = fakeContext();
  const caller = new AbortController();
  const login = await startBrowserLogin(ctx, { apiUrl, signal: caller.signal });
  return { ctx, caller, login };
}
