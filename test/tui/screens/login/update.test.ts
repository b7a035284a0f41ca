// The login form: every step forward and back, the requests to the API, and the state after a failure.
import { describe, expect, test } from 'vitest';
import type { Account, Workspace } from '../../../../source/botpress/answers.ts';
import { AppError } from '../../../../source/errors.ts';
import type { Proof } from '../../../../source/login/prove.ts';
import { textOf } from '../../../../source/tui/components/lineEditor.ts';
import { foundIn } from '../../../../source/tui/components/picker.ts';
import type { Message } from '../../../../source/tui/contract/messages.ts';
import { screenOf, type UiState } from '../../../../source/tui/kernel/state.ts';
import { workspaceList } from '../../../../source/tui/screens/login/lists.ts';
import type { LoginState as Login } from '../../../../source/tui/screens/login/state.ts';
import { tokenRemark } from '../../../../source/tui/screens/login/token.ts';
import {
  demo,
  filterBy,
  homeWith,
  owner,
  paste,
  play,
  press,
  profile,
  samples,
  type,
  type WorldOptions,
  worldWith,
} from '../../world.ts';

const cloud = 'https://api.botpress.cloud';
const account: Account = { id: 'user_1', email: 'owner@example.com' };
const workspaces: Workspace[] = ['acme', 'dev', 'staging'].map(name => ({
  id: `ws_${name}`,
  name: `Team ${name}`,
  handle: name,
  blocked: false,
}));

function proofFor(workspace: Workspace | undefined, more: Partial<Proof> = {}): Proof {
  return {
    apiUrl: cloud,
    origin: cloud,
    token: owner,
    kind: 'pat',
    account,
    workspace: workspace ?? null,
    role: 'owner',
    botId: null,
    integrationId: null,
    ...more,
  };
}

const listed = (state: UiState) =>
  foundIn(workspaceList(form(state), state.shared), form(state).picker);
const opened = (options: WorldOptions = {}) => press(worldWith(options), 'n', 'tab').state;
const form = ({ screens }: UiState): Login => {
  if (screens.login === null) throw new Error('The form is not open');
  return screens.login;
};
/** The form at the step in which the token is pasted. */
const atToken = (options?: WorldOptions) => press(opened(options), 'enter', 'down', 'enter').state;
const withToken = (options?: WorldOptions) => paste(atToken(options), owner).state;
const listing: Message[] = [
  { type: 'login.verified', account },
  { type: 'login.page', workspaces },
  { type: 'login.listed' },
];
const atWorkspace = (options?: WorldOptions) =>
  play(press(withToken(options), 'enter').state, ...listing).state;
const atName = (proof = proofFor(workspaces[2]), options?: WorldOptions) =>
  play(press(atWorkspace(options), 'G', 'enter').state, { type: 'login.proven', proof }).state;

describe('where', () => {
  test('offers the cloud, the hosts in use and another one; the active profile’s comes first to hand', () => {
    const local = 'http://127.0.0.1:4000';
    const own = form(opened({ profiles: { dev: profile('dev', { apiUrl: local }) } }));
    expect(own.urls).toEqual([cloud, local]);
    expect(own.urls[own.where.index]).toBe(local);
  });

  test('another URL is typed, and checked before going on', () => {
    const typed = type(press(opened(), 'down').state, 'http://evil.example').state;
    const refused = form(press(typed, 'enter').state);
    expect(refused.step).toBe('where');
    expect(refused.problem?.message).toMatch(/must use https/);
    const fixed = type(press(typed, 'ctrl+u').state, 'http://127.0.0.1:5000/').state;
    expect(form(press(fixed, 'enter').state).step).toBe('how');
  });
});

describe('token', () => {
  test('a paste is cleaned, and what was taken off is said', () => {
    const own = form(paste(atToken(), `export BP_TOKEN="Bearer ${owner}"\n`).state);
    expect(own.token.before).toBe(owner);
    expect(own.removed).toContain('bearer');
    expect(own.removed).toContain('quotes');
  });

  test('Enter asks whose it is', () => {
    const { state, work } = press(withToken(), 'enter');
    expect(work).toEqual([{ type: 'login.verify', candidate: { apiUrl: cloud, token: owner } }]);
    expect(form(state).busy).not.toBeNull();
  });

  test('asks once, however often Enter is pressed', () => {
    const { work } = press(withToken(), 'enter', 'enter', 'enter');
    expect(work.filter(({ type }) => type === 'login.verify')).toHaveLength(1);
  });

  test.each<[what: string, token: string, says: RegExp]>([
    ['nothing', '', /empty/],
    ['a blank inside', 'bp_pat_12 34', /blank/],
  ])('%s is explained and not sent', (_, token, says) => {
    const { state, work } = press(paste(atToken(), token).state, 'enter');
    expect(work).toEqual([]);
    expect(form(state).problem?.message).toMatch(says);
    // The advice about variables and CI is not for a typed token.
    expect(form(state).problem?.hint).not.toContain('CI');
    expect(form(state).step).toBe('token');
  });

  test('typing another one breaks off the question about the first', () => {
    const asked = press(withToken(), 'enter').state;
    const { state, work } = press(asked, 'backspace');
    expect(work).toEqual([{ type: 'cancel', lane: 'login.verify' }]);
    expect(form(state).busy).toBeNull();
  });

  const rejection = new AppError('token-rejected', 'The API does not accept the token');
  const offline = new AppError('dns', 'The name cannot be resolved');
  const wrong = 'bp_pat_wrongtoken0000000';

  test('a failure explains itself and keeps what was typed', () => {
    const failed = play(press(withToken(), 'enter').state, {
      type: 'login.failed',
      work: 'login.verify',
      error: offline,
    });
    const own = form(failed.state);
    expect(own).toMatchObject({ step: 'token', busy: null, problem: offline });
    expect(own.token.before).toBe(owner);
  });

  test.each<[when: string, asked: () => UiState]>([
    ['its owner is asked for', () => press(paste(atToken(), wrong).state, 'enter').state],
    ['its workspace is asked for', () => press(atWorkspace(), 'enter').state],
    [
      'a key is tried',
      () =>
        press(
          type(press(paste(atToken(), 'bp_bak_wrong000000').state, 'enter').state, 'bot_a').state,
          'enter',
        ).state,
    ],
  ])('a token that is rejected when %s leaves the field to the next one', (_, asked) => {
    const { state } = play(asked(), {
      type: 'login.failed',
      work: 'login.verify',
      error: rejection,
    });
    expect(form(state)).toMatchObject({ step: 'token', key: null, problem: rejection });
    expect(textOf(form(state).token)).toBe('');
    const again = press(state, 'esc', 'enter').state;
    expect(form(again)).toMatchObject({ step: 'token', problem: null });
    expect(form(again).rejected).toMatch(/^bp_.*characters\)$/);
    const { work } = press(paste(again, owner).state, 'enter');
    expect(work).toContainEqual({
      type: 'login.verify',
      candidate: { apiUrl: cloud, token: owner },
    });
  });

  test.each<[before: string, pasted: string, after: string]>([
    [wrong, owner, owner],
    ['bp_pat_', owner, owner],
    [wrong, `export BP_TOKEN="${owner}"\n`, owner],
    [owner, 'bp_bak_1234567890abcdef', 'bp_bak_1234567890abcdef'],
    ['bp_pat_12345678', '90abcdef', owner],
    ['Bearer ', owner, owner],
  ])('where %s is, the paste %s makes it %s', (before, pasted, after) => {
    expect(textOf(form(paste(type(atToken(), before).state, pasted).state).token)).toBe(after);
    expect(textOf(form(paste(paste(atToken(), before).state, pasted).state).token)).toBe(after);
  });

  test('two tokens in one are no good one', () => {
    expect(tokenRemark(owner + owner)).toMatchObject({ good: false });
    expect(tokenRemark(owner)).toMatchObject({ good: true });
  });

  test('Esc on an error goes back to the field where the form began with it, then cancels', () => {
    const begun = play(worldWith({ login: { profile: 'dev' } }), { type: 'started' }).state;
    const asked = press(paste(begun, wrong).state, 'enter').state;
    const failed = play(asked, {
      type: 'login.failed',
      work: 'login.verify',
      error: rejection,
    }).state;
    const back = press(failed, 'esc');
    expect(back.work).toEqual([]);
    expect(form(back.state)).toMatchObject({ step: 'token', problem: null });
    expect(press(back.state, 'esc').work).toContainEqual({
      type: 'exit',
      code: 130,
      farewell: null,
    });
  });
});

describe('in a demo', () => {
  const begun = () => press(worldWith({ isDemo: true }), 'n').state;
  const atEnd = (state: UiState) => [form(state).step, form(state).urls, form(state).origin];

  test.each<[how: string, state: () => UiState]>([
    ['n', begun],
    ['a pasted token', () => paste(worldWith({ isDemo: true }), owner).state],
    ['a login again', () => worldWith({ isDemo: true, login: { profile: 'dev', apiUrl: cloud } })],
    ['`login --demo --apiUrl`', () => worldWith({ isDemo: true, login: { apiUrl: cloud } })],
  ])('nothing but its own API and the token is asked for: %s', (_, state) => {
    expect(atEnd(state())).toEqual(['token', [demo.apiUrl], demo.apiUrl]);
    expect(play(state(), { type: 'started' }).work.map(work => work.type)).not.toContain(
      'login.browser',
    );
    const token = press(paste(state(), owner).state, 'enter').work;
    expect(token).toContainEqual({
      type: 'login.verify',
      candidate: { apiUrl: demo.apiUrl, token: owner },
    });
  });

  test('Tab puts in one sample token after the other, and Esc leaves', () => {
    const [first, second] = demo.samples.map(({ token }) => token);
    const tokens = [1, 2, 3].map(times =>
      textOf(form(press(begun(), ...Array.from({ length: times }, () => 'tab')).state).token),
    );
    expect(tokens).toEqual([first, second, first]);
    expect(screenOf(press(begun(), 'esc').state)).toBe('profiles');
  });
});

describe('how', () => {
  const atHow = (options?: WorldOptions) => press(opened(options), 'enter').state;

  test('offers the browser, a paste, and the variables that hold a token', () => {
    const { state, work } = press(
      atHow({ tokenVariables: ['BP_TOKEN'] }),
      ...['down', 'down', 'enter'],
    );
    expect(work).toEqual([{ type: 'login.variable', name: 'BP_TOKEN' }]);
    const taken = play(state, { type: 'login.received', token: ` ${owner}`, variable: 'BP_TOKEN' });
    expect(form(taken.state)).toMatchObject({
      step: 'token',
      token: { before: owner },
      cameFrom: '$BP_TOKEN',
    });
    expect(taken.work).toEqual([
      { type: 'login.verify', candidate: { apiUrl: cloud, token: owner } },
    ]);
  });

  test('opens the browser and waits', () => {
    const { state, work } = press(atHow(), 'enter');
    expect(work).toEqual([{ type: 'login.browser', apiUrl: cloud, launch: true }]);
    expect(form(state)).toMatchObject({ step: 'token', browser: { state: 'starting' } });
  });

  test('goes on to a paste where no login page is known', () => {
    const typed = type(press(opened(), 'down').state, 'https://bots.example.com').state;
    const { state, work } = press(typed, 'enter', 'enter');
    expect(work).toEqual([]);
    expect(form(state)).toMatchObject({ step: 'token', browser: null });
  });
});

describe('the browser', () => {
  const url = 'https://app.botpress.cloud/cli-login?redirect=x';
  const waits = play(press(opened(), 'enter', 'enter').state, {
    type: 'login.browser.opened',
    url,
    opened: true,
  }).state;
  const came: Message = { type: 'login.received', token: owner, variable: null };
  const tooLate: Message = {
    type: 'login.browser.failed',
    error: new AppError('browser-timeout', 'The browser did not come back within five minutes'),
  };

  test('brings a token, which goes on as a pasted one does', () => {
    const { state, work } = play(waits, came);
    expect(form(state)).toMatchObject({ token: { before: owner }, cameFrom: 'the browser' });
    expect(work).toEqual([{ type: 'login.verify', candidate: { apiUrl: cloud, token: owner } }]);
  });

  test('is waited for until a pasted token turned out to be good', () => {
    const { state, work } = press(paste(waits, owner).state, 'enter');
    expect(work).toMatchObject([{ type: 'login.verify' }]);
    expect(form(state).browser).toMatchObject({ state: 'waiting', url });
    const verified = play(state, ...listing);
    expect(verified.work).toEqual([{ type: 'cancel', lane: 'login.browser' }]);
    expect(form(verified.state).browser).toBeNull();
  });

  test('is told apart from a token that comes too late', () => {
    const there = play(press(paste(waits, owner).state, 'enter').state, ...listing).state;
    const { state, work } = play(there, { ...came, token: 'bp_pat_late000000000000' });
    expect([form(state).step, form(state).token.before, work]).toEqual(['workspace', owner, []]);
  });

  test('is given up by Esc, and by Tab where the program began with it', () => {
    const back = press(waits, 'esc');
    expect(form(back.state)).toMatchObject({ step: 'how', browser: null });
    expect(back.work).toContainEqual({ type: 'cancel', lane: 'login.browser' });

    const world = worldWith({ login: {} });
    const started = play(world, { type: 'started' });
    expect(started.work).toContainEqual({ type: 'login.browser', apiUrl: cloud, launch: true });
    const ways = press(started.state, 'tab');
    expect(form(ways.state)).toMatchObject({ step: 'how', first: 'where', browser: null });
    expect(ways.work).toContainEqual({ type: 'cancel', lane: 'login.browser' });
    expect(press(started.state, 'esc').work).toEqual([
      { type: 'cancel', lane: 'login.browser' },
      { type: 'exit', code: 130, farewell: null },
    ]);
  });

  test('that did not come back is opened again by Enter or Ctrl+R', () => {
    for (const key of ['enter', 'ctrl+r']) {
      const { state, work } = press(play(waits, tooLate).state, key);
      expect(form(state).browser).toEqual({ state: 'starting' });
      expect(work).toEqual([{ type: 'login.browser', apiUrl: cloud, launch: true }]);
    }
  });

  test('makes Enter say what is waited for while nothing is pasted', () => {
    const { state, work } = press(waits, 'enter');
    expect(work).toEqual([]);
    expect(state.toast?.text).toMatch(/Waiting for the browser/);
  });

  test('is never started with --no-browser, nor before a key that needs none', () => {
    const noBrowser = worldWith({ login: { launch: false } });
    expect(play(noBrowser, { type: 'started' }).work).toContainEqual({
      type: 'login.browser',
      apiUrl: cloud,
      launch: false,
    });
    const forBot = worldWith({ login: { keyTarget: 'bot_1' } });
    expect(form(forBot)).toMatchObject({ step: 'token', browser: null });
    expect(textOf(form(forBot).target)).toBe('bot_1');
  });
});

describe('a key', () => {
  const key = 'bp_bak_1234567890abcdef';
  const atKey = press(paste(atToken(), key).state, 'enter');

  test('is explained, and asked what it is for', () => {
    expect(form(atKey.state)).toMatchObject({ step: 'key', key: 'bot', problem: null });
    expect(atKey.work).toEqual([]);
    const { work } = press(type(atKey.state, 'bot_acme').state, 'enter');
    expect(work).toEqual([
      {
        type: 'login.prove',
        candidate: { apiUrl: cloud, token: key },
        purpose: { type: 'bot', botId: 'bot_acme' },
      },
    ]);
  });

  test('wants an id that is one', () => {
    const { state, work } = press(type(atKey.state, '../x').state, 'enter');
    expect(work).toEqual([]);
    expect(form(state).problem?.message).toBe('This is not a valid bot id');
  });

  test('is named after its target, and asks before it replaces a profile of another kind', () => {
    const proof = proofFor(undefined, {
      kind: 'bot',
      token: key,
      account: null,
      botId: 'bot_acme',
    });
    const named = play(atKey.state, { type: 'login.proven', proof }).state;
    expect(textOf(form(named).name)).toBe('acme-2');
    expect(form(named).takenName).toBe('acme');
    const { state } = press(type(press(named, 'ctrl+u').state, 'acme').state, 'enter');
    expect(state.modal?.question.title).toBe('Replace acme?');
  });

  test('goes back to the token, and from a PAT on to the workspaces', () => {
    const back = press(atKey.state, 'esc', 'ctrl+u').state;
    const { work } = press(paste(back, owner).state, 'enter');
    expect(work).toMatchObject([{ type: 'login.verify' }]);
  });
});

describe('another host', () => {
  test('never gets the token that was typed in for the first one; that one has it still', () => {
    const there = press(withToken(), 'esc', 'esc', 'down').state;
    const other = press(
      type(there, 'http://127.0.0.1:5000').state,
      ...['enter', 'down', 'enter'],
    ).state;
    expect(form(other)).toMatchObject({ step: 'token', token: { before: '' } });
    const again = press(other, 'esc', 'esc', 'up', 'enter', 'enter').state;
    expect(form(again).token.before).toBe(owner);
  });
});

describe('workspace', () => {
  test('pages come in while one already chooses', () => {
    const [first] = listing;
    const { state } = play(press(withToken(), 'enter').state, first as Message, {
      type: 'login.page',
      workspaces: workspaces.slice(0, 1),
    });
    expect(form(state)).toMatchObject({ step: 'workspace', listed: false });
    const more = play(filterBy(state, 'ac'), {
      type: 'login.page',
      workspaces: workspaces.slice(1),
    }).state;
    expect(form(more).workspaces).toHaveLength(3);
    expect(listed(more).map(({ id }) => id)).toEqual(['ws_acme']);
  });

  test('takes the one that a filter marks', () => {
    const { work } = press(filterBy(atWorkspace(), 'stag'), 'enter');
    expect(work).toEqual([
      {
        type: 'login.prove',
        candidate: { apiUrl: cloud, token: owner },
        purpose: { type: 'workspace', workspaceId: 'ws_staging' },
      },
    ]);
  });

  test('says why Enter does nothing when nothing matches', () => {
    const { state, work } = press(filterBy(atWorkspace(), 'zzz'), 'enter');
    expect(work).toEqual([]);
    expect(state.toast?.text).toBe('There is no workspace to select');
  });

  test('what is marked stays marked when a better match arrives above it', () => {
    const [first] = listing;
    const loose = ['dxexv', 'd-e-v'].map(name => ({ id: `ws_${name}`, name, blocked: false }));
    const before = play(press(withToken(), 'enter').state, first as Message, {
      type: 'login.page',
      workspaces: loose,
    }).state;
    const marked = press(filterBy(before, 'dev'), 'down').state;
    const { state } = play(marked, { type: 'login.page', workspaces });
    expect(listed(state).map(({ id }) => id)).toEqual(['ws_dev', 'ws_dxexv', 'ws_d-e-v']);
    expect(listed(state)[form(state).picker.index]?.id).toBe('ws_d-e-v');
  });

  test('a list that is still coming in goes on while one goes back to the first step', () => {
    const [first] = listing;
    const there = play(press(withToken(), 'enter').state, first as Message).state;
    const { state, work } = press(there, 'esc', 'esc', 'esc');
    expect([form(state).step, work]).toEqual(['where', []]);
    const { state: more } = play(state, { type: 'login.page', workspaces });
    expect(form(press(more, 'enter', 'enter', 'enter').state).workspaces).toHaveLength(3);
  });

  test('a list that breaks off keeps what has come', () => {
    const [first] = listing;
    const error = new AppError('network-failed', 'broke off');
    const { state } = play(
      press(withToken(), 'enter').state,
      first as Message,
      { type: 'login.page', workspaces },
      { type: 'login.failed', work: 'login.verify', error },
    );
    expect(form(state)).toMatchObject({ step: 'workspace', listed: true, problem: error });
    expect(listed(state)).toHaveLength(3);
  });

  test('a list that breaks off while a choice is verified ends no other wait', () => {
    const [first] = listing;
    const error = new AppError('network-failed', 'broke off');
    const there = play(press(withToken(), 'enter').state, first as Message, {
      type: 'login.page',
      workspaces,
    }).state;
    const asked = press(there, 'enter').state;
    const { busy } = form(asked);
    expect(busy).toMatch(/^Asking the API about/);
    const { state } = play(asked, { type: 'login.failed', work: 'login.verify', error });
    expect(form(state)).toMatchObject({ listed: true, busy, problem: error });
    const refused = play(asked, { type: 'login.failed', work: 'login.prove', error }).state;
    expect(form(refused)).toMatchObject({ listed: false, busy: null, problem: error });
  });

  test('going back and forth with the same token does not ask again', () => {
    const { state, work } = press(atWorkspace(), 'esc', 'enter');
    expect(work).toEqual([]);
    expect(form(state).step).toBe('workspace');
    expect(form(state).workspaces).toHaveLength(3);
  });
});

describe('name', () => {
  test('is suggested from the workspace', () => {
    expect(form(atName()).name.before).toBe('staging');
  });

  test('is what --profile said', () => {
    const login = { profile: 'mine' };
    const world = worldWith({ login });
    const there = play(press(paste(world, owner).state, 'enter').state, ...listing, {
      type: 'login.proven',
      proof: proofFor(workspaces[0]),
    }).state;
    expect(form(there).name.before).toBe('mine');
  });

  test('of the account’s own profile, where several point at the workspace', () => {
    const options = {
      profiles: {
        other: profile('dev', { accountEmail: 'viewer@example.com' }),
        mine: profile('dev'),
      },
      active: null,
    };
    const there = atName(proofFor({ ...workspaces[1], id: 'ws_dev' } as Workspace), options);
    expect(form(there).name.before).toBe('mine');
  });

  test('stays as it was typed when one comes back to the same workspace', () => {
    const proof = proofFor(workspaces[2]);
    const typed = type(press(atName(proof), 'ctrl+u').state, 'mine').state;
    const again = (to: Proof) =>
      play(press(typed, 'esc', 'enter').state, { type: 'login.proven', proof: to }).state;
    expect(textOf(form(again(proof)).name)).toBe('mine');
    expect(textOf(form(again(proofFor(workspaces[1]))).name)).toBe('dev');
  });

  test('comes with the place that --store said', () => {
    const login = { place: { kind: 'keychain' } } as const;
    const world = press(paste(worldWith({ login }), owner).state, 'enter').state;
    const proof = proofFor(workspaces[2]);
    const there = play(world, ...listing, { type: 'login.proven', proof }).state;
    expect(press(there, 'enter').work).toMatchObject([
      { type: 'login.save', place: { kind: 'keychain' } },
    ]);
  });

  test('Enter saves', () => {
    const proof = proofFor(workspaces[2]);
    expect(press(atName(proof), 'enter').work).toEqual([
      { type: 'login.save', proof, name: 'staging', place: null },
    ]);
  });

  test('stays as it was confirmed while the login is saved, whatever is typed meanwhile', () => {
    const saving = press(atName(), 'enter').state;
    for (const { state, work } of [
      type(saving, '-2'),
      press(saving, 'backspace'),
      press(saving, 'esc'),
    ]) {
      expect(work).toEqual([]);
      expect(form(state)).toMatchObject({ step: 'name', busy: 'Saving' });
      expect(textOf(form(state).name)).toBe('staging');
      expect(press(state, 'enter').work).toEqual([]);
    }
  });

  test('a bad one is explained, and nothing is saved', () => {
    const { state, work } = press(type(atName(), '/x').state, 'enter');
    expect(work).toEqual([]);
    expect(form(state).problem?.message).toMatch(/letters, digits/);
  });

  test('a protected profile is replaced only when its name was typed', () => {
    const named = type(press(atName(), 'ctrl+u').state, 'prod').state;
    const { state, work } = press(named, 'enter');
    expect(work).toEqual([]);
    expect(state.modal?.question.typed).toBe('prod');
    expect(press(type(state, 'prod').state, 'enter').work).toMatchObject([
      { type: 'login.save', name: 'prod' },
    ]);
  });

  test('another account’s profile is replaced only when that was agreed to', () => {
    const profiles = { ...samples, theirs: profile('x', { accountEmail: 'them@example.com' }) };
    const named = type(press(atName(undefined, { profiles }), 'ctrl+u').state, 'theirs').state;
    const { state } = press(named, 'enter');
    expect(state.modal?.question).toMatchObject({ typed: null });
    expect(press(state, 'enter').work).toEqual([]);
  });
});

describe('saved', () => {
  const saved = (() => {
    const home = homeWith({
      profiles: { ...samples, staging: profile('staging') },
      active: 'staging',
    });
    if (home.state === 'failed') throw home.error;
    const plan = { name: 'staging', replaces: null, otherAccount: false, takenName: null };
    const message: Message = {
      type: 'login.saved',
      saved: { state: home.stored, plan, left: [] },
    };
    return { home, message };
  })();
  const done = (from: UiState) =>
    play(press(from, 'enter').state, { type: 'home.loaded', home: saved.home }, saved.message);

  test('shows the summary, forgets the token, and leads back to the new profile', () => {
    const { state } = done(atName());
    expect(form(state)).toMatchObject({ step: 'saved', token: { before: '', after: '' } });
    const back = press(state, 'enter').state;
    expect(screenOf(back)).toBe('profiles');
    expect(back.screens.profiles?.selected).toBe('staging');
    expect(form(press(back, 'n').state).step).toBe('how');
  });

  test('a login that began the program ends it, with a last line', () => {
    const { state } = done({ ...atName(), stack: ['login'] });
    expect(press(state, 'enter').work).toEqual([
      {
        type: 'exit',
        code: 0,
        farewell: expect.stringContaining('profile staging, workspace Team staging (ws_staging)'),
      },
    ]);
  });
});

describe('Esc', () => {
  test('goes back a step at a time and loses nothing', () => {
    const first = press(atName(), 'esc').state;
    expect(form(first)).toMatchObject({ step: 'workspace', listed: true });
    const second = press(first, 'esc').state;
    expect(form(second).token.before).toBe(owner);
    const third = press(second, 'esc', 'esc', 'esc').state;
    expect(screenOf(third)).toBe('profiles');
    expect(form(press(third, 'n', 'tab', 'enter', 'enter').state).token.before).toBe(owner);
  });
});
