// The engine of doctor: the cost of a run, the dependencies between checks, and the end of a run.
import { describe, expect, it } from 'vitest';
import { chain } from '../../source/diagnosis/chain.ts';
import { diagnose } from '../../source/diagnosis/diagnose.ts';
import type { CheckUpdate } from '../../source/diagnosis/diagnosis.ts';
import { currentSubject } from '../../source/diagnosis/subject.ts';
import { runIn } from '../support/run.ts';
import { sampleTokens, sandboxForTest } from '../support/sandbox.ts';
import { answering, silent } from './servers.ts';
import { createWorld, doctor, type World } from './world.ts';

const world = async (options = {}) => createWorld(await sandboxForTest(), options);

/** The requests that the sandbox got, without those of the tests. */
async function asked({ sandbox }: World): Promise<string[]> {
  const { log } = (await (await fetch(`${sandbox.url}/_control`)).json()) as {
    log: Array<{ method: string; path: string }>;
  };
  return log.map(({ method, path }) => `${method} ${path}`);
}

const run = ({ ctx }: World, options: Parameters<typeof diagnose>[2] = {}) =>
  diagnose(ctx, currentSubject(ctx), options);

describe('a healthy run', () => {
  it('costs three requests, side by side', async () => {
    const here = await world();
    let open = 0;
    let most = 0;
    const real = here.ctx.fetch;
    here.ctx.fetch = async (...request) => {
      most = Math.max(most, ++open);
      return real(...request).finally(() => --open);
    };
    expect((await run(here)).verdict).toBe('ok');
    expect((await asked(here)).sort()).toEqual([
      'GET /v1/admin/account/me',
      'GET /v1/admin/bots',
      'GET /v1/admin/workspaces/ws_abc123',
    ]);
    expect(most).toBe(3);
  });

  it('asks for the role in a second step where the account does not own the workspace', async () => {
    const here = await world();
    await here.store({ token: sampleTokens.viewer });
    const { identity } = await run(here);
    expect(identity).toMatchObject({ account: 'viewer@example.com', role: 'viewer' });
    expect((await asked(here)).at(-1)).toBe('GET /v1/admin/workspace-members/me');
    expect(await asked(here)).toHaveLength(4);
  });

  it('costs one request with a bot key', async () => {
    const here = await world();
    await here.store({
      token: sampleTokens.bot,
      kind: 'bot',
      botId: 'bot_acme',
      workspaceId: null,
    });
    expect((await run(here)).verdict).toBe('ok');
    expect(await asked(here)).toEqual(['GET /v1/chat/conversations']);
  });

  it('costs none offline', async () => {
    const here = await world();
    const { checks, identity } = await run(here, { offline: true });
    expect(checks.filter(({ status }) => status === 'skip').map(({ id }) => id)).toEqual([
      'dns',
      'tcp',
      'tls',
      'clock',
      'server',
      'authenticated',
      'kind',
      'workspace',
      'role',
      'limits',
      'blocked',
      'service',
    ]);
    expect(identity.workspaceId).toBe('ws_abc123');
    expect(await asked(here)).toEqual([]);
  });

  it('changes nothing on disk and nothing at the server', async () => {
    const here = await world();
    const before = await runIn(here.ctx, 'profiles', 'list', '--json');
    await run(here);
    expect((await runIn(here.ctx, 'profiles', 'list', '--json')).stdout).toBe(before.stdout);
    expect((await asked(here)).every(line => line.startsWith('GET '))).toBe(true);
  });

  it('tells who, where and by which way', async () => {
    const { identity, resolution, rootCause, alternatives } = await run(await world());
    expect(identity).toMatchObject({
      profile: 'dev',
      kind: 'pat',
      tokenFingerprint: '1b25a6ea',
      account: 'owner@example.com',
      workspaceName: 'acme',
      role: 'owner',
    });
    expect(resolution.map(({ field, source }) => [field, source])).toEqual([
      ['profile', 'active profile'],
      ['apiUrl', 'config.json'],
      ['workspaceId', 'config.json'],
      ['kind', 'prefix of the token'],
      ['token', 'config.json, profile dev (active profile)'],
    ]);
    expect([rootCause, alternatives]).toEqual([null, []]);
  });
});

describe('the chain', () => {
  it('needs only checks that there are, and never itself', () => {
    const ids = chain.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const reach = (id: string): string[] =>
      chain
        .filter(check => check.id === id)
        .flatMap(({ needs }) => needs)
        .flatMap(need => [need, ...reach(need)]);
    for (const id of ids) {
      expect(ids).toEqual(expect.arrayContaining(reach(id)));
      expect(reach(id)).not.toContain(id);
    }
  });

  it('skips what hangs on a failed step and says on which; local checks run all the same', async () => {
    const here = await world();
    await here.store({ apiUrl: 'https://nothing.invalid', tokenOrigin: 'https://nothing.invalid' });
    const { checks } = await run(here);
    const of = (id: string) => checks.find(check => check.id === id);
    expect(of('dns')).toMatchObject({ status: 'fail' });
    for (const id of ['tcp', 'tls', 'clock', 'server', 'authenticated', 'role', 'service']) {
      expect(of(id)).toMatchObject({ status: 'skip', because: 'Needs “DNS” first' });
    }
    for (const id of ['config', 'modes', 'lock', 'token-shape', 'bp-files']) {
      expect(of(id)).toMatchObject({ status: 'pass' });
    }
  });

  it('tells each check as it begins and as it ends', async () => {
    const updates: CheckUpdate[] = [];
    const { checks } = await run(await world(), { onCheck: update => updates.push(update) });
    for (const { id } of checks) {
      const own = updates.filter(update => update.id === id).map(({ status }) => status);
      expect(own).toEqual(['running', 'pass']);
    }
  });

  it('gives up on time: 5 s a check, 10 s in all', async () => {
    const here = await world({ hurry: true });
    const url = await silent();
    await here.store({ apiUrl: url, tokenOrigin: url });
    const waits: number[] = [];
    const real = here.ctx.wait;
    here.ctx.wait = (ms, signal) => {
      waits.push(ms);
      return real(ms, signal);
    };
    expect((await run(here)).rootCause?.id).toBe('answer-timeout');
    expect(Math.max(...waits)).toBeLessThanOrEqual(5000);
  });

  it('never takes what it gave up for good: a request without an end', async () => {
    const here = await world({ hurry: true });
    const url = await silent();
    await here.store({ apiUrl: url, tokenOrigin: url });
    const real = here.ctx.wait;
    // As on a stalled machine: the time limits of the requests end too late.
    here.ctx.wait = (ms, signal) => real([4000, 4800].includes(ms) ? 60_000 : ms, signal);
    const { verdict, rootCause, checks } = await run(here);
    expect([verdict, rootCause?.id]).toEqual(['fail', 'answer-timeout']);
    expect(rootCause?.evidence[0]).toBe('“DNS” did not finish within 5 s');
    expect(checks.find(({ id }) => id === 'server')?.because).toBe('Needs “DNS” first');
  });

  it('never takes what it gave up for good: a program that does not print the token', async () => {
    const here = await world({ hurry: true });
    // The command for a token may take twice as long as a check, so the check gives up first.
    const command = [process.execPath, '-e', 'setInterval(() => {}, 60_000)'];
    await here.store({ token: null, tokenSource: { kind: 'command', command } });
    const { verdict, rootCause } = await run(here);
    expect([verdict, rootCause?.id]).toEqual(['warn', 'given-up']);
    expect(rootCause?.title).toBe(
      '“Where the token lives” did not finish within 5 s; the checks that need its result were skipped',
    );
  });

  it('ends at once when it is cancelled', async () => {
    const here = await world();
    const url = await silent();
    await here.store({ apiUrl: url, tokenOrigin: url });
    const stop = new AbortController();
    const running = run(here, {
      signal: stop.signal,
      onCheck: ({ id }) => id === 'dns' && stop.abort(),
    });
    await expect(running).rejects.toMatchObject({ kind: 'cancelled' });
  });

  it('refuses an action that it does not know, and names those it does', async () => {
    const { code, stderr } = await runIn((await world()).ctx, 'doctor', '--for', 'fly');
    expect(code).toBe(2);
    expect(stderr).toContain('deploy, create-bot');
  });
});

describe('evidence', () => {
  it('names request, answer, error id, token and where it came from; never the token or a query', async () => {
    const here = await world();
    await here.store({ token: sampleTokens.expired });
    const { diagnosis } = await doctor(here);
    const [request, shape, token] = diagnosis.rootCause?.evidence ?? [];
    expect(request).toMatch(
      /^GET http:\/\/127\.0\.0\.1:\d+\/v1\/admin\/account\/me: 401 Unauthorized, error err_\w+, \d+ ms, at \d{4}-/,
    );
    expect(token ?? shape).toBe(
      'token #6da1ba67 from config.json, profile dev (active profile)'.replace(
        /#\w+/,
        `#${diagnosis.identity.tokenFingerprint}`,
      ),
    );
  });

  it('holds nothing raw that a server said', async () => {
    const here = await world();
    const body = { id: 'err_\u001b[2J', code: 403, type: 'Forb\u001b]0;x\u0007idden', message: '' };
    const url = await answering(() => ({ status: 403, body }));
    await here.store({ apiUrl: url, tokenOrigin: url });
    const { stdout } = await runIn(here.ctx, 'doctor');
    expect(stdout.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
  });

  it('does not repeat a URL that may hold a password', async () => {
    const here = await world();
    await here.store({ apiUrl: 'https://me:geheim@api.botpress.cloud' });
    const { output } = await doctor(here);
    expect(output).not.toContain('geheim');
  });
});

describe('several possible causes', () => {
  it('are ranked, each with the test that tells it apart', async () => {
    const here = await world();
    await here.store({ token: sampleTokens.expired });
    const { rootCause, alternatives } = await run(here);
    expect(rootCause).toMatchObject({ id: 'token-rejected', confidence: 'certain' });
    expect(alternatives).toMatchObject([
      {
        id: 'token-truncated',
        confidence: 'possible',
        test: 'a complete copy of the token is accepted',
      },
    ]);
  });

  it('change places when the text of the token tells more than its refusal', async () => {
    const here = await world();
    await here.store({ token: 'bp_pat_123456' });
    const { rootCause, alternatives } = await run(here);
    expect(rootCause).toMatchObject({ id: 'token-truncated', confidence: 'likely' });
    expect(alternatives).toMatchObject([{ id: 'token-rejected', confidence: 'possible' }]);
  });
});
