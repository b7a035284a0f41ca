// The work behind the tokens screen, against the sandbox and a real store.
import { describe, expect, test } from 'vitest';
import { changeState, readState } from '../../../../source/profiles/store.ts';
import type { Work } from '../../../../source/tui/contract/effects.ts';
import type { Message } from '../../../../source/tui/contract/messages.ts';
import { createRunner } from '../../../../source/tui/kernel/runner.ts';
import type { HolderTab } from '../../../../source/tui/screens/tokens/messages.ts';
import { fakeContext } from '../../../support/context.ts';
import { sampleTokens, sandboxForTest } from '../../../support/sandbox.ts';
import { profile } from '../../world.ts';

const account = { type: 'account' } as const;

async function stage(token: string = sampleTokens.owner, workspaceId = 'ws_abc123') {
  const sandbox = await sandboxForTest();
  const ctx = fakeContext();
  const { url } = sandbox;
  const dev = profile('dev', { apiUrl: url, tokenOrigin: url, workspaceId, token });
  await changeState(ctx, 'test', config => ({
    ...config,
    activeProfile: 'dev',
    profiles: { dev },
  }));
  const heard: Message[] = [];
  let seen: (message: Message) => void = () => {};
  const none = { exit: () => {}, suspend: () => {}, repaint: () => {}, copy: () => true };
  const runner = await createRunner(
    ctx,
    message => {
      if (!message.type.startsWith('wait.')) heard.push(message);
      seen(message);
    },
    none,
  );
  /** Does the work, and waits for the message that answers it. */
  const answer = <Type extends Message['type']>(work: Work, ...wanted: Type[]) =>
    new Promise<Extract<Message, { type: Type }>>(resolve => {
      seen = message => {
        if ((wanted as string[]).includes(message.type)) {
          resolve(message as Extract<Message, { type: Type }>);
        }
      };
      runner.run(work);
    });
  const asked = () => ({
    name: 'dev',
    profile: readState(ctx).config.profiles.dev ?? dev,
    owner: account,
  });
  const ids = async () => {
    const listed = await answer({ type: 'tokens.list', ...asked() }, 'tokens.listed');
    return listed.tokens.map(({ id }) => id);
  };
  const failNext = (...faults: object[]) =>
    fetch(`${url}/_control`, { method: 'POST', body: JSON.stringify({ failNext: faults }) });
  return { ctx, heard, runner, answer, asked, ids, failNext };
}

const stored = (ctx: Parameters<typeof readState>[0]) => readState(ctx).config.profiles.dev;

describe('listing', () => {
  test.each<[tab: HolderTab, names: string[]]>([
    ['bot', ['Acme Support', 'Acme Sales', 'Acme FAQ']],
    ['integration', ['acme/crm', 'acme/mail']],
  ])('%ss of the workspace', async (tab, names) => {
    const { answer, asked } = await stage();
    const { owner: _, ...about } = asked();
    const message = await answer(
      { type: 'tokens.holders', ...about, tab, workspaceId: 'ws_abc123' },
      'tokens.holders.page',
    );
    expect(message).toMatchObject({ name: 'dev', tab, first: true, last: true });
    expect(message.page.map(({ name }) => name)).toEqual(names);
  });

  test('says which question a refusal belongs to', async () => {
    const { answer, asked } = await stage('bp_bak_1234567890abcdef');
    const message = await answer({ type: 'tokens.list', ...asked() }, 'tokens.failed');
    expect(message).toMatchObject({ name: 'dev', owner: account, error: { kind: 'forbidden' } });
  });
});

describe('changing', () => {
  test('makes a token and hands its value back', async () => {
    const { answer, asked, ids } = await stage();
    const options = { owner: account, note: 'by hand', destination: null, expiresAt: null };
    const { owner: _, ...about } = asked();
    const { created } = await answer({ type: 'token.create', ...about, options }, 'tokens.created');
    expect(created).toMatchObject({ note: 'by hand', savedTo: [] });
    expect(await ids()).toContain(created.id);
  });

  test('rotates step by step, and says first what is stored then', async () => {
    const { ctx, answer, heard } = await stage();
    const { rotation } = await answer(
      { type: 'token.rotate', name: 'dev', oldId: 'pat_owner_sample' },
      'tokens.rotated',
    );
    expect(rotation).toMatchObject({ end: 'done', revoked: 'pat_owner_sample', savedTo: ['dev'] });
    expect(stored(ctx)?.tokenId).toBe(rotation.created?.id);
    const steps = heard.flatMap(message =>
      message.type === 'tokens.rotate.step' ? [message.step] : [],
    );
    expect(steps).toEqual(['begin', 'create', 'prove', 'store', 'revoke']);
    expect(heard.slice(-2).map(({ type }) => type)).toEqual(['home.loaded', 'tokens.rotated']);
  });

  test('says why nothing could be rotated', async () => {
    const { answer } = await stage(sampleTokens.revoked);
    const { error } = await answer(
      { type: 'token.rotate', name: 'dev', oldId: null },
      'tokens.rotate.failed',
    );
    expect(error.kind).toBe('auth');
  });

  test('revokes what nobody uses, and what may be in use only if that was agreed to', async () => {
    const { answer, asked, ids } = await stage();
    const remove = (id: string, maybeInUse: boolean) =>
      answer(
        { type: 'token.revoke', ...asked(), ids: [id], maybeInUse },
        'tokens.revoked',
        'tokens.revoke.failed',
      );
    expect(await remove('pat_owner_ci', false)).toMatchObject({
      type: 'tokens.revoke.failed',
      error: { message: expect.stringContaining('may be in use') },
    });
    expect(await remove('pat_owner_ci', true)).toMatchObject({ type: 'tokens.revoked' });
    expect(await ids()).not.toContain('pat_owner_ci');
  });

  test('revokes several one after the other, and tells which ones were not, and why', async () => {
    const { ctx, answer, asked, ids, failNext } = await stage();
    await changeState(ctx, 'test', config => ({
      ...config,
      profiles: { dev: { ...asked().profile, tokenId: 'pat_owner_sample' } },
    }));
    await failNext({
      method: 'DELETE',
      path: '/v1/admin/account/pats/pat_owner_old_laptop',
      status: 500,
    });
    const wanted = [
      'pat_owner_ci',
      'pat_owner_old_laptop',
      'pat_owner_sample',
      'pat_owner_staging',
    ];
    const done = await answer(
      { type: 'token.revoke', ...asked(), ids: wanted, maybeInUse: false },
      'tokens.revoked',
    );
    expect(done).toMatchObject({
      ids: ['pat_owner_ci', 'pat_owner_staging'],
      failed: [
        { id: 'pat_owner_old_laptop', error: { message: expect.stringContaining('still works') } },
        { id: 'pat_owner_sample', error: { code: 'token-in-use' } },
      ],
      left: [],
    });
    expect((await ids()).sort()).toEqual(['pat_owner_old_laptop', 'pat_owner_sample']);
  });

  test('never revokes what surely is in use, whatever was agreed to before', async () => {
    const { ctx, answer, asked, ids } = await stage();
    await changeState(ctx, 'test', config => ({
      ...config,
      profiles: { dev: { ...asked().profile, tokenId: 'pat_owner_sample' } },
    }));
    const { error } = await answer(
      { type: 'token.revoke', ...asked(), ids: ['pat_owner_sample'], maybeInUse: true },
      'tokens.revoke.failed',
    );
    expect(error.message).toContain('in use by dev');
    expect(await ids()).toContain('pat_owner_sample');
  });

  test('that goes on when the UI is left is waited for, and begins nothing new after', async () => {
    const { ctx, runner, heard } = await stage();
    runner.run({ type: 'token.rotate', name: 'dev', oldId: 'pat_owner_sample' });
    runner.stop();
    await runner.settled();
    const { token, tokenId } = stored(ctx) ?? {};
    // Cancelled before anything was stored: the created token is revoked again.
    expect([token === sampleTokens.owner, tokenId === undefined]).toEqual([true, true]);
    expect(heard.at(-1)?.type).toMatch(/^tokens\.rotate/);
    const before = heard.length;
    runner.run({ type: 'home.read' });
    expect(heard).toHaveLength(before);
  });
});
