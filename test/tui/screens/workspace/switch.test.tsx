// A switch to another workspace on the workspace screen: the choice, the question about it, and the result.
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../source/errors.ts';
import type { Message } from '../../../../source/tui/contract/messages.ts';
import { screenOf, type UiState } from '../../../../source/tui/kernel/state.ts';
import { draw } from '../../easel.tsx';
import {
  homeWith,
  type Played,
  play,
  press,
  profile,
  samples,
  type,
  type WorldOptions,
  worldWith,
} from '../../world.ts';
import { identityNamed } from './samples.ts';

const text = (state: UiState) =>
  draw(state)
    .rows.map(row => row.trimEnd())
    .join('\n');
const types = (work: readonly { type: string }[]) => work.map(item => item.type);
const size = { columns: 80, rows: 24 };

const page = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => {
    const number = String(from + index).padStart(4, '0');
    return { id: `ws_many_${number}`, name: `Client ${number}`, blocked: index === 1 };
  });

/** The picker of dev, with some workspaces listed. */
function picking(options: WorldOptions = {}, name = 'dev', workspaces = page(1, 100)): UiState {
  const there = press(worldWith({ size, ...options }), 'w', 's').state;
  const identity = identityNamed(there, name);
  return play(there, { type: 'workspace.switch.page', identity, workspaces }).state;
}

const listed = (state: UiState, name = 'dev'): Message => ({
  type: 'workspace.switch.listed',
  identity: identityNamed(state, name),
});

test('s lists the workspaces of the token, page by page, with how many there are so far', () => {
  const opened = press(worldWith({ size }), 'w', 's');
  expect(types(opened.work)).toContain('workspace.list');
  expect(text(opened.state)).toMatch(/Another workspace\n⠋ 0\/0 so far/);
  const state = picking();
  expect(text(state)).toMatch(/1\/100 so far/);
  const identity = identityNamed(state, 'dev');
  const more = play(state, { type: 'workspace.switch.page', identity, workspaces: page(101, 100) });
  const all = play(more.state, listed(state)).state;
  expect(text(all)).toMatch(/^1\/200\n❯ Client 0001 .* ws_many_0001\n.*ws_many_0002 +✗ blocked$/m);
});

test('a filter among 2,500 marks the best', () => {
  let state = picking();
  const identity = identityNamed(state, 'dev');
  for (let from = 101; from <= 2401; from += 100) {
    const workspaces = page(from, 100);
    state = play(state, { type: 'workspace.switch.page', identity, workspaces }).state;
  }
  const typed = type(press(play(state, listed(state)).state, '/').state, '2417').state;
  expect(text(typed)).toMatch(/\/2417 .*1 of 2500\n❯ Client 2417/);
});

test('Esc goes back and breaks the list off; the tiles are as they were', () => {
  const { state, work } = press(picking(), 'esc');
  expect(work).toEqual([{ type: 'cancel', lane: 'workspace.list' }]);
  expect(screenOf(state)).toBe('workspace');
  expect(text(state)).toContain('dev › Workspace');
});

test('a list that breaks off says why, keeps what came, and can be asked for again', () => {
  const state = picking();
  const identity = identityNamed(state, 'dev');
  const error = new AppError('network-failed', 'The host is gone', { hint: 'Look at the network' });
  const broken = play(state, { type: 'workspace.switch.failed', identity, error }).state;
  expect(text(broken)).toMatch(/The host is gone[\s\S]*Client 0001/);
  expect(types(press(broken, 'ctrl+r').work)).toEqual(['workspace.list']);
  expect(text(press(broken, 'ctrl+r').state)).not.toContain('The host is gone');
});

test('what is listed for another profile is dropped', () => {
  const state = picking();
  const late = {
    type: 'workspace.switch.page',
    identity: 'another',
    workspaces: page(7, 1),
  } as const;
  expect(text(play(state, late).state)).not.toContain('101');
});

describe('taking one', () => {
  const changes = (played: Played) =>
    played.work.filter(item => item.type === 'workspace.switchTo');

  test('makes a new profile of it, which is offered first, and goes there', () => {
    const offered = press(picking(), 'down', 'enter');
    expect(changes(offered)).toEqual([]);
    expect(text(offered.state)).toMatch(
      /No profile of this account uses Client 0002 \(ws_many_0002\) yet\.\s+A\s+new\s+profile\s+would\s+leave\s+dev\s+as\s+it\s+is\.\n\n❯ Create and use the profile client-0002 for this workspace\n +Switch dev to this workspace instead/,
    );
    const taken = press(offered.state, 'enter');
    expect(changes(taken)).toEqual([
      expect.objectContaining({ name: 'dev', workspaceId: 'ws_many_0002', named: false }),
    ]);
    const made = profile('client-0002', { workspaceId: 'ws_many_0002' });
    const home = homeWith({ profiles: { ...samples, 'client-0002': made }, active: 'client-0002' });
    const done = play(
      taken.state,
      { type: 'home.loaded', home },
      { type: 'workspace.switched', name: 'client-0002', of: 'dev', text: 'It is made' },
    );
    expect(text(done.state)).toContain('client-0002 › Workspace');
    expect(types(done.work)).toContain('workspace.load');
  });

  test.each([
    ['has no workspace', { workspaceId: null }, 'dev'],
    ['is called default', {}, 'default'],
  ])('fills a profile in place that %s', (_, changed, name) => {
    const filled = { ...profile(name, { workspaceId: 'ws_dev', ...changed }) };
    const state = picking({ profiles: { [name]: filled }, active: name }, name);
    expect(changes(press(state, 'enter'))).toEqual([
      expect.objectContaining({ name, workspaceId: 'ws_many_0001', named: true }),
    ]);
  });

  test('points the active profile there if so chosen, and asks about it then', () => {
    const taken = press(picking(), 'down', 'enter', 'down', 'enter');
    expect(changes(taken)).toEqual([
      expect.objectContaining({ name: 'dev', workspaceId: 'ws_many_0002', named: true }),
    ]);
    expect(press(taken.state, 'enter').work).toEqual([]);
    const moved = { ...samples, dev: profile('dev', { workspaceId: 'ws_many_0002' }) };
    const done = play(
      taken.state,
      { type: 'home.loaded', home: homeWith({ profiles: moved }) },
      { type: 'workspace.switched', name: 'dev', of: 'dev', text: 'dev uses Client 0002 now' },
    );
    expect(types(done.work)).toEqual(['workspace.load', 'profile.verify']);
    expect(done.state.toast?.text).toBe('dev uses Client 0002 now');
    expect(text(press(done.state, 'G').state)).toMatch(/workspace +ws_many_0002 {2}config\.json/);
  });

  test('of a profile that is not active says that it becomes so', () => {
    const state = press(worldWith({ size, active: 'acme' }), 'g', 'w', 's').state;
    const identity = identityNamed(state, 'dev');
    const workspaces = page(1, 2);
    const there = play(state, { type: 'workspace.switch.page', identity, workspaces }).state;
    const asked = press(there, 'enter', 'down', 'enter');
    expect(changes(asked)).toEqual([]);
    expect(text(asked.state)).toContain('becomes the active profile.');
    expect(changes(press(asked.state, 'right', 'enter'))).toHaveLength(1);
    expect(changes(press(asked.state, 'enter'))).toEqual([]);
  });

  test('of a protected profile wants its name typed', () => {
    const asked = press(picking({ active: 'prod' }, 'prod'), 'enter', 'down', 'enter');
    expect(changes(asked)).toEqual([]);
    expect(changes(press(asked.state, 'enter'))).toEqual([]);
    expect(changes(press(type(asked.state, 'prod').state, 'enter'))).toHaveLength(1);
  });

  test('the one it points at already changes nothing', () => {
    const here = [{ id: 'ws_dev', name: 'Dev', blocked: false }];
    const state = picking({}, 'dev', here);
    expect(text(state)).toMatch(/ws_dev {2}● here now$/m);
    const { state: next, work } = press(state, 'enter');
    expect(types(work)).toEqual(['cancel']);
    expect(next.toast?.text).toContain('already');
  });

  test('a failure leaves the list, and says why', () => {
    const taken = press(picking(), 'enter', 'enter').state;
    const error = new AppError('not-a-member', 'It is not a member');
    const failed = play(taken, { type: 'write.failed', error }).state;
    expect(text(failed)).toMatch(/It is not a member/);
    expect(text(failed)).toContain('Client 0001');
    expect(changes(press(failed, 'enter'))).toHaveLength(1);
  });
});

describe('one that is another profile’s already', () => {
  const others = [{ id: 'ws_acme', name: 'Acme', blocked: false }];
  const taken = () => press(picking({}, 'dev', others), 'enter');

  test('is told, and using that profile is offered first', () => {
    expect(text(picking({}, 'dev', others))).toMatch(/ws_acme {2}used by acme$/m);
    const { state, work } = taken();
    expect(work).toEqual([]);
    expect(text(state)).toMatch(/acme uses Acme \(ws_acme\) already\.\n\n❯ Use acme instead/);
    const used = press(state, 'enter');
    expect(used.work).toEqual([{ type: 'profile.use', name: 'acme' }]);
    const home = homeWith({ active: 'acme' });
    const there = play(
      used.state,
      { type: 'home.loaded', home },
      { type: 'profiles.used', name: 'acme' },
    );
    expect(text(there.state)).toContain('acme › Workspace');
    expect(types(there.work)).toContain('workspace.load');
  });

  test('can be pointed at all the same, or left', () => {
    const { state } = taken();
    expect(press(state, 'down', 'enter').work).toContainEqual(
      expect.objectContaining({ type: 'workspace.switchTo', workspaceId: 'ws_acme' }),
    );
    expect(text(press(state, 'esc').state)).toMatch(/❯ Acme {2}ws_acme/);
  });

  test('wants its name typed where that profile is protected', () => {
    const prod = [{ id: 'ws_prod', name: 'Prod', blocked: false }];
    const asked = press(picking({}, 'dev', prod), 'enter', 'enter');
    expect(asked.work).toEqual([]);
    expect(press(type(asked.state, 'prod').state, 'enter').work).toEqual([
      { type: 'profile.use', name: 'prod' },
    ]);
  });
});

test.each([
  ['bot', 'A bot key works for one bot and has no workspace to switch'],
  ['integration', 'An integration key works'],
] as const)('a %s key has no workspace to switch, and says so', (kind, says) => {
  const dev = profile('dev', { kind, [`${kind}Id`]: 'x_1', token: 'bp_bak_1234567890abcdef' });
  const { state, work } = press(worldWith({ size, profiles: { dev } }), 'w', 's');
  expect(types(work)).not.toContain('workspace.list');
  expect(state.toast?.text).toContain(says);
});
