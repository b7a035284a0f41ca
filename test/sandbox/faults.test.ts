// Faults between a client and the API, and the address by which tests control the sandbox.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshControl, record } from '../../source/sandbox/control.ts';
import { type Sandbox, startSandbox } from '../../source/sandbox/server.ts';
import { sampleTokens } from '../../source/sandbox/tokens.ts';
import { type Asked, ask, outcome } from './ask.ts';

const me = '/v1/admin/account/me';
const pats = '/v1/admin/account/pats';
const now = Date.parse('2026-03-01T12:00:00Z');

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ now: () => now });
});
afterEach(() => sandbox.close());

const inject = (...failNext: unknown[]) =>
  ask(sandbox.url, '/_control', { method: 'POST', body: { failNext } });

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'answered',
    error => error.cause?.code,
  );
}

describe('the faults below /_fault', () => {
  it.each([
    ['500', '500 Internal'],
    ['402', '402 PaymentRequired'],
    ['nonsense', '404 ResourceNotFound'],
    ['constructor', '404 ResourceNotFound'],
  ])('%s answers %s to anything', async (name, expected) => {
    expect(outcome(await ask(sandbox.url, `/_fault/${name}${me}`))).toBe(expected);
    expect(outcome(await ask(sandbox.url, `/_fault/${name}`, { token: null }))).toBe(expected);
  });

  it.each([
    ['502', 502, 'text/html; charset=utf-8', /<h1>502 Bad Gateway/],
    ['html', 200, 'text/html; charset=utf-8', /sign in/],
    ['garbage', 200, 'application/json', /^\{"account": \{"id"$/],
  ])('%s answers %i %s', async (name, status, type, text) => {
    const answered = await ask(sandbox.url, `/_fault/${name}${me}`);
    expect([answered.status, answered.headers.get('content-type')]).toEqual([status, type]);
    expect(answered.text).toMatch(text);
    expect(answered.body).toBeUndefined();
  });

  it('redirect leads to the other origin, which records all that reaches it', async () => {
    const { status, headers } = await ask(sandbox.url, `/_fault/redirect${me}?a=b`);
    const location = headers.get('location') ?? '';
    expect([status, location]).toEqual([307, `${sandbox.otherUrl}${me}?a=b`]);
    await ask(location, '', { method: 'POST', headers: { 'x-bot-id': 'b' }, body: 'text' });
    await ask(sandbox.otherUrl, '/_log', { token: null });
    const log = await ask(sandbox.otherUrl, '/_log', { token: null });
    expect(log.body).toMatchObject([
      {
        method: 'POST',
        path: `${me}?a=b`,
        headers: { authorization: `Bearer ${sampleTokens.owner}`, 'x-bot-id': 'b' },
        body: 'text',
      },
    ]);
    expect(log.body).toHaveLength(1);
  });

  it('reset breaks the connection', async () => {
    expect(await codeOf(ask(sandbox.url, `/_fault/reset${me}`))).toBe('ECONNRESET');
  });

  it('clock is ten minutes off, and else fine', async () => {
    const right = await ask(sandbox.url, me);
    const wrong = await ask(sandbox.url, `/_fault/clock${me}`);
    expect(wrong.body).toEqual(right.body);
    expect([right, wrong].map(({ headers }) => Date.parse(headers.get('date') ?? ''))).toEqual([
      now,
      now - 600_000,
    ]);
    expect(outcome(await ask(sandbox.url, `/_fault/clock${me}`, { token: null }))).toBe(
      '401 Unauthorized',
    );
  });

  it('slow does not answer for now, and does not hold up close', async () => {
    const hanging = codeOf(ask(sandbox.url, `/_fault/slow${me}`));
    while ((await requests()) === 0);
    const before = performance.now();
    await sandbox.close();
    expect(performance.now() - before).toBeLessThan(1_000);
    expect(['UND_ERR_SOCKET', 'ECONNRESET']).toContain(await hanging);
    expect(await codeOf(ask(sandbox.url, me))).toBe('ECONNREFUSED');
  });
});

async function requests(): Promise<number> {
  return ((await ask(sandbox.url, '/_control')).body as { requests: number }).requests;
}

describe('the control hook', () => {
  it('counts and logs requests, but not its own', async () => {
    await ask(sandbox.url, `${me}?secret=1`);
    await ask(sandbox.url, `/_fault/500${me}`);
    await codeOf(ask(sandbox.url, `/_fault/reset${me}`));
    expect((await ask(sandbox.url, '/_control')).body).toEqual({
      requests: 3,
      log: [
        { method: 'GET', path: me, status: 200 },
        { method: 'GET', path: `/_fault/500${me}`, status: 500 },
        { method: 'GET', path: `/_fault/reset${me}`, status: null },
      ],
    });
  });

  it('keeps the last 1,000 of the log', () => {
    const control = freshControl();
    for (let index = 1; index <= 1_010; index += 1) {
      record(control, {
        method: 'GET',
        path: `/${index}`,
        query: new URLSearchParams(),
        headers: {},
        body: '',
      });
    }
    expect([control.requests, control.log.length]).toEqual([1_010, 1_000]);
    expect([control.log[0]?.path, control.log.at(-1)?.path]).toEqual(['/11', '/1010']);
  });

  it.each([
    [500, '500 Internal'],
    [429, '429 RateLimited'],
    [401, '401 Unauthorized'],
    [403, '403 Forbidden'],
  ])('makes the next request of a kind fail with %i, once', async (status, expected) => {
    await inject({ method: 'DELETE', path: pats, status });
    const deletion: Asked = { method: 'DELETE' };
    expect(outcome(await ask(sandbox.url, pats))).toBe('200');
    expect(outcome(await ask(sandbox.url, `${pats}/pat_owner_ci`, deletion))).toBe(expected);
    expect(outcome(await ask(sandbox.url, `${pats}/pat_owner_ci`, deletion))).toBe('200');
  });

  it('fails as often as told, in the order told', async () => {
    await inject(
      { method: 'GET', path: me, status: 500, times: 2 },
      { method: 'GET', path: me, status: 'reset' },
    );
    expect(outcome(await ask(sandbox.url, me))).toBe('500 Internal');
    expect(outcome(await ask(sandbox.url, me))).toBe('500 Internal');
    expect(await codeOf(ask(sandbox.url, me))).toBe('ECONNRESET');
    expect(outcome(await ask(sandbox.url, me))).toBe('200');
  });

  it('can lose the answer to what was done', async () => {
    await inject({ method: 'POST', path: pats, status: 'reset', applied: true });
    const lost = ask(sandbox.url, pats, { method: 'POST', body: { note: 'orphan' } });
    expect(await codeOf(lost)).toBe('ECONNRESET');
    expect((await ask(sandbox.url, pats)).text).toContain('orphan');
  });

  it('lets a request time out without holding up close', async () => {
    await inject({ method: 'GET', path: me, status: 'timeout' });
    const hanging = codeOf(ask(sandbox.url, me));
    while ((await requests()) === 0);
    const before = performance.now();
    await sandbox.close();
    expect(performance.now() - before).toBeLessThan(1_000);
    expect(await hanging).not.toBe('answered');
  });

  it('forgets what was to fail when told anew, and refuses what it does not understand', async () => {
    await inject({ method: 'GET', path: me, status: 500 });
    await inject();
    expect(outcome(await ask(sandbox.url, me))).toBe('200');
    for (const failure of [null, {}, { method: 'GET', path: me, status: 418 }]) {
      expect(outcome(await inject(failure))).toBe('400 InvalidPayload');
    }
    const deletion = await ask(sandbox.url, '/_control', { method: 'DELETE' });
    expect(outcome(deletion)).toBe('405 MethodNotFound');
  });
});
