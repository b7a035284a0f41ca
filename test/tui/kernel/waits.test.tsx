// Waits: each kind of work has a spinner and a text, Esc cancels it unless it is too late, old data stay.
import { describe, expect, test } from 'vitest';
import { fetchOverHttp } from '../../../source/botpress/transport.ts';
import { AppError } from '../../../source/errors.ts';
import { takeLock } from '../../../source/profiles/lock.ts';
import { changeState, readState } from '../../../source/profiles/store.ts';
import type { Work } from '../../../source/tui/contract/effects.ts';
import type { Message } from '../../../source/tui/contract/messages.ts';
import { createRunner } from '../../../source/tui/kernel/runner.ts';
import type { UiState } from '../../../source/tui/kernel/state.ts';
import { updateUi } from '../../../source/tui/kernel/update.ts';
import { waitOf } from '../../../source/tui/kernel/waits.ts';
import { fakeContext } from '../../support/context.ts';
import { sampleTokens, sandboxForTest } from '../../support/sandbox.ts';
import { draw } from '../easel.tsx';
import { owner, paste, play, press, profile, samples, worldWith } from '../world.ts';

const asked = { name: 'dev', profile: profile('dev') };
const mine = { type: 'account' } as const;

/**
 * Where a wait is shown: above the footer (given as the work to begin), in a place of its own (given as a
 * state that shows the wait), or nowhere, because nobody waits (null).
 */
type Scene = Work | (() => UiState) | null;

const atToken = () => press(worldWith({ size }), 'n', 'tab', 'enter', 'down', 'enter').state;
const size = { columns: 100, rows: 30 };
const tokenGiven = () => press(paste(atToken(), owner).state, 'enter').state;
const account = { id: 'user_1', email: 'owner@example.com' };
const workspaces = [{ id: 'ws_dev', name: 'Team dev', blocked: false }];
const listing = () => play(tokenGiven(), { type: 'login.verified', account }).state;
const listed = () => play(listing(), { type: 'login.page', workspaces }, { type: 'login.listed' });
const keys = (...pressed: string[]) => press(worldWith({ size }), ...pressed).state;

// A new kind of work does not compile before it has its line here.
const scenes: Readonly<Record<Work['type'], Scene>> = {
  'home.read': null,
  'home.watch': null,
  'profile.learn': null,
  'profile.verify.stop': null,
  'wait.cancel': null,
  'ui.keep': null,
  'login.variable': null,
  'repairs.plan': null,
  cancel: null,
  copy: null,
  tick: null,
  exit: null,
  suspend: null,
  repaint: null,
  report: null,
  'profile.verify': { type: 'profile.verify', identity: 'i', ...asked, awaited: true },
  'page.open': { type: 'page.open', address: 'https://app.botpress.cloud' },
  'profile.use': { type: 'profile.use', name: 'acme' },
  'profile.rename': { type: 'profile.rename', from: 'acme', to: 'a' },
  'profile.remove': { type: 'profile.remove', names: ['acme'] },
  'profile.putBack': { type: 'profile.putBack', undo: 1 },
  'profile.letGo': null,
  'profile.protect': { type: 'profile.protect', name: 'acme', on: true },
  'directory.bind': { type: 'directory.bind', directory: '/work', name: 'acme' },
  'profiles.import': { type: 'profiles.import', from: 'adk' },
  'workspace.switchTo': { type: 'workspace.switchTo', ...asked, workspaceId: 'w', named: true },
  'login.save': { type: 'login.save', proof: {} as never, name: 'acme', place: null },
  'token.create': { type: 'token.create', ...asked, options: {} as never },
  'token.rotate': { type: 'token.rotate', name: 'dev', oldId: null },
  'token.revoke': {
    type: 'token.revoke',
    ...asked,
    owner: mine,
    ids: ['pat_1'],
    maybeInUse: false,
  },
  'repairs.apply': { type: 'repairs.apply', ids: ['mode'] },
  'workspace.load': () => keys('w'),
  'workspace.list': () => keys('w', 's'),
  'tokens.list': () => keys('t'),
  'tokens.holders': () => keys('t', 'tab'),
  diagnose: () => keys('x'),
  checklist: () => keys('x', 'c'),
  'login.browser': () => press(worldWith({ size }), 'n', 'tab', 'enter', 'enter').state,
  'login.verify': tokenGiven,
  'login.prove': () => press(listed().state, 'enter').state,
};
const table = Object.entries(scenes) as [Work['type'], Scene][];

const spinner = /[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] \S/;
const shown = (state: UiState) => draw(state).rows.join('\n');
const began = (says: string, more: object = {}): Message => ({
  type: 'wait.began',
  waiting: {
    ...{ says, id: 1, since: Date.parse('2026-11-22T12:00:01Z'), stage: 'cancellable' },
    ...more,
  },
});

describe('waiting', () => {
  test.each(table.filter(([, scene]) => scene === null))('nobody waits for %s', type => {
    expect(waitOf({ type } as Work)).toBeNull();
  });

  test.each(
    table.flatMap(([type, scene]) =>
      typeof scene === 'object' && scene !== null ? [[type, scene] as const] : [],
    ),
  )('%s is told above the footer on any screen, and Esc calls it off', (_, work) => {
    const wait = waitOf(work);
    expect(wait?.at).toBeUndefined();
    for (const screen of [[], ['t'], ['w'], ['x']]) {
      const { state } = play(keys(...screen), began(wait?.says ?? ''), { type: 'ticked' });
      const frame = shown(state);
      expect(frame).toMatch(spinner);
      expect(frame).toContain(`${wait?.says}`);
      expect(frame).toContain('esc cancel');
      expect(press(state, 'esc').work).toEqual([{ type: 'wait.cancel', id: 1 }]);
    }
  });

  test.each(
    table.flatMap(([type, scene]) => (typeof scene === 'function' ? [[type, scene] as const] : [])),
  )('%s has its spinner at a place of its own', (type, scene) => {
    expect(waitOf({ type, name: 'dev' } as Work)?.at).toBeDefined();
    const state = scene();
    // Without the header, which has a spinner of its own for the profile.
    expect(draw(state).rows.slice(3).join('\n')).toMatch(spinner);
    expect(updateUi(state, { type: 'ticked' }, state.shared.now).at(1)).toContainEqual({
      type: 'tick',
      ms: 100,
    });
  });

  test('is not told before it takes long, nor taken for what Esc means', () => {
    const state = worldWith({ size });
    const [soon] = updateUi(state, began('Removing acme'), state.shared.now + 1000);
    expect(shown(soon)).not.toContain('Removing');
    expect(press(soon, 'esc').work).toEqual([]);
    const { state: ended } = play(soon, { type: 'wait.ended', id: 1 });
    expect(shown(ended)).not.toContain('Removing');
  });

  test('says how long, that it is being called off, and when that is too late', () => {
    const waiting = play(
      keys(),
      began('Removing acme'),
      { type: 'ticked' },
      { type: 'ticked' },
      {
        type: 'ticked',
      },
    ).state;
    expect(shown(waiting)).toContain('Removing acme · 3 s  esc cancels');
    const off = press(waiting, 'esc');
    expect(shown(off.state)).toMatch(/Removing acme · \d s {2}cancelling/);
    expect(press(off.state, 'esc').work).toEqual([]);
    const sent = play(waiting, { type: 'wait.sent', id: 1 });
    expect(shown(sent.state)).toContain('sent, so it can no longer be cancelled');
    const late = press(sent.state, 'esc');
    expect(late.work).toEqual([]);
    expect(late.state.toast?.text).toBe(
      'Removing acme can no longer be cancelled: the change has been sent',
    );
  });

  test('a rotation says how far it has come', () => {
    const rotating = play(
      keys('t'),
      { type: 'tokens.rotate.confirmed', name: 'dev', oldId: null },
      began('Rotating the token of dev', { stage: 'sent' }),
      ...(['begin', 'create', 'prove'] as const).map(
        (step): Message => ({ type: 'tokens.rotate.step', step }),
      ),
    ).state;
    expect(press(rotating, 'esc').state.toast?.text).toBe(
      'Rotating the token of dev can no longer be cancelled: done: create a new token; under way: verify that it works',
    );
  });

  test('of several says how many are behind, and Esc stops between two', () => {
    const steps = { steps: { done: 0, total: 5 } };
    const begun = play(keys(), began('Removing a', steps), { type: 'ticked' }).state;
    expect(shown(begun)).toMatch(/Removing a · 0 of 5.* {2}esc cancels/);
    const sent = play(begun, { type: 'wait.sent', id: 1 }, { type: 'wait.step', id: 1, done: 2 });
    expect(shown(sent.state)).toMatch(/Removing a · 2 of 5 · \d s {2}esc stops after this step/);
    expect(draw(sent.state).rows.at(-1)).toContain('esc stop');
    const off = press(sent.state, 'esc');
    expect(off.work).toEqual([{ type: 'wait.cancel', id: 1 }]);
    expect(shown(off.state)).toContain('stopping after this step');
    const again = press(off.state, 'esc');
    expect(again.work).toEqual([]);
    expect(again.state.toast?.text).toBe('Removing a: it stops after this step');
    // Esc came before anything was sent, but the first request was sent all the same.
    const late = play(press(begun, 'esc').state, { type: 'wait.sent', id: 1 }).state;
    expect(shown(late)).toContain('stopping after this step');
  });

  test('an error stays beside a wait', () => {
    const failed: Message = { type: 'write.failed', error: new AppError('dns', 'No way') };
    const { state } = play(keys(), failed, began('Removing acme'), { type: 'ticked' });
    expect(shown(state)).toMatch(/No way[\s\S]*Removing acme/);
  });
});

/** A world whose API does not answer some requests. */
async function stage(hangs: (method: string) => boolean) {
  const sandbox = await sandboxForTest();
  const sent: string[] = [];
  const ctx = fakeContext({
    fetch(url, init) {
      const method = init.method ?? 'GET';
      if (method !== 'GET') sent.push(method);
      if (!hangs(method)) return fetchOverHttp(url, init);
      return new Promise((_, reject) => {
        const { signal } = init;
        const abort = () => reject(signal?.reason);
        if (signal?.aborted) abort();
        else signal?.addEventListener('abort', abort);
      });
    },
  });
  const at = { apiUrl: sandbox.url, tokenOrigin: new URL(sandbox.url).origin };
  const dev = profile('dev', { ...at, workspaceId: 'ws_abc123', token: sampleTokens.owner });
  await changeState(ctx, 'test', config => ({
    ...config,
    activeProfile: 'dev',
    profiles: { ...samples, dev },
  }));
  const heard: Message[] = [];
  const waiting = new Map<Message['type'], () => void>();
  const none = { exit: () => {}, suspend: () => {}, repaint: () => {}, copy: () => true };
  const runner = await createRunner(
    ctx,
    message => {
      heard.push(message);
      waiting.get(message.type)?.();
    },
    none,
  );
  const until = (type: Message['type']) =>
    new Promise<void>(resolve => {
      if (heard.some(message => message.type === type)) resolve();
      waiting.set(type, resolve);
    });
  /** Calls `act` at the next message of that type, before anything else goes on. */
  const at1st = (type: Message['type'], act: () => void) => {
    waiting.set(type, () => {
      waiting.delete(type);
      act();
    });
  };
  return { ctx, sent, heard, runner, until, at1st, asked: { name: 'dev', profile: dev } };
}

const changes = (of: { name: string; profile: typeof asked.profile }): Work[] => [
  {
    type: 'token.create',
    ...of,
    options: { owner: mine, note: 'x', destination: null, expiresAt: null },
  },
  { type: 'token.rotate', name: 'dev', oldId: 'pat_owner_sample' },
  { type: 'token.revoke', ...of, owner: mine, ids: ['pat_owner_ci'], maybeInUse: true },
  { type: 'workspace.switchTo', ...of, workspaceId: 'ws_prod', named: true },
];

describe('Esc', () => {
  test.each([0, 1, 2, 3])('calls a change off before anything was sent (%i)', async index => {
    const { ctx, sent, heard, runner, until, asked } = await stage(() => true);
    const before = JSON.stringify(readState(ctx).config);
    runner.run(changes(asked)[index] as Work);
    await until('wait.began');
    runner.run({ type: 'wait.cancel', id: 1 });
    await until('wait.ended');
    const failure = heard.find(message => 'error' in message);
    expect(failure).toMatchObject({ error: { kind: 'cancelled' } });
    expect([sent, JSON.stringify(readState(ctx).config)]).toEqual([[], before]);
  });

  test.each([0, 1, 2])('leaves a change alone that was sent (%i)', async index => {
    const { sent, heard, runner, until, asked } = await stage(method => method !== 'GET');
    runner.run(changes(asked)[index] as Work);
    await until('wait.sent');
    runner.run({ type: 'wait.cancel', id: 1 });
    await expect.poll(() => sent.length).toBe(1);
    expect(heard.some(message => 'error' in message)).toBe(false);
    runner.stop();
  });

  test('calls off what waits for another process, and what waits behind it', async () => {
    const { ctx, heard, runner, until } = await stage(() => false);
    const lock = await takeLock(ctx, `${ctx.botpressHome}/config.json`, 'test');
    runner.run({ type: 'profile.use', name: 'acme' });
    runner.run({ type: 'profile.remove', names: ['prod'] });
    runner.run({ type: 'wait.cancel', id: 2 });
    runner.run({ type: 'wait.cancel', id: 1 });
    await until('wait.ended');
    await runner.settled();
    lock.release();
    const failures = heard.flatMap(message => ('error' in message ? [message.error.message] : []));
    expect(failures).toEqual(['Cancelled; nothing was changed', 'Cancelled; nothing was changed']);
    expect(readState(ctx).config).toMatchObject({ activeProfile: 'dev', profiles: { prod: {} } });
  });

  test('stops between two of several, and what is done until then can be undone', async () => {
    const { ctx, heard, runner, until, at1st } = await stage(() => false);
    const before = readState(ctx).config;
    at1st('wait.step', () => runner.run({ type: 'wait.cancel', id: 1 }));
    runner.run({ type: 'profile.remove', names: ['prod', 'dev', 'acme'] });
    await until('profiles.removed');
    await runner.settled();
    expect(heard.findLast(({ type }) => type === 'profiles.removed')).toMatchObject({
      ...{ removals: [{ name: 'prod' }], failed: [], left: ['dev', 'acme'] },
      undo: { names: ['prod'] },
    });
    expect(Object.keys(readState(ctx).config.profiles).sort()).toEqual(['acme', 'dev']);
    runner.run({ type: 'profile.putBack', undo: 1 });
    await runner.settled();
    expect(readState(ctx).config).toEqual(before);
  });

  test('calls several off where none has been begun', async () => {
    const { ctx, heard, runner, until } = await stage(() => false);
    const lock = await takeLock(ctx, `${ctx.botpressHome}/config.json`, 'test');
    runner.run({ type: 'profile.remove', names: ['prod', 'acme'] });
    await until('wait.began');
    runner.run({ type: 'wait.cancel', id: 1 });
    await until('wait.ended');
    lock.release();
    expect(heard.flatMap(message => ('error' in message ? [message.error.kind] : []))).toEqual([
      'cancelled',
    ]);
    expect(Object.keys(readState(ctx).config.profiles)).toHaveLength(3);
  });

  test('leaves the one of several alone that was sent, and begins no other', async () => {
    const { sent, heard, runner, until, at1st, asked } = await stage(() => false);
    const ids = ['pat_owner_ci', 'pat_owner_staging'];
    at1st('wait.sent', () => runner.run({ type: 'wait.cancel', id: 1 }));
    runner.run({ type: 'token.revoke', ...asked, owner: mine, ids, maybeInUse: true });
    await until('tokens.revoked');
    expect(sent).toEqual(['DELETE']);
    expect(heard.find(({ type }) => type === 'tokens.revoked')).toMatchObject({
      ...{ ids: ['pat_owner_ci'], failed: [], left: ['pat_owner_staging'] },
    });
  });

  test('puts back what was known when a verification is called off', async () => {
    const { heard, runner, until, asked } = await stage(() => true);
    runner.run({ type: 'profile.verify', identity: 'i', ...asked, awaited: true });
    await until('wait.began');
    runner.run({ type: 'wait.cancel', id: 1 });
    await until('wait.ended');
    expect(heard).toContainEqual({ type: 'profile.verify.stopped', identity: 'i' });
  });
});

describe('old data', () => {
  const error = new AppError('dns', 'The name cannot be resolved');
  const later = (state: UiState): UiState => ({
    ...state,
    shared: { ...state.shared, now: state.shared.now + 180_000 },
  });

  test('of tokens stay, and say how old they are', () => {
    const token = { id: 'pat_1', note: 'laptop', createdAt: '2026-10-01T00:00:00Z' };
    const listed = { type: 'tokens.listed', name: 'dev', owner: mine, tokens: [token] };
    const { state } = play(keys('t'), listed as Message);
    const failed = play(press(later(state), 'r').state, {
      ...{ type: 'tokens.failed', name: 'dev', owner: mine, error },
    } as Message);
    const frame = shown(failed.state);
    expect(frame).toContain('▲ from 3 min ago; refresh failed');
    expect(frame).toContain('laptop');
  });

  test('of the checklist stay, too', () => {
    const practice = {
      ...{ id: 'x', number: 1, title: 'Tokens are yours', status: 'ok', says: 'They are' },
      ...{ items: [], fixes: [] },
    };
    const done = { type: 'troubleshooting.checklist.done', practices: [practice] } as Message;
    const { state } = play(keys('x', 'c'), done);
    const again = press(later(state), 'r').state;
    const frame = shown(play(again, { type: 'troubleshooting.checklist.failed', error }).state);
    expect(frame).toContain('from 3 min ago; refresh failed');
    expect(frame).toContain('Tokens are yours');
  });
});
