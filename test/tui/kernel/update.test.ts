// Rules for every screen: navigation, questions, toasts, ticks, and the requests at the start.
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../source/errors.ts';
import type { TokenSource } from '../../../source/profiles/config.ts';
import { textOf } from '../../../source/tui/components/lineEditor.ts';
import { checkOf } from '../../../source/tui/contract/knowledge.ts';
import type { Message } from '../../../source/tui/contract/messages.ts';
import { heard, messagesOf } from '../../../source/tui/kernel/listening.ts';
import { screenOf, type UiState } from '../../../source/tui/kernel/state.ts';
import { updateUi } from '../../../source/tui/kernel/update.ts';
import {
  accepted,
  checked,
  noon,
  offline,
  owner,
  paste,
  play,
  press,
  profile,
  samples,
  type,
  worldWith,
} from '../world.ts';

const verifyWorkOf = (work: readonly { type: string }[]) =>
  work
    .filter(item => item.type === 'profile.verify')
    .map(item => ('name' in item ? item.name : undefined));

describe('at the start', () => {
  test('asks about the active profile and no other', () => {
    expect(verifyWorkOf(play(worldWith(), { type: 'started' }).work)).toEqual(['dev']);
  });

  test('asks about the credentials that apply, and about the active profile beside them', () => {
    const world = worldWith({ env: { BP_PROFILE: 'acme' } });
    expect(verifyWorkOf(play(world, { type: 'started' }).work)).toEqual(['acme', 'dev']);
  });

  test('asks nothing without profiles', () => {
    const empty = worldWith({ profiles: {}, active: null });
    expect(verifyWorkOf(play(empty, { type: 'started' }).work)).toEqual([]);
  });

  test('asks once about equal credentials', () => {
    const world = worldWith({ profiles: { dev: profile('dev'), twin: profile('dev') } });
    expect(verifyWorkOf(press(world, 'V').work)).toEqual(['dev']);
  });
});

describe('copying', () => {
  test.each<['system' | 'terminal' | null, tone: string, text: string]>([
    ['system', 'ok', 'Copied the command: paste it into your shell'],
    ['terminal', 'info', "Sent the command to the terminal's clipboard: paste it into your shell"],
    [
      null,
      'error',
      'Could not copy the command: neither this terminal nor a program here can copy',
    ],
  ])('taken by %s is told as it is', (to, tone, text) => {
    const message = { type: 'copied', to, what: 'the command', next: 'paste it into your shell' };
    const { toast } = play(worldWith(), message as Message).state;
    expect(toast).toMatchObject({ tone, text: expect.stringContaining(text) });
  });
});

describe('what others do', () => {
  const notice = { type: 'adopted', name: 'from-bp' } as const;

  test('is watched from the start, and told', () => {
    const { state, work } = play(worldWith({ notices: [notice] }), { type: 'started' });
    expect(work[0]).toEqual({ type: 'home.watch' });
    expect(state.toast).toMatchObject({ tone: 'warn', text: expect.stringContaining('from-bp') });
  });

  test('is summed up where all that there is was just found', () => {
    const found = Object.keys(samples).map(name => ({ type: 'adopted', name }) as const);
    const wide = ['/h/profiles.json', '/h/global.cache.json'].map(
      path => ({ type: 'wide-mode', path, mode: 0o644 }) as const,
    );
    const notices = [...found, { type: 'activated', name: 'dev' } as const, ...wide];
    const { state } = play(worldWith({ notices }), { type: 'started' });
    expect(state.toast?.text).toBe(
      'Found in bp’s files: dev, prod, acme. Open to others: profiles.json, global.cache.json; the next change by bp-auth makes them private',
    );
  });

  test('is told once, and not with every reading', () => {
    const { home } = worldWith({ notices: [notice] }).shared;
    const loaded = { type: 'home.loaded', home } as const;
    const first = play(worldWith(), loaded).state;
    expect(first.toast?.text).toContain('from-bp');
    const later = play({ ...first, toast: null }, loaded).state;
    expect(later.toast).toBeNull();
  });

  test('keeps a form that is being filled in', () => {
    const typing = type(press(worldWith(), 'n', 'tab', 'G').state, 'https://my').state;
    const { home } = worldWith({ profiles: {}, active: null }).shared;
    const { state } = play(typing, { type: 'home.loaded', home });
    expect(screenOf(state)).toBe('login');
    expect(state.screens.login?.url.before).toBe('https://my');
  });
});

describe('going to and fro', () => {
  test.each([
    ['n', 'login'],
    ['w', 'workspace'],
    ['t', 'tokens'],
    ['x', 'troubleshooting'],
  ])('%s opens %s, Esc goes back, and nothing quits', (key, screen) => {
    const opened = press(worldWith(), key);
    expect(screenOf(opened.state)).toBe(screen);
    const back = press(opened.state, 'esc');
    expect(screenOf(back.state)).toBe('profiles');
    expect([...opened.work, ...back.work].map(item => item.type)).not.toContain('exit');
  });

  test('Esc at the top says how to quit instead of quitting', () => {
    const { state, work } = press(worldWith(), 'esc');
    expect(work).toEqual([]);
    expect(state.toast?.text).toBe('q quits');
  });

  test('q quits at the top only', () => {
    expect(press(worldWith(), 'q').work).toEqual([{ type: 'exit', code: 0, farewell: null }]);
    expect(press(worldWith(), 'w', 'q').work.map(({ type }) => type)).not.toContain('exit');
    expect(press(worldWith(), 'w', 'q').state.stack).toEqual(['profiles']);
    expect(press(worldWith(), 'w', 'Q').work.map(({ type }) => type)).toContain('exit');
  });

  test.each(['/', 'n', 'w', 'd', '?'])('Ctrl+C quits with 130, also after %s', key => {
    const { work } = press(worldWith(), key, 'ctrl+c');
    expect(work.at(-1)).toEqual({ type: 'exit', code: 130, farewell: null });
  });

  test('every screen opens and closes its help', () => {
    for (const key of ['n', 'w', 't', 'x']) {
      const { state } = press(worldWith(), key, '?');
      expect(state.help).not.toBeNull();
      expect(press(state, 'esc').state.help).toBeNull();
    }
  });

  test('Esc out of a login that began the program cancels it', () => {
    const world = worldWith({ login: {} });
    const { work } = press(world, 'esc');
    expect(work.at(-1)).toEqual({ type: 'exit', code: 130, farewell: null });
  });
});

describe('questions', () => {
  const kept: TokenSource = { kind: 'keychain' };
  const profiles = { dev: profile('dev', { tokenSource: kept, token: undefined }) };
  const asked = () => press(worldWith({ profiles }), 'V').state;

  test('Enter takes Cancel as long as nothing else is marked', () => {
    const { state, work } = press(asked(), 'enter');
    expect(state.modal).toBeNull();
    expect(work).toEqual([]);
  });

  test('the other answer has to be marked first', () => {
    const { work } = press(asked(), 'right', 'enter');
    expect(work).toMatchObject([{ type: 'profile.verify', name: 'dev' }]);
  });

  test('keys typed ahead are not answers; later ones are', () => {
    const state = asked();
    const { openedAt } = state.modal ?? { openedAt: 0 };
    const enter = { type: 'key', key: 'enter', text: '' } as const;
    expect(heard(state, enter, openedAt + 299)).toBeNull();
    expect(heard(state, enter, openedAt + 300)).toEqual({ type: 'modal.choose' });
  });

  test('Enter that is pressed twice, or held, answers once', () => {
    const { state } = press(asked(), 'enter');
    const answeredAt = state.answeredAt ?? 0;
    const enter = { type: 'key', key: 'enter', text: '' } as const;
    expect(heard(state, enter, answeredAt + 299)).toEqual({ type: 'modal.echo' });
    expect(heard(state, enter, answeredAt + 300)).toEqual({ type: 'profiles.use' });
    const [held] = updateUi(state, { type: 'modal.echo' }, answeredAt + 200);
    expect(heard(held, enter, answeredAt + 400)).toEqual({ type: 'modal.echo' });
    const other = { type: 'key', key: 'v', text: 'v' } as const;
    expect(heard(state, other, answeredAt + 1)).toEqual({ type: 'profiles.verify' });
  });

  test('an Enter that is not heard leaves a sign, but takes the place of none', () => {
    const { state } = press(asked(), 'enter');
    const echo = { type: 'modal.echo' } as const;
    const said = updateUi({ ...state, toast: null }, echo, state.shared.now + 100)[0];
    expect(said.toast?.text).toMatch(/^That Enter .*press it again/);
    const toast = { tone: 'ok', text: 'Removed acme', until: state.shared.now + 9000 } as const;
    expect(updateUi({ ...state, toast }, echo, state.shared.now + 100)[0].toast).toBe(toast);
  });

  test('Enter is meant as soon as another key was pressed', () => {
    const { state } = press(asked(), 'enter');
    const soon = (state.answeredAt ?? 0) + 50;
    const down = { type: 'key', key: 'j', text: 'j' } as const;
    const enter = { type: 'key', key: 'enter', text: '' } as const;
    let moved = state;
    for (const message of messagesOf(state, down, soon)) moved = updateUi(moved, message, soon)[0];
    expect(messagesOf(moved, enter, soon + 50)).toEqual([{ type: 'profiles.use' }]);
    expect(messagesOf(state, enter, soon)).toEqual([{ type: 'modal.echo' }]);
  });

  test('a protected profile wants its name typed, and nothing less', () => {
    const { state } = press(worldWith({ active: 'prod' }), 'd');
    const short = type(state, 'pro');
    expect(press(short.state, 'enter')).toMatchObject({ work: [], state: { modal: {} } });
    const full = type(short.state, 'd');
    expect(press(full.state, 'enter').work).toEqual([{ type: 'profile.remove', names: ['prod'] }]);
  });
});

describe('toasts', () => {
  const failed = () =>
    play(worldWith(), {
      type: 'write.failed',
      error: new AppError('write-failed', 'The disk is full', { hint: 'Make room' }),
    }).state;

  test('go by themselves after four seconds', () => {
    const { state } = press(worldWith(), 'enter');
    const { until } = state.toast ?? { until: null };
    expect(until).toBe(state.shared.now + 4000);
    expect(updateUi(state, { type: 'ticked' }, (until ?? 0) - 1)[0].toast).not.toBeNull();
    expect(updateUi(state, { type: 'ticked' }, until ?? 0)[0].toast).toBeNull();
  });

  test('of errors stay until Esc, which then does nothing else', () => {
    const later = play(failed(), { type: 'ticked' }, { type: 'ticked' }).state;
    expect(later.toast?.text).toBe('The disk is full. Make room');
    const opened = press(later, 'w').state;
    const dismissed = press(opened, 'esc').state;
    expect(dismissed.toast).toBeNull();
    expect(screenOf(dismissed)).toBe('workspace');
  });
});

describe('ticks', () => {
  const tickOf = (work: readonly { type: string }[]) => work.find(({ type }) => type === 'tick');

  test('come quickly while something turns, and slowly while nothing does', () => {
    const [waiting, work] = updateUi(worldWith(), { type: 'started' }, noon);
    expect(tickOf(work)).toEqual({ type: 'tick', ms: 100 });
    const [, calm] = updateUi(
      { ...waiting, tickAt: null },
      checked(waiting, 'dev', accepted),
      noon,
    );
    expect(tickOf(calm)).toEqual({ type: 'tick', ms: 15_000 });
  });

  test('are not put off by other messages', () => {
    const [state] = updateUi(worldWith(), { type: 'started' }, noon);
    const [, work] = updateUi(state, { type: 'repaint' }, noon + 90);
    expect(tickOf(work)).toBeUndefined();
  });
});

describe('answers', () => {
  const known = play(worldWith(), checked(worldWith(), 'dev', offline)).state;
  const stateOf = (profiles: typeof samples, name: string) => {
    const { home } = worldWith({ profiles }).shared;
    const { shared } = play(known, { type: 'home.loaded', home }).state;
    const view = shared.profiles.find(other => other.name === name);
    return view && checkOf(shared, view)?.state;
  };

  test('stay with the credentials when their profile is renamed', () => {
    expect(stateOf({ staging: profile('dev') }, 'staging')).toBe('known');
  });

  test('do not hold for another token or workspace of the same name', () => {
    const token = 'bp_pat_another000000000';
    expect(stateOf({ dev: profile('dev', { token }) }, 'dev')).toBeUndefined();
    expect(stateOf({ dev: profile('dev', { workspaceId: 'ws_2' }) }, 'dev')).toBeUndefined();
  });
});

describe('a paste', () => {
  const key = 'bp_bak_1234567890abcdef';
  const where = ({ stack, screens: { login }, palette, modal }: UiState) => ({
    on: stack.at(-1),
    step: stack.at(-1) === 'login' ? login?.step : undefined,
    token: login === null ? undefined : textOf(login.token),
    covered: palette !== null || modal !== null,
  });
  const inLogin = { on: 'login', step: 'token', token: owner, covered: false };

  test.each<[what: string, before: UiState, text: string, after: object]>([
    ['on the list', worldWith(), owner, inLogin],
    ['with what stands around it', worldWith(), `export BP_TOKEN="${owner}"\n`, inLogin],
    ['a bot key', worldWith(), key, { ...inLogin, token: key }],
    ['while one filters', press(worldWith(), '/').state, owner, inLogin],
    ['while one renames', press(worldWith(), 'e').state, owner, inLogin],
    ['in the list of actions', press(worldWith(), ':').state, owner, inLogin],
    ['in the help', press(worldWith(), '?').state, owner, inLogin],
    ['on the workspace', press(worldWith(), 'w').state, owner, inLogin],
    ['on the tokens', press(worldWith(), 't').state, owner, inLogin],
    ['where the login asks for the API', press(worldWith(), 'n', 'tab').state, owner, inLogin],
    ['where it asks for the way', press(worldWith(), 'n', 'tab', 'enter').state, owner, inLogin],
    [
      'into a question it goes nowhere',
      press(worldWith(), 'G', 'k', 'P', 'd').state,
      owner,
      { on: 'profiles', token: undefined },
    ],
  ])('%s', (_, before, text, after) => {
    expect(where(paste(before, text).state)).toMatchObject(after);
  });

  test('what is no token opens nothing, and that is said', () => {
    const { state } = paste(worldWith(), 'Error: 403 with bp_pat_x in it');
    expect(where(state)).toMatchObject({ on: 'profiles', token: undefined });
    expect(state.toast?.text).toContain('no field');
  });

  test('the token is asked about on Enter, and not before', () => {
    const pasted = paste(worldWith(), owner);
    expect(pasted.work).toEqual([]);
    expect(press(pasted.state, 'enter').work).toMatchObject([{ type: 'login.verify' }]);
  });

  test('Esc goes back the way of the form', () => {
    expect(where(press(paste(worldWith(), owner).state, 'esc').state).step).toBe('how');
  });

  test('an error that is to be explained may hold a token', () => {
    const before = press(worldWith(), 'x', 'e').state;
    expect(where(paste(before, owner).state).on).toBe('troubleshooting');
  });
});
