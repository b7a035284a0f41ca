// A 403 in five places: `login`, `profiles active`, `explain`, the screen and doctor all name the same
// cause, be it a role, a quota, another workspace, a bot key or a proxy.
import { describe, expect, test } from 'vitest';
import { diagnose } from '../../source/diagnosis/diagnose.ts';
import { withOneMoreLook } from '../../source/diagnosis/oneMoreLook.ts';
import { currentSubject } from '../../source/diagnosis/subject.ts';
import { createRunner } from '../../source/tui/kernel/runner.ts';
import { type FakeContext, fakeContext } from '../support/context.ts';
import { runIn } from '../support/run.ts';
import { sampleTokens, sandboxForTest } from '../support/sandbox.ts';
import { type Answer, answering, refusingProxy } from './servers.ts';
import { createWorld, type World } from './world.ts';

type Situation = {
  name: string;
  token: string;
  /** The API's answer about the workspace; null if a proxy blocks everything. */
  workspace: Answer | null;
  membership: Answer;
  /** The text that somebody pastes. */
  pasted: string;
  /** The cause that all five places have to name, and how their texts name it. */
  cause: string;
  words: RegExp;
};

const refusal = (code: number, type: string, message = 'No'): Answer => ({
  status: code,
  body: { id: 'err_matrix', code, type, message },
});
const forbidden = refusal(403, 'Forbidden');
const at = '2026-01-01T00:00:00Z';
const account = { id: 'acc_1', email: 'kim@example.com', emailVerified: true, createdAt: at };
const viewer: Answer = {
  status: 200,
  body: { id: 'mem_1', email: account.email, createdAt: at, role: 'viewer' },
};

const situations: Situation[] = [
  {
    name: 'a role',
    token: sampleTokens.viewer,
    workspace: forbidden,
    membership: viewer,
    pasted: '403 Forbidden: The role viewer is not allowed to do this',
    cause: 'role-insufficient',
    words: /\brole\b/,
  },
  {
    name: 'a quota',
    token: sampleTokens.owner,
    workspace: refusal(403, 'QuotaExceeded'),
    membership: viewer,
    pasted: '{"id":"err_1","code":403,"type":"QuotaExceeded","message":"No"}',
    cause: 'quota-exceeded',
    words: /quota/,
  },
  {
    name: 'another workspace',
    token: sampleTokens.owner,
    workspace: forbidden,
    membership: forbidden,
    pasted: 'Error: 403 Forbidden: You are not a member of this workspace',
    cause: 'not-a-member',
    words: /not a member of/,
  },
  {
    name: 'a bot key',
    token: sampleTokens.bot,
    workspace: forbidden,
    membership: forbidden,
    pasted:
      'curl https://api.botpress.cloud/v1/admin/bots -H "Authorization: Bearer bp_bak_1234567890abcdef1234567890abcdef1234"\n{"id":"err_1","code":403,"type":"Forbidden","message":"No"}',
    cause: 'kind-on-admin-api',
    words: /bot key/,
  },
  {
    name: 'a proxy',
    token: sampleTokens.owner,
    workspace: null,
    membership: forbidden,
    pasted: 'curl: (56) CONNECT tunnel failed, response 403',
    cause: 'proxy-refused',
    words: /proxy .*refuses to connect/,
  },
];

async function worldOf({ token, workspace, membership }: Situation): Promise<World> {
  const url = await answering(path => {
    if (path === '/v1/admin/account/me') {
      return token === sampleTokens.bot ? forbidden : { status: 200, body: { account } };
    }
    if (path.endsWith('/workspace-members/me')) return membership;
    if (path === '/v1/admin/workspaces') return { status: 200, body: { workspaces: [], meta: {} } };
    return workspace ?? forbidden;
  });
  const world = await createWorld(await sandboxForTest());
  world.ctx.stdin.isTTY = true;
  world.ctx.stdout.isTTY = true;
  const apiUrl = workspace === null ? 'https://host.invalid' : url;
  if (workspace === null) world.env.HTTPS_PROXY = await refusingProxy('403 Forbidden');
  await world.store({ apiUrl, tokenOrigin: apiUrl, token });
  return world;
}

/**
 * A function for one of the five places, such as `login`: it returns the text that the place shows.
 */
type Entrance = (world: World, situation: Situation) => Promise<string>;

const stored = (world: World) => {
  const { profile } = currentSubject(world.ctx);
  if (profile === null) throw new Error('no profile');
  return profile;
};

const entrances: Record<string, Entrance> = {
  async login(world, { token }) {
    const { apiUrl } = stored(world);
    const flags = ['--token', token, '--apiUrl', apiUrl, '--workspaceId', 'ws_abc123'];
    world.ctx.stdin.isTTY = false;
    return (await runIn(world.ctx, 'login', ...flags)).stderr;
  },
  active: async world => (await runIn(world.ctx, 'profiles', 'active')).stderr,
  async explain(world, { pasted }) {
    world.ctx.stdin.isTTY = false;
    const fresh: FakeContext = fakeContext();
    fresh.typed.end(pasted);
    return (await runIn(fresh, 'explain', '-')).stdout;
  },
  async screen(world) {
    const said: string[] = [];
    const runner = await createRunner(
      world.ctx,
      message => {
        if (message.type !== 'profile.verified') return;
        const { check } = message;
        const error =
          check.state === 'known'
            ? check.status.error
            : check.state === 'failed'
              ? check.error
              : null;
        said.push(`${error?.message}\n${error?.hint}`);
      },
      { exit: () => {}, suspend: () => {}, repaint: () => {}, copy: () => true },
    );
    runner.run({ type: 'profile.verify', identity: 'i', name: 'dev', profile: stored(world) });
    await expect.poll(() => said.length, { timeout: 5000 }).toBe(1);
    runner.stop();
    // The screen names keys of the keyboard instead of commands: nobody has to leave the screen.
    expect(said[0]).not.toContain('bp-auth ');
    return said[0] ?? '';
  },
  async doctor(world, { cause }) {
    const { rootCause } = await diagnose(world.ctx, currentSubject(world.ctx));
    expect(rootCause?.id).toBe(cause);
    return rootCause?.title ?? '';
  },
};

describe.each(Object.keys(entrances))('%s', name => {
  test.each(situations)('tells a 403 of $name', async situation => {
    const world = await worldOf(situation);
    const text = (await entrances[name]?.(world, situation)) ?? '';
    expect(text).toMatch(situation.words);
    for (const { words } of situations)
      if (words !== situation.words) expect(headOf(text)).not.toMatch(words);
  });
});

/** The message without the advice after it. */
const headOf = (text: string) =>
  text.split('\n').find(line => /403|refuses|quota|role|member|key/i.test(line)) ?? text;

test('one more look at an API that does not answer ends as a whole, however much is asked', async () => {
  const sandbox = await sandboxForTest();
  const ctx = fakeContext();
  const control = async (body?: object) => {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const answer = await fetch(`${sandbox.url}/_control`, init);
    return (await answer.json()) as { log: Array<{ path: string; status: number | null }> };
  };
  await control({ failNext: [{ method: 'GET', path: '/v1', status: 'timeout', times: 1000 }] });
  const ids = { workspaceId: 'ws_abc123', botId: null, integrationId: null };
  const sent = { apiUrl: sandbox.url, tokenOrigin: sandbox.url, token: sampleTokens.owner };
  const looked = withOneMoreLook(ctx, { ...sent, ...ids, from: null }, async look => [
    await look.role('ws_abc123'),
    await look.isBlocked('ws_abc123'),
    await look.workspaces(),
    await look.targets(ids),
  ]);
  const unanswered = async () => (await control()).log.filter(({ status }) => status === null);
  await expect.poll(unanswered).toHaveLength(1);
  ctx.clock.advance(900);
  expect(await looked).toEqual([null, null, null, null]);
  expect(await unanswered()).toHaveLength(1);
});
