// What a token may do: asked of the API where a read request shows it, inferred elsewhere.
import { describe, expect, it } from 'vitest';
import { type Abilities, probeAbilities } from '../../source/diagnosis/abilities.ts';
import { actionNames } from '../../source/diagnosis/actionNames.ts';
import type { StoredProfile } from '../../source/profiles/config.ts';
import { sampleTokens, sandboxForTest } from '../support/sandbox.ts';
import { createWorld, type World } from './world.ts';

const world = async () => createWorld(await sandboxForTest());

function probe({ ctx, sandbox }: World, profile: Partial<StoredProfile> = {}, botId?: string) {
  const stored: StoredProfile = {
    apiUrl: sandbox.url,
    tokenOrigin: sandbox.url,
    token: sampleTokens.owner,
    kind: 'pat',
    workspaceId: 'ws_abc123',
    ...profile,
  };
  return probeAbilities(ctx, 'dev', stored, botId === undefined ? {} : { botId });
}

const told = ({ abilities }: Abilities, basis: string) =>
  abilities
    .filter(ability => ability.basis === basis)
    .map(({ name, verdict }) => `${name} ${verdict}`);

const reading = ['workspaces', 'bots', 'integrations', 'members', 'billing', 'audit'];
const runtime = ['conversations', 'tables', 'files'];
const botKey = { token: sampleTokens.bot, kind: 'bot', botId: 'bot_acme' } as const;
const integrationKey = {
  token: sampleTokens.integration,
  kind: 'integration',
  integrationId: 'int_acme',
} as const;

describe('what is asked', () => {
  it('an owner may read everything; without a bot its run time is not asked for', async () => {
    const abilities = await probe(await world());
    expect(told(abilities, 'probed')).toEqual(reading.map(name => `${name} allowed`));
    expect(told(abilities, 'not probed')).toEqual(runtime.map(name => `${name} unknown`));
    expect(abilities.role).toBe('owner');
  });

  it('with a bot, its conversations, tables and files too', async () => {
    const abilities = await probe(await world(), {}, 'bot_acme');
    expect(told(abilities, 'probed')).toEqual(
      [...reading, ...runtime].map(name => `${name} allowed`),
    );
  });

  it('a viewer may not see members, invoices and audit records, because of the role', async () => {
    const abilities = await probe(await world(), { token: sampleTokens.viewer });
    expect(told(abilities, 'probed')).toEqual([
      'workspaces allowed',
      'bots allowed',
      'integrations allowed',
      'members denied',
      'billing denied',
      'audit denied',
    ]);
    const members = abilities.abilities.find(({ name }) => name === 'members');
    expect(members?.why).toBe('the role viewer may not (403 Forbidden)');
  });

  it('a bot key may use its bot and nothing of the workspace, because of its kind', async () => {
    const abilities = await probe(await world(), botKey);
    expect(told(abilities, 'probed')).toEqual([
      ...reading.map(name => `${name} denied`),
      ...runtime.map(name => `${name} allowed`),
    ]);
    const { why, documented } = abilities.abilities[0] ?? {};
    expect([why, documented]).toEqual(['a bot key is not for this (403 Forbidden)', false]);
  });

  it('an integration key may not read tables', async () => {
    const abilities = await probe(await world(), { ...integrationKey, botId: 'bot_acme' });
    expect(told(abilities, 'probed').slice(reading.length)).toEqual([
      'conversations allowed',
      'tables denied',
      'files allowed',
    ]);
    const tables = abilities.abilities.find(({ name }) => name === 'tables');
    expect(tables?.why).toBe('an integration key is not for this (403 Forbidden)');
  });

  it('a quota, a rate limit and a fault deny nothing', async () => {
    const here = await world();
    const quota = await probe(here, { workspaceId: 'ws_quota' });
    expect(told(quota, 'probed')).toContain('bots unknown');
    const limited = await probe(here, { workspaceId: 'ws_limited' });
    expect(told(limited, 'probed').filter(line => line.endsWith('denied'))).toEqual([]);
    const dead = await probe(here, { apiUrl: `${here.sandbox.url}/_fault/500` });
    expect(told(dead, 'probed')).toEqual(reading.map(name => `${name} unknown`));
  });

  it('a blocked workspace is not blamed on the role of its owner', async () => {
    const { abilities } = await probe(await world(), { workspaceId: 'ws_blocked' });
    const bots = abilities.find(({ name }) => name === 'bots');
    expect([bots?.verdict, bots?.why]).toEqual(['denied', '403 Forbidden']);
  });

  it('each is told as soon as it is known', async () => {
    const { ctx, sandbox } = await world();
    const heard: string[] = [];
    const profile = {
      apiUrl: sandbox.url,
      tokenOrigin: sandbox.url,
      token: sampleTokens.owner,
      kind: 'pat',
      workspaceId: 'ws_abc123',
    } as const;
    await probeAbilities(ctx, 'dev', profile, { onAbility: ({ name }) => heard.push(name) });
    expect(heard.toSorted()).toEqual([...reading, ...runtime].toSorted());
  });

  it('only by reading', async () => {
    const here = await world();
    await probe(here, {}, 'bot_acme');
    const { log } = (await (await fetch(`${here.sandbox.url}/_control`)).json()) as {
      log: Array<{ method: string }>;
    };
    expect(new Set(log.map(({ method }) => method))).toEqual(new Set(['GET']));
  });
});

describe('what is inferred', () => {
  const inferred = async (profile: Partial<StoredProfile>) =>
    told(await probe(await world(), profile), 'inferred').filter(line => line.endsWith(' allowed'));

  it('is marked as inferred, and covers every action that writes', async () => {
    const { abilities } = await probe(await world());
    const names = abilities.filter(({ basis }) => basis === 'inferred').map(({ name }) => name);
    expect(names).toEqual(actionNames.filter(name => !/^(list|read|see)-/.test(name)));
  });

  it('for an owner: all of it', async () => {
    expect(await inferred({})).toHaveLength(11);
  });

  it('for a viewer: a token of one’s own', async () => {
    expect(await inferred({ token: sampleTokens.viewer })).toEqual(['create-token allowed']);
  });

  it('for a bot key: what happens at run time', async () => {
    expect(await inferred(botKey)).toEqual([
      'send-message allowed',
      'call-action allowed',
      'write-tables allowed',
      'upload-files allowed',
    ]);
  });

  it('for an integration key: less', async () => {
    expect(await inferred(integrationKey)).toEqual([
      'send-message allowed',
      'upload-files allowed',
    ]);
  });

  it('for a role that is not known: nothing', async () => {
    const abilities = await probe(await world(), { workspaceId: null });
    const deploy = abilities.abilities.find(({ name }) => name === 'deploy');
    expect([deploy?.verdict, deploy?.why]).toEqual(['unknown', 'the role is not known']);
  });
});
