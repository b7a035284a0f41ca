// The login form: every step forth and back, what is asked of the API, and what a failure leaves.
import { describe, expect, test } from 'vitest';
import type { Account, Workspace } from '../../../source/botpress/answers.ts';
import { AppError } from '../../../source/errors.ts';
import type { Proof } from '../../../source/login/prove.ts';
import type { Message } from '../../../source/tui/messages.ts';
import { type State as Login, listedWorkspaces } from '../../../source/tui/screens/loginState.ts';
import { type State, screenOf } from '../../../source/tui/state.ts';
import {
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
} from '../world.ts';

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

const opened = (options: WorldOptions = {}) => press(worldWith(options), 'n').state;
const form = ({ screens }: State): Login => {
  if (screens.login === null) throw new Error('The form is not open');
  return screens.login;
};
const atToken = (options?: WorldOptions) => press(opened(options), 'enter').state;
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
    expect(form(press(fixed, 'enter').state).step).toBe('token');
  });
});

describe('token', () => {
  test('a paste is cleaned, and what was taken off is said', () => {
    const own = form(paste(atToken(), `export BP_TOKEN="Bearer ${owner}"\n`).state);
    expect(own.token.before).toBe(owner);
    expect(own.removed).toContain('the word Bearer');
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
    ['a bot key', 'bp_bak_1234567890abcdef', /bot key/],
    ['an integration key', 'bp_iak_1234567890abcdef', /integration key/],
  ])('%s is explained and not sent', (_, token, says) => {
    const { state, work } = press(paste(atToken(), token).state, 'enter');
    expect(work).toEqual([]);
    expect(form(state).problem?.message).toMatch(says);
    expect(form(state).step).toBe('token');
  });

  test('typing another one breaks off the question about the first', () => {
    const asked = press(withToken(), 'enter').state;
    const { state, work } = press(asked, 'backspace');
    expect(work).toEqual([{ type: 'cancel', lane: 'login' }]);
    expect(form(state).busy).toBeNull();
  });

  test('a failure explains itself and keeps what was typed', () => {
    const error = new AppError('auth', 'The API does not accept the token (401 Unauthorized)');
    const own = form(
      play(press(withToken(), 'enter').state, { type: 'login.failed', error }).state,
    );
    expect(own).toMatchObject({ step: 'token', busy: null, problem: error });
    expect(own.token.before).toBe(owner);
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
    const more = play(type(state, 'ac').state, {
      type: 'login.page',
      workspaces: workspaces.slice(1),
    }).state;
    expect(form(more).workspaces).toHaveLength(3);
    expect(listedWorkspaces(form(more)).map(({ id }) => id)).toEqual(['ws_acme']);
  });

  test('filters as one types, and takes the one that is marked', () => {
    const { work } = press(type(atWorkspace(), 'stag').state, 'enter');
    expect(work).toEqual([
      {
        type: 'login.prove',
        candidate: { apiUrl: cloud, token: owner },
        workspaceId: 'ws_staging',
      },
    ]);
  });

  test('says why Enter does nothing when nothing matches', () => {
    const { state, work } = press(type(atWorkspace(), 'zzz').state, 'enter');
    expect(work).toEqual([]);
    expect(state.toast?.text).toBe('There is no workspace to take');
  });

  test('what is marked stays marked when a better match arrives above it', () => {
    const [first] = listing;
    const loose = ['dxexv', 'd-e-v'].map(name => ({ id: `ws_${name}`, name, blocked: false }));
    const before = play(press(withToken(), 'enter').state, first as Message, {
      type: 'login.page',
      workspaces: loose,
    }).state;
    const marked = press(type(before, 'dev').state, 'down').state;
    const { state } = play(marked, { type: 'login.page', workspaces });
    const own = form(state);
    expect(listedWorkspaces(own).map(({ id }) => id)).toEqual(['ws_dev', 'ws_dxexv', 'ws_d-e-v']);
    expect(listedWorkspaces(own)[own.picked.index]?.id).toBe('ws_d-e-v');
  });

  test('a list that breaks off keeps what has come', () => {
    const [first] = listing;
    const error = new AppError('network', 'broke off');
    const { state } = play(
      press(withToken(), 'enter').state,
      first as Message,
      { type: 'login.page', workspaces },
      { type: 'login.failed', error },
    );
    expect(form(state)).toMatchObject({ step: 'workspace', listed: true, problem: error });
    expect(listedWorkspaces(form(state))).toHaveLength(3);
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
    const start = { screen: 'login', profile: 'mine' } as const;
    const world = worldWith({ start });
    const there = play(
      press(paste(press(world, 'enter').state, owner).state, 'enter').state,
      ...listing,
      { type: 'login.proven', proof: proofFor(workspaces[0]) },
    ).state;
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

  test('Enter saves', () => {
    const proof = proofFor(workspaces[2]);
    expect(press(atName(proof), 'enter').work).toEqual([
      { type: 'login.save', proof, name: 'staging' },
    ]);
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
  const done = (from: State) =>
    play(press(from, 'enter').state, { type: 'home.loaded', home: saved.home }, saved.message);

  test('shows the summary, forgets the token, and leads back to the new profile', () => {
    const { state } = done(atName());
    expect(form(state)).toMatchObject({ step: 'saved', token: { before: '', after: '' } });
    const back = press(state, 'enter').state;
    expect(screenOf(back)).toBe('profiles');
    expect(back.screens.profiles.selected).toBe('staging');
    expect(form(press(back, 'n').state).step).toBe('where');
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
    const third = press(second, 'esc', 'esc').state;
    expect(screenOf(third)).toBe('profiles');
    expect(form(press(third, 'n', 'enter').state).token.before).toBe(owner);
  });
});
