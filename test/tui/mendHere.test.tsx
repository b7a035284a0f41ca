// Repairs where the fault is shown: a new login to a rejected profile, the repair of a broken config.json,
// and advice that names keys in place of commands.
import { describe, expect, test } from 'vitest';
import { adviceText, firstRun, line, quoted, running, say } from '../../source/commandLine.ts';
import { AppError } from '../../source/errors.ts';
import { keyFor, keyForDeed } from '../../source/tui/kernel/keyFor.ts';
import { screenOf, type UiState } from '../../source/tui/kernel/state.ts';
import type { LoginState } from '../../source/tui/screens/login/state.ts';
import { draw } from './easel.tsx';
import {
  brokenHome,
  checked,
  play,
  press,
  profile,
  rejected,
  type WorldOptions,
  worldWith,
} from './world.ts';

const withRejected = (options: WorldOptions, name: string) => {
  const state = worldWith(options);
  return play(state, checked(state, name, rejected)).state;
};

const profiles = {
  old: profile('old', {
    apiUrl: 'https://api.example.com',
    tokenOrigin: 'https://api.example.com',
  }),
  bot: profile('bot', {
    kind: 'bot',
    workspaceId: null,
    botId: 'bot_1',
    token: 'bp_bak_1234567890',
  }),
};

const loginIn = ({ screens: { login } }: UiState): LoginState => {
  if (login === null) throw new Error('There is no login form');
  return login;
};

const footer = (state: UiState) => draw(state).rows.at(-1) ?? '';

describe('a rejected profile', () => {
  test.each(['enter', 'n'])('%s logs in again to that very target', key => {
    const state = withRejected({ profiles, active: 'old' }, 'old');
    expect(footer(state)).toMatch(/^enter log in again/);
    const { state: there, work } = press(state, key);
    expect(there.stack).toEqual(['profiles', 'login']);
    const own = loginIn(there);
    expect(own).toMatchObject({ step: 'token', wantedName: 'old', wantedWorkspace: 'ws_old' });
    expect(own.urls[own.where.index]).toBe('https://api.example.com');
    expect(work.filter(({ type }) => type === 'profile.use')).toEqual([]);
  });

  test('of a bot has its id in the form', () => {
    const state = withRejected({ profiles, active: 'bot' }, 'bot');
    const own = loginIn(press(state, 'n').state);
    expect([own.wantedName, own.target.before + own.target.after]).toEqual(['bot', 'bot_1']);
  });

  test('N logs in to another one, and so does n on any other profile', () => {
    const state = withRejected({ profiles, active: 'old' }, 'old');
    expect(loginIn(press(state, 'N').state)).toMatchObject({
      step: 'where',
      wantedName: undefined,
    });
    const other = press(worldWith({ profiles, active: 'bot' }), 'n').state;
    expect(loginIn(other).wantedName).toBeUndefined();
  });

  test('needs no choice of a workspace: the one that it had is asked for', () => {
    const state = withRejected({ profiles, active: 'old' }, 'old');
    const typed = press(state, 'n').state;
    const own = { ...loginIn(typed), token: { before: 'bp_pat_new0000000000', after: '' } };
    const form = { ...typed, screens: { ...typed.screens, login: own as LoginState } };
    const asked = play(form, {
      type: 'login.verified',
      account: { id: 'u', email: 'a@b.c' } as never,
    });
    expect(asked.work).toContainEqual(
      expect.objectContaining({
        type: 'login.prove',
        purpose: { type: 'workspace', workspaceId: 'ws_old' },
      }),
    );
    // If the profile's workspace cannot be read, the user chooses another workspace. The program
    // does not ask for the old workspace again by itself.
    const failed = play(asked.state, {
      type: 'login.failed',
      work: 'login.prove',
      error: new AppError('forbidden', 'It may not read that'),
    }).state;
    expect(loginIn(failed)).toMatchObject({ step: 'workspace', wantedWorkspace: null, busy: null });
  });

  test.each([
    ['w', 'n'],
    ['t', 'n'],
    ['x', 'n'],
  ])('is logged in to from the screen behind %s, too', (open, key) => {
    const state = withRejected({ profiles, active: 'old' }, 'old');
    const there = press(state, open, key).state;
    expect(loginIn(there)).toMatchObject({ wantedName: 'old', wantedWorkspace: 'ws_old' });
  });

  test('has its login in the footer of its tokens', () => {
    const state = withRejected({ profiles, active: 'old' }, 'old');
    expect(footer(press(state, 't').state)).toMatch(/n log in again/);
  });
});

describe('a config.json that cannot be read', () => {
  const broken = () => play(worldWith(), { type: 'home.loaded', home: brokenHome }).state;

  test('leads to its cause, and to its repair', () => {
    expect(draw(broken()).rows.join('\n')).toContain('x finds the cause and repairs it');
    const { state, work } = press(broken(), 'x');
    expect(screenOf(state)).toBe('troubleshooting');
    expect(work).toContainEqual({ type: 'diagnose', name: null, profile: null, wanted: null });
    const fixes = [
      {
        title: 'Restore the last good copy',
        command: 'bp-auth doctor --repair',
        deed: { type: 'repair' } as const,
      },
    ];
    const done = play(state, {
      type: 'troubleshooting.done',
      diagnosis: {
        verdict: 'fail',
        rootCause: {
          id: 'config-unreadable',
          title: 'config.json cannot be read',
          confidence: 'certain',
          evidence: [],
          fixes,
        },
        alternatives: [],
        checks: [],
      } as never,
    }).state;
    const repairing = press(done, '1');
    expect(repairing.work).toContainEqual({ type: 'repairs.plan' });
    const mended = play(repairing.state, {
      type: 'troubleshooting.repairs',
      repairs: [{ id: 'config', title: 'Go back' }] as never,
    }).state;
    const confirmed = play(press(mended, 'tab').state, { type: 'modal.choose' });
    expect(confirmed.work).toContainEqual({ type: 'repairs.apply', ids: ['config'] });
    expect(draw(done).rows.join('\n')).not.toContain('profile null');
  });
});

describe('a key in place of a command', () => {
  test.each<[command: string, key: string | null]>([
    ['login', 'n'],
    ['login --profile dev --workspaceId ws_1 --with-token', 'n'],
    ['login --store keychain', null],
    ['doctor', 'x'],
    ['doctor --profile dev', 'x'],
    ['doctor --repair', 'x'],
    ['doctor --for deploy', 'x in the list, then f'],
    ['profiles use', 'enter in the list'],
    ['profiles remove dev', 'd in the list'],
    ['profiles remove dev --adk', null],
    ['tokens list', 't in the list'],
    ['tokens rotate --profile dev', 't in the list, then R'],
    ['tokens revoke ID --in-use', null],
    ['tokens scopes', 't in the list, then s'],
    ['checklist', 'x in the list, then c'],
    ['exec -- bp', null],
    ['profiles', null],
  ])('%s: %s', (command, key) => {
    expect(keyFor(command.split(' '))).toBe(key);
  });

  test('of what a fix does', () => {
    expect(keyForDeed('login')).toBe('n');
    expect(keyForDeed('repair')).toBe('x');
    expect(keyForDeed('inspect')).toBe('w in the list');
    expect(keyForDeed('workspace')).toBe('w in the list, then s');
    expect(keyForDeed('again')).toBeNull();
  });

  test('stands in a sentence where a screen tells it, and the command elsewhere', () => {
    const advice = say`${firstRun(line('login'))}, or ${running(line('exec'))}; see ${quoted(line('tokens', 'list'))}: ${line('doctor')}`;
    const place = { platform: 'linux', home: null } as const;
    expect(adviceText(advice, place)).toBe(
      'Run `bp-auth login`, or run `bp-auth exec`; see `bp-auth tokens list`: bp-auth doctor',
    );
    expect(adviceText(advice, { ...place, keyOf: keyFor })).toBe(
      'Press n, or run `bp-auth exec`; see t in the list: x',
    );
  });
});
