// Requests about a workspace: their number, and the results, against the sandbox.
import { describe, expect, test } from 'vitest';
import type { StoredProfile } from '../../../../source/profiles/config.ts';
import type { Message } from '../../../../source/tui/contract/messages.ts';
import { loadWorkspace } from '../../../../source/tui/screens/workspace/load.ts';
import type { Answers } from '../../../../source/tui/screens/workspace/messages.ts';
import { fakeContext } from '../../../support/context.ts';
import { sampleTokens, sandboxForTest } from '../../../support/sandbox.ts';

/** All answers about a profile, and the requests for them. */
async function load(more: Partial<StoredProfile> = {}) {
  const { url } = await sandboxForTest();
  const profile: StoredProfile = {
    apiUrl: url,
    tokenOrigin: url,
    token: sampleTokens.owner,
    kind: 'pat',
    workspaceId: 'ws_abc123',
    ...more,
  };
  const heard: Message[] = [];
  const work = { type: 'workspace.load', identity: 'i', name: 'dev', profile } as const;
  const { signal } = new AbortController();
  await loadWorkspace(fakeContext(), work, signal, message => heard.push(message));
  const answers: Partial<Answers> = {};
  for (const message of heard) {
    if (message.type === 'workspace.answered') Object.assign(answers, message.answers);
  }
  const { log } = (await (await fetch(`${url}/_control`)).json()) as { log: { path: string }[] };
  return { heard, answers, requests: log.map(({ path }) => path) };
}

const states = (answers: Partial<Answers>) =>
  Object.fromEntries(
    Object.entries(answers).map(([part, answer]) => [
      part,
      answer?.state === 'failed'
        ? (answer.error.exchange?.errorType ?? answer.error.kind)
        : answer?.state,
    ]),
  );

describe('the requests', () => {
  test('for a token are eleven, and none of them is made twice', async () => {
    const { requests } = await load();
    expect(requests).toHaveLength(11);
    expect(new Set(requests).size).toBe(11);
  });

  test('for a token without a workspace are two', async () => {
    expect((await load({ workspaceId: null })).requests).toHaveLength(2);
  });

  test('for a bot key are four', async () => {
    const { requests, answers } = await load({
      ...{ token: sampleTokens.bot, kind: 'bot', botId: 'bot_acme', workspaceId: null },
    });
    expect(requests).toHaveLength(4);
    expect(Object.keys(answers)).toEqual(['abilities']);
  });

  test('never reach further than the first page', async () => {
    const { requests, answers } = await load({
      token: sampleTokens.manyWorkspaces,
      workspaceId: 'ws_many_0001',
    });
    expect(requests.length).toBeLessThanOrEqual(11);
    expect(answers.workspace?.state).toBe('ready');
  });
});

describe('the parts', () => {
  const all = [
    ...['abilities', 'account', 'activity', 'bots', 'members', 'membership', 'quotas'],
    ...['usages', 'workspace'],
  ];

  test('each come for themselves, the abilities one by one before', async () => {
    const { heard, answers } = await load();
    expect(Object.keys(answers).toSorted()).toEqual(all);
    const told = heard.filter(({ type }) => type === 'workspace.answered');
    expect(told).toHaveLength(all.length);
    expect(heard.filter(({ type }) => type === 'workspace.ability')).toHaveLength(9);
    expect(new Set(Object.values(states(answers)))).toEqual(new Set(['ready']));
  });

  test.each<[who: string, more: Partial<StoredProfile>, failing: Record<string, string>]>([
    ['a viewer', { token: sampleTokens.viewer }, { members: 'Forbidden', activity: 'Forbidden' }],
    ['a workspace over its quota', { workspaceId: 'ws_quota' }, { bots: 'QuotaExceeded' }],
    ['a blocked workspace', { workspaceId: 'ws_blocked' }, { bots: 'Forbidden' }],
    [
      'a rate limit',
      { workspaceId: 'ws_limited' },
      Object.fromEntries(
        ['activity', 'bots', 'members', 'membership', 'quotas', 'usages', 'workspace'].map(part => [
          part,
          'RateLimited',
        ]),
      ),
    ],
  ])('%s costs only what it concerns', async (_, more, failing) => {
    const { answers } = await load(more);
    const ready = Object.fromEntries(all.map(part => [part, 'ready']));
    expect(states(answers)).toEqual({ ...ready, ...failing });
  });

  test('of an expired token all fail, and none of them throws', async () => {
    const { answers } = await load({ token: sampleTokens.expired });
    const { abilities, ...others } = states(answers);
    expect(abilities).toBe('ready');
    expect(new Set(Object.values(others))).toEqual(new Set(['Unauthorized']));
  });

  test('a name made of control bytes arrives clean', async () => {
    const { answers } = await load({ workspaceId: 'ws_evil' });
    expect(JSON.stringify(answers)).not.toMatch(/\\u00[01]|\\u007f|\u202e|\u009b/);
  });
});

test('a token of another origin is sent nowhere', async () => {
  await expect(load({ tokenOrigin: 'https://api.botpress.cloud' })).rejects.toMatchObject({
    kind: 'origin',
  });
});
