// The profile list: moving, filtering, switching, renaming, removing, verifying.
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../source/errors.ts';
import type { StoredProfile } from '../../../../source/profiles/config.ts';
import { checkOf } from '../../../../source/tui/contract/knowledge.ts';
import type { Message } from '../../../../source/tui/contract/messages.ts';
import { footerRow } from '../../../../source/tui/kernel/footer.ts';
import type { UiState } from '../../../../source/tui/kernel/state.ts';
import { updateUi } from '../../../../source/tui/kernel/update.ts';
import {
  listedProfiles,
  renameProblem,
  selectedProfile,
} from '../../../../source/tui/screens/profiles/state.ts';
import { draw } from '../../easel.tsx';
import {
  accepted,
  brokenHome,
  checked,
  homeWith,
  offline,
  paste,
  play,
  press,
  profile,
  profilesIn,
  rejected,
  samples,
  type,
  type WorldOptions,
  worldWith,
} from '../../world.ts';

const selected = (state: UiState) => selectedProfile(profilesIn(state), state.shared)?.name;
const names = (state: UiState) =>
  listedProfiles(profilesIn(state), state.shared).map(({ name }) => name);

const many: WorldOptions = {
  profiles: Object.fromEntries(
    Array.from({ length: 100 }, (_, n) => [`p${n}`, profile(`p${n}`)] as const),
  ),
  active: 'p0',
};

describe('a removal', () => {
  const removal = {
    name: 'acme',
    files: ['config.json'],
    sameToken: [],
    left: [],
    tokenFingerprint: null,
    wasActive: false,
  };
  const { acme: _, ...others } = samples;
  const gone = (undo: object | null = { number: 7, names: ['acme'] }, more: object = {}) => {
    const home = homeWith({ profiles: others });
    if (home.state === 'failed') throw home.error;
    const message = {
      type: 'profiles.removed',
      removals: [{ ...removal, state: home.stored, ...more }],
      failed: [],
      left: [],
      undo,
    } as Message;
    return play(worldWith(), { type: 'home.loaded', home }, message).state;
  };

  test('needs no question, and can be taken back while it is told', () => {
    expect(press(worldWith(), 'G', 'd')).toMatchObject({
      state: { modal: null },
      work: [{ type: 'profile.remove', names: ['acme'] }],
    });
    const state = gone();
    expect(state.toast?.text).toBe('Removed acme from config.json. u puts acme back');
    expect(footerRow(state, 80).map(piece => ('text' in piece ? piece.text : ''))).toContain('u');
    expect(press(state, 'u').work).toEqual([{ type: 'profile.putBack', undo: 7 }]);
  });

  test('u is a letter where text is typed, and nothing without a removal', () => {
    expect(press(press(gone(), '/').state, 'u').work).toEqual([]);
    expect(press(worldWith(), 'u').work).toEqual([]);
    expect(press(gone(null), 'u').work).toEqual([]);
  });

  test('what was kept is let go when its time is over', () => {
    const state = gone();
    const [after, work] = updateUi(state, { type: 'ticked' }, state.shared.now + 15_000);
    expect(work).toContainEqual({ type: 'profile.letGo', undo: 7 });
    expect(press(after, 'u').work).toEqual([]);
  });

  test('it stands for 15 seconds', () => {
    const state = gone();
    const [after, work] = updateUi(state, { type: 'ticked' }, state.shared.now + 14_999);
    expect(work).not.toContainEqual({ type: 'profile.letGo', undo: 7 });
    expect(after.toast).not.toBeNull();
  });

  test('can be put back after other keys, too, and no longer than without them', () => {
    const state = gone();
    const later = play(state, { type: 'copied', to: 'system', what: 'ws_dev' });
    expect(draw(later.state).frame).toContain('Copied ws_dev. u: Put acme back');
    expect(later.work).not.toContainEqual({ type: 'profile.letGo', undo: 7 });
    expect(press(later.state, 'u').work).toContainEqual({ type: 'profile.putBack', undo: 7 });
    const over = updateUi(later.state, { type: 'ticked' }, state.shared.now + 15_000);
    expect(over[0].toast).toBeNull();
    expect(over[1]).toContainEqual({ type: 'profile.letGo', undo: 7 });
  });

  test.each<[what: string, more: object, says: string]>([
    ['the active one', { wasActive: true }, 'No profile is active now'],
    ['a token that others have', { sameToken: ['dev'] }, 'The token of acme stays in dev'],
    ['a keychain that keeps it', { left: ['A token stays'] }, 'A token stays'],
  ])('of %s: says so', (_, more, says) => {
    const home = homeWith({ profiles: others, active: null });
    const state = gone(null, more);
    const again = play(
      { ...state, shared: { ...state.shared, home } },
      {
        type: 'profiles.removed',
        removals: [{ ...removal, ...more, state: {} as never }],
        failed: [],
        left: [],
        undo: null,
      },
    ).state;
    expect(again.toast?.text).toContain(says);
    expect(again.toast?.tone).toBe('warn');
  });

  test('what could not be put back stays offered, and what is not as it was is said', () => {
    const error = new AppError('keychain-unusable', 'The keychain is locked', {
      hint: 'Unlock it',
    });
    const { state } = play(worldWith(), {
      type: 'profiles.putBack',
      profiles: [{ name: 'dev', as: 'dev-2', but: ['the active profile stays prod'] }],
      failed: [{ name: 'acme', error }],
      left: [],
      undo: { number: 8, names: ['acme'] },
    });
    expect(state.toast).toMatchObject({
      tone: 'error',
      text: 'Put back 1 of 2 profiles: dev-2. The active profile stays prod. acme was not put back: The keychain is locked. Unlock it. u puts acme back',
    });
    expect(press(state, 'u').work).toEqual([{ type: 'profile.putBack', undo: 8 }]);
  });
});

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
    expect(profilesIn(state).filter?.line.before).toBe('qdjn');
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
    expect(play(worldWith(), ...used).work).toMatchObject([
      { type: 'profile.verify', name: 'acme' },
    ]);
    const known = play(worldWith(), checked(worldWith(), 'acme', accepted)).state;
    expect(play(known, ...used).work).toEqual([]);
  });
});

describe('sorting', () => {
  const profiles = {
    p10: profile('p10', { usedAt: '2026-11-01T00:00:00Z' }),
    p2: profile('p2', { token: 'bp_pat_2' }),
    p1: profile('p1', { token: 'bp_pat_1', usedAt: '2026-11-20T00:00:00Z' }),
    dev: profile('dev', { token: 'bp_pat_dev', usedAt: '2026-10-01T00:00:00Z' }),
  };
  const world = () => worldWith({ profiles });

  test.each<[keys: string[], sort: string, order: string[]]>([
    [[], 'added', ['p10', 'p2', 'p1', 'dev']],
    [['s'], 'name', ['dev', 'p1', 'p2', 'p10']],
    [['s', 's'], 'used', ['dev', 'p1', 'p10', 'p2']],
  ])('after %j by %s', (keys, sort, order) => {
    const { state } = press(world(), ...keys);
    expect(profilesIn(state).sort).toBe(sort);
    expect(names(state)).toEqual(order);
    expect(selected(state)).toBe('dev');
  });

  test.each<[ui: unknown, sort: string]>([
    [{ sort: 'used', theme: 'light' }, 'used'],
    [{ sort: 'name' }, 'name'],
    [{ sort: 'size' }, 'added'],
    [{ sort: 5, theme: ['x'] }, 'added'],
    ['name', 'added'],
    [null, 'added'],
  ])('is as it was kept: %j', (ui, sort) => {
    expect(profilesIn(worldWith({ profiles, ui })).sort).toBe(sort);
  });

  test('is kept when it is changed', () => {
    const { work } = press(world(), 's', 's');
    const kept = work.filter(({ type }) => type === 'ui.keep');
    expect(kept).toEqual([
      { type: 'ui.keep', settings: { sort: 'name' } },
      { type: 'ui.keep', settings: { sort: 'used' } },
    ]);
  });

  test('by state, what needs attention first, and the selected profile stays selected', () => {
    const sorted = press(world(), 's', 's', 's').state;
    expect(names(sorted)).toEqual(['p10', 'p2', 'p1', 'dev']);
    const { state } = play(
      sorted,
      checked(sorted, 'dev', accepted),
      checked(sorted, 'p1', rejected),
      checked(sorted, 'p2', offline),
    );
    expect(names(state)).toEqual(['p1', 'p2', 'p10', 'dev']);
    expect(selected(state)).toBe('dev');
    // A profile that is being verified again stays where it was until the answer comes.
    expect(names(press(state, 'V').state)).toEqual(['p1', 'p2', 'p10', 'dev']);
    expect(names(press(state, 's').state)).toEqual(['p10', 'p2', 'p1', 'dev']);
  });

  test('holds for what a filter finds', () => {
    const found = press(type(press(world(), 's', '/').state, 'p').state, 'enter').state;
    expect(names(found)).toEqual(['p1', 'p2', 'p10', 'dev']);
  });

  test('the same question gets the very same answer, so that a key costs next to nothing', () => {
    const state = press(world(), 's').state;
    const rows = listedProfiles(profilesIn(state), state.shared);
    const moved = press(state, 'down').state;
    expect(listedProfiles(profilesIn(moved), moved.shared)).toBe(rows);
  });
});

describe('the workspace of the selected profile', () => {
  const bot = profile('bot', { kind: 'bot', botId: 'bot_1', workspaceId: null });

  test('is opened in the browser', () => {
    const address = 'https://app.botpress.cloud/workspaces/ws_dev';
    expect(press(worldWith(), 'o').work).toEqual([{ type: 'page.open', address }]);
  });

  test('is copied by its id, which is all that is copied', () => {
    const { work } = press(worldWith(), 'y');
    expect(work).toMatchObject([{ type: 'copy', text: 'ws_dev', what: 'ws_dev' }]);
    expect(press(worldWith({ profiles: { bot }, active: 'bot' }), 'y').work).toMatchObject([
      { type: 'copy', text: 'bot_1' },
    ]);
  });

  test.each<[key: string, more: Partial<StoredProfile>, reason: string]>([
    ['o', { workspaceId: null }, 'dev has no workspace'],
    ['y', { workspaceId: null }, 'dev has no workspace'],
    ['o', { apiUrl: 'http://127.0.0.1:4000' }, 'The dashboard of 127.0.0.1:4000 is not known'],
    ['o', { apiUrl: 'https://b.example.com' }, 'The dashboard of b.example.com is not known'],
  ])('%s says why not: %j', (key, more, reason) => {
    const { state, work } = press(worldWith({ profiles: { dev: profile('dev', more) } }), key);
    expect(work).toEqual([]);
    expect(state.toast?.text).toBe(reason);
  });
});

describe('the directory one is in', () => {
  const directory = '/work/here';

  test('is bound to the selected profile, and let go again', () => {
    const { work } = press(worldWith(), 'G', 'b');
    expect(work).toEqual([{ type: 'directory.bind', directory, name: 'acme' }]);
    const bound = worldWith({ directories: { [directory]: 'acme' } });
    expect(press(bound, 'G', 'b').work).toEqual([
      { type: 'directory.bind', directory, name: null },
    ]);
    expect(press(bound, 'b').work).toEqual([{ type: 'directory.bind', directory, name: 'dev' }]);
  });

  test.each([
    ['dev', 'Bound /work/here and all below it to dev'],
    [null, '/work/here is no longer bound: dev applies here now'],
  ])('bound to %s is told, and what applies now is asked about: %s', (name, text) => {
    const { state, work } = play(worldWith(), { type: 'profiles.bound', directory, name });
    expect(state.toast?.text).toBe(text);
    expect(work).toMatchObject([{ type: 'profile.verify', name: 'dev' }]);
  });

  test('cannot be bound when it is gone', () => {
    const { state, work } = press(worldWith({ here: { directory: null } }), 'b');
    expect(work).toEqual([]);
    expect(state.toast?.text).toBe('The current directory is gone');
  });
});

describe('a name that says production', () => {
  const home = (more: Partial<StoredProfile> = {}) =>
    worldWith({ profiles: { 'acme-prod': profile('dev', more) } }).shared.home;
  const renamed = { type: 'profiles.renamed', from: 'dev', to: 'acme-prod' } as const;
  const toastAfter = (loaded: UiState['shared']['home']) =>
    play(worldWith(), { type: 'home.loaded', home: loaded }, renamed).state.toast?.text;

  test('is told once where it is given', () => {
    expect(toastAfter(home())).toBe(
      'dev is now called acme-prod. acme-prod looks like production: P in the list protects it',
    );
  });

  test('is told after a login, too', () => {
    const loaded = home();
    if (loaded.state === 'failed') throw loaded.error;
    const plan = { name: 'acme-prod', replaces: null, otherAccount: false, takenName: null };
    const { state } = play(
      worldWith(),
      { type: 'home.loaded', home: loaded },
      { type: 'login.saved', saved: { state: loaded.stored, plan, left: [] } },
    );
    expect(state.toast?.text).toBe('acme-prod looks like production: P in the list protects it');
  });

  test('says nothing where the profile is protected already', () => {
    expect(toastAfter(home({ protected: true }))).toBe('dev is now called acme-prod');
  });
});

describe('renaming in place', () => {
  const renaming = () => press(worldWith(), 'e').state;
  const problem = (state: UiState) => renameProblem(profilesIn(state), state.shared);

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
      expect(profilesIn(press(state, 'enter').state).rename).not.toBeNull();
    }
  });

  test('Esc and an unchanged name change nothing', () => {
    for (const key of ['esc', 'enter']) {
      const { state, work } = press(renaming(), key);
      expect(profilesIn(state).rename).toBeNull();
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
    expect(press(worldWith(), 'G', 'v').work).toMatchObject([
      { type: 'profile.verify', name: 'acme' },
    ]);
  });

  test('V asks about all of them', () => {
    const work = press(worldWith(), 'V').work.map(item => 'name' in item && item.name);
    expect(work).toEqual(['dev', 'prod', 'acme']);
  });

  test('V is over when the last answer is there, and says how all stand', () => {
    const all = press(worldWith(), 'V').state;
    const some = play(all, checked(all, 'dev', accepted), checked(all, 'prod', accepted)).state;
    expect(some.toast).toBeNull();
    const { state } = play(some, checked(some, 'acme', rejected));
    expect(state.toast).toMatchObject({ tone: 'warn', text: 'Verified all: 2 ok, 1 rejected' });
    expect(profilesIn(state).batch).toEqual([]);
  });

  test('a switch to one whose token is rejected says so', () => {
    const known = play(worldWith(), checked(worldWith(), 'acme', rejected)).state;
    const { toast } = play(known, { type: 'profiles.used', name: 'acme' }).state;
    expect(toast?.tone).toBe('warn');
    expect(toast?.text).toContain('Now using acme, but its token is rejected');
  });

  test('Esc stops V: what is known stays known, and the filter stays in force', () => {
    const known = play(worldWith(), checked(worldWith(), 'acme', rejected)).state;
    const filtered = press(type(press(known, '/').state, 'e').state, 'enter').state;
    const verifying = press(filtered, 'V').state;
    const some = play(verifying, checked(verifying, 'prod', accepted)).state;
    const { state, work } = press(some, 'esc');
    expect(work).toMatchObject([{ type: 'profile.verify.stop' }]);
    expect(state.toast?.text).toBe('Stopped: 1 of 3 were verified');
    const stateOf = (name: string) => {
      const view = state.shared.profiles.find(other => other.name === name);
      return view && checkOf(state.shared, view)?.state;
    };
    expect([stateOf('dev'), stateOf('acme')]).toEqual([undefined, 'known']);
    expect(profilesIn(state).filter).not.toBeNull();
    expect(profilesIn(press(state, 'esc').state).filter).toBeNull();
  });

  test('V does not begin anew while it is under way', () => {
    const { state, work } = press(press(worldWith(), 'V').state, 'V');
    expect(work).toEqual([]);
    expect(state.toast?.text).toBe('The profiles are being verified: Esc stops that');
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

  test.each(['enter', '-', 'n', 'i', 'V', '/'])('%s says so where nothing can be read', key => {
    const broken = play(worldWith(), { type: 'home.loaded', home: brokenHome }).state;
    const { state, work } = press(broken, key);
    expect(work).toEqual([]);
    expect(state.stack).toEqual(['profiles']);
    expect(state.toast?.text).toBe(
      'The profiles cannot be read: press x to find the cause, or r to read them again',
    );
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
  const withoutWorkspace = profile('bare', { workspaceId: null, token: 'bp_pat_bare000000000000' });

  test('imports by a key what the ADK has, and says why there is nothing to import', () => {
    expect(press(first, 'i').work).toEqual([{ type: 'profiles.import', from: 'adk' }]);
    const { state, work } = press(worldWith(), 'i');
    expect(work).toEqual([]);
    expect(state.toast?.text).toMatch(/There is nothing to import from the Botpress ADK/);
  });

  test('selects what was imported, asks about it, and says what was not', () => {
    const home = homeWith({
      profiles: { default: profile('dev'), bare: withoutWorkspace },
      active: null,
    });
    if (home.state === 'failed') throw home.error;
    const skipped = [{ name: 'odd', reason: 'It has no token' }];
    const none = { replaced: [], same: [], clashes: [], refused: [], left: [] };
    const imported = { ...none, state: home.stored, added: ['default', 'bare'], skipped };
    const { state, work } = play(
      first,
      { type: 'home.loaded', home },
      { type: 'profiles.imported', imported },
    );
    expect(profilesIn(state).selected).toBe('default');
    expect(work.map(({ type }) => type)).toEqual(['profile.verify', 'profile.verify']);
    expect(state.toast).toMatchObject({
      tone: 'warn',
      text: 'Imported default, bare. Without a workspace: bare. odd was not imported: It has no token',
    });
  });
});
