// The screens' shared memory: whichever screen called the API, the list of profiles shows what was
// learned. It is stored only if the user asked for the call.
import { describe, expect, test } from 'vitest';
import { unanswered } from '../../../source/botpress/exchange.ts';
import type { Diagnosis } from '../../../source/diagnosis/diagnosis.ts';
import { AppError } from '../../../source/errors.ts';
import type { Message } from '../../../source/tui/contract/messages.ts';
import type { UiState } from '../../../source/tui/kernel/state.ts';
import { draw } from '../easel.tsx';
import { pats } from '../screens/tokens/samples.ts';
import { answered, failed, identityNamed, ready, refusal } from '../screens/workspace/samples.ts';
import {
  accepted,
  checked,
  homeWith,
  play,
  press,
  profile,
  rejected,
  worldWith,
} from '../world.ts';

const size = { columns: 120, rows: 30 };
const plain = profile('dev', { verifiedAt: '2026-11-01T00:00:00.000Z', accountId: 'account_1' });
const unknown = profile('dev', { accountEmail: null, workspaceName: null, verifiedAt: null });
const world = (of = plain) => worldWith({ size, profiles: { dev: of } });

const account = { id: 'account_1', email: 'owner@example.com' };
const workspace = { id: 'ws_dev', name: 'Acme Dev', handle: 'acme-dev', blocked: false };
const unauthorized = refusal('token-rejected', 401, 'Unauthorized', 'The token is not accepted');
const usedUp = refusal('quota-exceeded', 403, 'QuotaExceeded', 'A quota is used up');
const forbidden = refusal('forbidden', 403, 'Forbidden', 'It may not do this');
const gone = refusal(
  'workspace-not-found',
  404,
  'ResourceNotFound',
  'There is no workspace ws_dev',
);
const offline = new AppError('dns', 'The name cannot be resolved', {
  exchange: unanswered({ origin: 'https://api.botpress.cloud', networkCode: 'ENOTFOUND' }),
});

/** The row of dev in the list. */
const row = (state: UiState) =>
  draw({ ...state, stack: ['profiles'], toast: null }).rows.find(line =>
    /^.{2}[●◉*] dev/.test(line),
  ) ?? '';

const diagnosis = (more: object): Diagnosis =>
  ({ checks: [], rootCause: null, verdict: 'ok', ...more }) as unknown as Diagnosis;

type Row = [what: string, keys: string[], messages: (state: UiState) => Message[], shows: RegExp];

const ok = (state: UiState) => checked(state, 'dev', accepted);
const known = { name: 'dev', owner: pats.owner } as const;

const rows: Row[] = [
  ['a check', ['v'], state => [checked(state, 'dev', rejected)], /✗ rejected/],
  [
    'a check of a blocked workspace',
    ['v'],
    state => [checked(state, 'dev', { ...accepted, workspace: { ...workspace, blocked: true } })],
    /✓ ok · blocked/,
  ],
  [
    'the tokens, refused',
    ['t'],
    () => [{ type: 'tokens.failed', ...known, error: unauthorized }],
    /✗ rejected/,
  ],
  [
    'the tokens, offline',
    ['t'],
    () => [{ type: 'tokens.failed', ...known, error: offline }],
    /▲ offline/,
  ],
  [
    'the tokens, refused for another reason: nothing about the profile',
    ['t'],
    () => [{ type: 'tokens.failed', ...known, error: forbidden }],
    /○ not checked/,
  ],
  [
    'a new token, refused',
    ['t'],
    () => [{ type: 'tokens.create.failed', error: unauthorized }],
    /✗ rejected/,
  ],
  [
    'a deletion, refused',
    ['t'],
    () => [{ type: 'tokens.revoke.failed', error: unauthorized }],
    /✗ rejected/,
  ],
  [
    'a rotation, refused',
    ['t'],
    () => [
      { type: 'tokens.rotate.confirmed', name: 'dev', oldId: null },
      { type: 'tokens.rotate.failed', error: unauthorized },
    ],
    /✗ rejected/,
  ],
  [
    'the workspace, blocked',
    ['w'],
    state => [
      ok(state),
      answered(state, 'dev', { workspace: ready({ ...workspace, blocked: true }) }),
    ],
    /✓ ok · blocked/,
  ],
  [
    'the workspace’s bots, over the quota, before the check has ended',
    ['w'],
    state => [answered(state, 'dev', { bots: failed(usedUp) }), ok(state)],
    /✓ ok · quota used up/,
  ],
  [
    'and listed again later',
    ['w'],
    state => [
      answered(state, 'dev', { bots: failed(usedUp) }),
      ok(state),
      answered(state, 'dev', { bots: ready({ items: [], nextToken: null }) }),
    ],
    /✓ ok · just now/,
  ],
  [
    'the workspace, not there: which is not forbidden',
    ['w'],
    state => [ok(state), answered(state, 'dev', { workspace: failed(gone) })],
    /✗ not found/,
  ],
  [
    'the workspace, forbidden',
    ['w'],
    state => [ok(state), answered(state, 'dev', { workspace: failed(forbidden) })],
    /⊘ forbidden/,
  ],
  [
    'the list of workspaces, refused',
    ['w', 's'],
    state => [
      ok(state),
      {
        type: 'workspace.switch.failed',
        identity: identityNamed(state, 'dev'),
        error: unauthorized,
      },
    ],
    /✗ rejected/,
  ],
  [
    'a diagnosis that found a quota used up',
    ['x'],
    state => [
      {
        type: 'troubleshooting.done',
        diagnosis: diagnosis({ rootCause: { id: 'quota-exceeded' } }),
      },
      ok(state),
    ],
    /✓ ok · quota used up/,
  ],
];

describe('what is learned is shown in the list', () => {
  test.each(rows)('%s', (_, keys, messages, shows) => {
    const { state } = press(world(), ...keys);
    expect(row(play(state, ...messages(state)).state)).toMatch(shows);
  });

  test('a diagnosis has the profile checked once more', () => {
    const { state } = press(world(), 'x');
    const { work } = play(state, { type: 'troubleshooting.done', diagnosis: diagnosis({}) });
    expect(work).toMatchObject([{ type: 'profile.verify', name: 'dev' }]);
  });

  test('tokens that are listed, though the token was rejected or never asked about, too', () => {
    const { state } = press(world(), 't');
    const listed: Message = { type: 'tokens.listed', ...known, tokens: [] };
    expect(play(state, listed).work).toMatchObject([{ type: 'profile.verify', name: 'dev' }]);
    const bad = play(state, checked(state, 'dev', rejected)).state;
    expect(play(bad, listed).work).toMatchObject([{ type: 'profile.verify', name: 'dev' }]);
    const good = play(state, ok(state)).state;
    expect(play(good, listed).work).toEqual([]);
  });

  test('details say what is the matter, and which id is not known', () => {
    const { state } = press(world(), 'w');
    const blocked = { ...accepted, workspace: { ...workspace, blocked: true } };
    const list = (...messages: Message[]) =>
      draw({ ...play(state, ...messages).state, stack: ['profiles'] })
        .rows.join(' ')
        .replaceAll(/\s+/g, ' ');
    expect(list(checked(state, 'dev', blocked))).toContain('Botpress has blocked the workspace');
    expect(list(answered(state, 'dev', { bots: failed(usedUp) }), ok(state))).toContain(
      'A quota of the workspace is used up',
    );
    expect(list(ok(state), answered(state, 'dev', { workspace: failed(gone) }))).toContain(
      'There is no workspace ws_dev',
    );
  });

  test('account and name of the workspace, even before they are stored', () => {
    const { state } = press(world(unknown), 'w');
    const told = play(
      state,
      answered(state, 'dev', { account: ready(account), workspace: ready(workspace) }),
    ).state;
    const list = draw({ ...told, stack: ['profiles'] }).rows.join('\n');
    expect(list).toMatch(/dev +Acme Dev/);
    expect(list).toMatch(/account +owner@example\.com/);
    // The store does not have the account yet; reading the store again forgets nothing.
    const again = play(told, {
      type: 'home.loaded',
      home: homeWith({ profiles: { dev: unknown } }),
    });
    expect(again.state.shared.profiles[0]?.account).toBe('owner@example.com');
  });

  test('a key has no account that could become known', () => {
    const key = profile('dev', {
      kind: 'bot',
      botId: 'bot_1',
      token: 'bp_bak_1',
      accountEmail: null,
    });
    const list = draw(world(key)).rows.join('\n');
    expect(list).toMatch(/ bot +bot_1/);
    expect(list).not.toMatch(/not known yet| workspace +bot/);
  });
});

describe('what is learned is written down', () => {
  const status = { ...accepted, account, workspace };

  test('once it is asked for, where the store does not know it', () => {
    const { state } = press(world(unknown), 'v');
    const { work } = play(state, checked(state, 'dev', status));
    expect(work).toMatchObject([
      { type: 'profile.learn', lesson: { name: 'dev', account, workspace } },
    ]);
    const { state: asked } = press(world(unknown), 'w');
    expect(play(asked, answered(asked, 'dev', { account: ready(account) })).work).toMatchObject([
      { type: 'profile.learn', lesson: { account, workspace: null } },
    ]);
  });

  test('but not for a look that nobody asked for', () => {
    const state = world(unknown);
    const { work } = play(state, { type: 'started' });
    expect(work.filter(({ type }) => type === 'profile.verify')).toMatchObject([{ unasked: true }]);
    const done = { ...(checked(state, 'dev', status) as object), unasked: true } as Message;
    expect(play(state, done).work).toEqual([]);
  });

  test('and not where it is known', () => {
    const same = { ...workspace, name: 'Team dev', handle: undefined };
    const { state } = press(world(), 'v');
    expect(play(state, checked(state, 'dev', { ...status, workspace: same })).work).toEqual([]);
    expect(play(state, checked(state, 'dev', rejected)).work).toEqual([]);
  });
});
