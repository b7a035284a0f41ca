// The profile list: moving, filtering, switching, renaming, removing, verifying.
import { describe, expect, test } from 'vitest';
import {
  listed,
  renameProblem,
  selectedProfile,
} from '../../../source/tui/screens/profilesState.ts';
import type { State } from '../../../source/tui/state.ts';
import {
  accepted,
  brokenHome,
  checked,
  homeWith,
  paste,
  play,
  press,
  profile,
  samples,
  type,
  type WorldOptions,
  worldWith,
} from '../world.ts';

const selected = ({ screens, shared }: State) => selectedProfile(screens.profiles, shared)?.name;
const names = ({ screens, shared }: State) =>
  listed(screens.profiles, shared).map(({ name }) => name);

const many: WorldOptions = {
  profiles: Object.fromEntries(
    Array.from({ length: 100 }, (_, n) => [`p${n}`, profile(`p${n}`)] as const),
  ),
  active: 'p0',
};

describe('moving', () => {
  test('begins on the active profile', () => {
    expect(selected(worldWith({ active: 'acme' }))).toBe('acme');
  });

  test.each<[keys: string[], name: string]>([
    [['down'], 'p1'],
    [['j', 'j', 'k'], 'p1'],
    [['G'], 'p99'],
    [['end', 'up'], 'p98'],
    [['G', 'g'], 'p0'],
    [['up'], 'p0'],
    [['pagedown', 'pageup'], 'p0'],
  ])('%s leads to %s', (keys, name) => {
    expect(selected(press(worldWith(many), ...keys).state)).toBe(name);
  });

  test('keeps the profile selected when others come and go', () => {
    const { state } = press(worldWith(), 'down');
    const { home } = worldWith({ profiles: { first: profile('first'), ...samples } }).shared;
    expect(selected(play(state, { type: 'home.loaded', home }).state)).toBe('prod');
  });

  test('goes to the nearest one when the selected profile is gone', () => {
    const { state } = press(worldWith(), 'G');
    const { acme: _, ...rest } = samples;
    const { home } = worldWith({ profiles: rest }).shared;
    expect(selected(play(state, { type: 'home.loaded', home }).state)).toBe('prod');
  });
});

describe('filtering', () => {
  test('shows what matches, from the first key on', () => {
    expect(names(type(press(worldWith(), '/').state, 'ac').state)).toEqual(['acme']);
  });

  test.each<[query: string, found: string[]]>([
    ['WS_PROD', ['prod']],
    ['owner@', ['dev', 'prod', 'acme']],
    ['pd', ['prod']],
    ['team dev', ['dev']],
    ['nothing like it', []],
  ])('%s finds %j', (query, found) => {
    expect(names(type(press(worldWith(), '/').state, query).state)).toEqual(found);
  });

  test('letters that are keys elsewhere are text here', () => {
    const { state, work } = type(press(worldWith(), '/').state, 'qdjn');
    expect(state.screens.profiles.filter?.line.before).toBe('qdjn');
    expect(work).toEqual([]);
  });

  test('Enter keeps it, Esc clears it', () => {
    const kept = press(type(press(worldWith(), '/').state, 'acme').state, 'enter').state;
    expect(names(kept)).toEqual(['acme']);
    const cleared = press(kept, 'esc').state;
    expect(names(cleared)).toEqual(['dev', 'prod', 'acme']);
    expect(selected(cleared)).toBe('acme');
  });

  test('keys act on what is seen', () => {
    const kept = press(type(press(worldWith(), '/').state, 'acme').state, 'enter').state;
    expect(press(kept, 'enter').work).toEqual([{ type: 'profile.use', name: 'acme' }]);
  });

  test('takes a paste', () => {
    expect(names(paste(press(worldWith(), '/').state, 'prod\n').state)).toEqual(['prod']);
  });
});

describe('switching', () => {
  test('Enter uses the selected profile', () => {
    expect(press(worldWith(), 'G', 'enter').work).toEqual([{ type: 'profile.use', name: 'acme' }]);
  });

  test('the one in use is not switched to again', () => {
    const { state, work } = press(worldWith(), 'enter');
    expect(work).toEqual([]);
    expect(state.toast?.text).toBe('dev is in use already');
  });

  test('a protected one wants its name typed', () => {
    const { state, work } = press(worldWith(), 'down', 'enter');
    expect(work).toEqual([]);
    expect(state.modal?.question.typed).toBe('prod');
    expect(press(type(state, 'prod').state, 'enter').work).toEqual([
      { type: 'profile.use', name: 'prod' },
    ]);
  });

  test('- goes back to the previous one', () => {
    expect(press(worldWith({ previous: 'acme' }), '-').work).toEqual([
      { type: 'profile.use', name: 'acme' },
    ]);
  });

  test.each(['gone', undefined])('- says so when there is no previous one (%s)', previous => {
    const world = worldWith(previous === undefined ? {} : { previous });
    expect(press(world, '-').state.toast?.text).toBe('There is no previous profile yet');
  });

  test('what is used now is asked about, unless it is known', () => {
    const home = worldWith({ active: 'acme' }).shared.home;
    const used = [
      { type: 'home.loaded', home },
      { type: 'profiles.used', name: 'acme' },
    ] as const;
    expect(play(worldWith(), ...used).work).toMatchObject([{ type: 'check', name: 'acme' }]);
    const known = play(worldWith(), checked(worldWith(), 'acme', accepted)).state;
    expect(play(known, ...used).work).toEqual([]);
  });
});

describe('renaming in place', () => {
  const renaming = () => press(worldWith(), 'e').state;
  const problem = ({ screens, shared }: State) => renameProblem(screens.profiles, shared);

  test('begins with the old name and saves the new one', () => {
    const { state } = type(renaming(), '-2');
    expect(press(state, 'enter').work).toEqual([
      { type: 'profile.rename', from: 'dev', to: 'dev-2' },
    ]);
  });

  test.each<[name: string, problem: RegExp | null]>([
    ['acme', /there is a profile acme already/],
    ['', /is empty/],
    ['a b', /letters, digits/],
    ['__proto__', /reserved/],
    ['staging', null],
    ['dev', null],
  ])('%j: %s', (name, wanted) => {
    const { state } = type(press(renaming(), 'ctrl+u').state, name);
    if (wanted === null) expect(problem(state)).toBeNull();
    else {
      expect(problem(state)).toMatch(wanted);
      expect(press(state, 'enter').work).toEqual([]);
      expect(press(state, 'enter').state.screens.profiles.rename).not.toBeNull();
    }
  });

  test('Esc and an unchanged name change nothing', () => {
    for (const key of ['esc', 'enter']) {
      const { state, work } = press(renaming(), key);
      expect(state.screens.profiles.rename).toBeNull();
      expect(work).toEqual([]);
    }
  });

  test('the renamed profile stays selected', () => {
    const { home } = worldWith({ profiles: { a: profile('a'), zed: profile('dev') } }).shared;
    const { state } = play(
      renaming(),
      { type: 'home.loaded', home },
      { type: 'profiles.renamed', from: 'dev', to: 'zed' },
    );
    expect(selected(state)).toBe('zed');
  });
});

describe('verifying', () => {
  test('v asks about the selected profile', () => {
    expect(press(worldWith(), 'G', 'v').work).toMatchObject([{ type: 'check', name: 'acme' }]);
  });

  test('V asks about all of them', () => {
    const work = press(worldWith(), 'V').work.map(item => 'name' in item && item.name);
    expect(work).toEqual(['dev', 'prod', 'acme']);
  });

  test('V asks before it opens a keychain or runs a command', () => {
    const { token: _, ...keychain } = profile('safe', { tokenSource: { kind: 'keychain' } });
    const { state, work } = press(worldWith({ profiles: { ...samples, keychain } }), 'V');
    expect(work).toEqual([]);
    expect(state.modal?.question.lines.join(' ')).toContain('keychain');
    expect(press(state, 'right', 'enter').work).toHaveLength(4);
  });
});

describe('without anything to show', () => {
  test.each(['enter', 'v', 'e', 'd', 'x', 'w', 't'])('%s says why it does nothing', key => {
    const { state, work } = press(worldWith({ profiles: {}, active: null }), key);
    expect(work).toEqual([]);
    expect(state.toast?.text).toBe('There is no profile here');
  });

  test('a store that cannot be read can be read again', () => {
    const broken = play(worldWith(), { type: 'home.loaded', home: brokenHome }).state;
    expect(names(broken)).toEqual([]);
    expect(press(broken, 'r').work).toEqual([{ type: 'home.read' }]);
  });
});

describe('the first start', () => {
  const importable = [{ from: 'adk' as const, profiles: ['default'] }];
  const first = worldWith({ profiles: {}, active: null, importable });
  const aimless = profile('bare', { workspaceId: null, token: 'bp_pat_bare000000000000' });

  test('imports by a key what the ADK has, and says why there is nothing to import', () => {
    expect(press(first, 'i').work).toEqual([{ type: 'profiles.import', from: 'adk' }]);
    const { state, work } = press(worldWith(), 'i');
    expect(work).toEqual([]);
    expect(state.toast?.text).toMatch(/The ADK has no credentials here/);
  });

  test('selects what was imported, asks about it, and says what was not', () => {
    const home = homeWith({ profiles: { default: profile('dev'), bare: aimless }, active: null });
    if (home.state === 'failed') throw home.error;
    const skipped = [{ name: 'odd', reason: 'It has no token' }];
    const none = { replaced: [], same: [], clashes: [], refused: [], left: [] };
    const imported = { ...none, state: home.stored, added: ['default', 'bare'], skipped };
    const { state, work } = play(
      first,
      { type: 'home.loaded', home },
      { type: 'profiles.imported', imported },
    );
    expect(state.screens.profiles.selected).toBe('default');
    expect(work.map(({ type }) => type)).toEqual(['check', 'check']);
    expect(state.toast).toMatchObject({
      tone: 'warn',
      text: 'Imported default, bare. Without a workspace: bare. odd was not imported: It has no token',
    });
  });
});
