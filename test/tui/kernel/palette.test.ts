// The palette: every action by its name, from the same tables as the keys.
import { describe, expect, test } from 'vitest';
import { commandIn, flagsOf } from '../../../source/commands/spec/specs.ts';
import { keyLabel } from '../../../source/tui/contract/keymap.ts';
import { findActions, type PaletteAction } from '../../../source/tui/kernel/actionSearch.ts';
import { actionsOf, actionsShown } from '../../../source/tui/kernel/palette.ts';
import { paletteRows } from '../../../source/tui/kernel/paletteRows.ts';
import { screenOf, type UiState } from '../../../source/tui/kernel/state.ts';
import { createTheme } from '../../../source/tui/look/theme.ts';
import { draw } from '../easel.tsx';
import { type AnyBinding, allTables, commandTables } from '../keyTables.ts';
import {
  botKeys,
  botsWith,
  made,
  namingOld,
  oldToken,
  rotating,
  tokensScenes,
  tokensWith,
} from '../screens/tokens/samples.ts';
import { identityNamed } from '../screens/workspace/samples.ts';
import {
  owner,
  paste,
  play,
  press,
  profile,
  profilesIn,
  samples,
  type,
  type WorldOptions,
  worldWith,
} from '../world.ts';

const account = { id: 'user_1', email: 'owner@example.com' };
const at80 = { columns: 80, rows: 24 };
const world = (options?: WorldOptions) => worldWith({ previous: 'acme', ...options });
const opened = (...keys: string[]) => press(world(), ...keys).state;

/** The names of the actions that the palette offers in this state. */
const namesFrom = (state: UiState) => actionsOf(state).map(({ entry }) => entry.does);
const actionOf = (state: UiState, does: string): PaletteAction | undefined =>
  actionsOf(state).find(({ entry }) => entry.does === does);

/** The actions that are left after something was typed. */
function shown({ palette, ...state }: UiState): string[] {
  if (palette === null) throw new Error('The palette is not open');
  return actionsShown({ ...state, palette }, palette).map(({ action }) => action.entry.does);
}

/** Opens the palette, types a name, and runs the best match. */
const run = (state: UiState, name: string) =>
  press(type(press(state, ':').state, name).state, 'enter');

/** A state in which a workspace is chosen that another profile already has. */
function taken(): UiState {
  const picking = opened('w', 's');
  const workspaces = [{ id: 'ws_acme', name: 'Acme', blocked: false }];
  const identity = identityNamed(picking, 'dev');
  const listed = play(picking, { type: 'workspace.switch.page', identity, workspaces }).state;
  return press(listed, 'enter').state;
}

describe('every binding has its name in the palette', () => {
  const places: Record<string, UiState> = {
    profiles: opened(),
    'login choices': opened('n', 'tab', 'enter'),
    'login APIs': opened('n', 'tab'),
    'login workspaces': play(press(paste(opened(), owner).state, 'enter').state, {
      type: 'login.verified',
      account,
    }).state,
    'workspace, switching': opened('w', 's'),
    workspace: opened('w'),
    'workspace, another profile’s': taken(),
    tokens: tokensWith([oldToken]),
    'tokens, bots': botsWith([]),
    'tokens, candidates': namingOld(),
    'tokens, scopes': opened('t', 's'),
    'tokens, places': press(tokensWith([]), 'c', 'enter', 'down').state,
    troubleshooting: opened('x'),
    'what for': opened('x', 'f'),
    'explain, read': press(type(opened('x', 'e'), '401').state, 'enter').state,
    'report and reference': opened('x', 'i'),
    checklist: opened('x', 'c'),
    everywhere: opened('w'),
    'tokens, made': made(),
    'tokens, rotation': tokensScenes['tokens, rotated']?.(at80) ?? opened(),
    always: opened(),
  };

  test('and each table of commands has its place', () => {
    expect(Object.keys(places)).toEqual(expect.arrayContaining(Object.keys(commandTables)));
  });

  test.each(Object.entries(places))('%s', (table, state) => {
    const own = allTables[table]?.filter(({ message }) => message.type !== 'palette.open') ?? [];
    const bound = own.map(({ does }) => does);
    expect(bound.length).toBeGreaterThan(0);
    expect(namesFrom(state)).toEqual(expect.arrayContaining(bound));
  });

  test('also from other screens, but for moving about there', () => {
    const elsewhere = ['workspace', 'tokens', 'troubleshooting'].flatMap(
      table => allTables[table] ?? [],
    );
    const bound = elsewhere.filter(({ moves }) => !moves).map(({ does }) => does);
    expect(namesFrom(opened())).toEqual(expect.arrayContaining(bound));
    const profiles = allTables.profiles?.filter(({ moves }) => !moves).map(({ does }) => does);
    expect(namesFrom(opened('x'))).toEqual(expect.arrayContaining(profiles ?? []));
  });

  test('nothing else is in it', () => {
    const bound = Object.values(allTables).flat();
    const isBound = ({ entry }: PaletteAction) =>
      bound.some(
        // The palette may show any of an action's keys: on screens other than the profile list, q
        // goes back, so Quit is shown with its second key, Q.
        ({ does, keys }: AnyBinding) => does === entry.does && keys.includes(entry.keys[0] ?? ''),
      ) || entry.keys[0] === 'Q';
    for (const state of Object.values(places)) {
      const strangers = actionsOf(state).filter(action => !isBound(action));
      expect(strangers.map(({ entry }) => entry.does)).toEqual([]);
    }
  });
});

describe('the palette', () => {
  test('opens with :, finds by what is typed, and closes with Esc', () => {
    const open = press(world(), ':').state;
    expect(shown(open)).toEqual(namesFrom(world()));
    expect(shown(type(open, 'protect').state)).toEqual([
      'Protect the selected profile, or remove its protection',
    ]);
    expect(shown(type(open, 'zzzz').state)).toEqual([]);
    expect(press(type(open, 'zzzz').state, 'enter', 'esc').state.palette).toBeNull();
  });

  test('is no key while text is typed', () => {
    for (const field of ['/', 'e']) {
      const { state } = press(world(), field, ':');
      expect(state.palette).toBeNull();
      const { filter, rename } = profilesIn(state);
      expect(`${filter?.line.before ?? ''}${rename?.line.before ?? ''}`).toMatch(/:$/);
    }
  });

  test('keys that are bound elsewhere are text in it', () => {
    const { state, work } = type(press(world(), ':').state, 'qd?:');
    expect(state.palette?.line.before).toBe('qd?:');
    expect(work).toEqual([]);
  });

  test('Ctrl+C still quits, and F1 helps', () => {
    expect(press(world(), ':', 'ctrl+c').work).toMatchObject([{ type: 'exit', code: 130 }]);
    const help = press(world(), ':', 'f1').state;
    expect(help.help).not.toBeNull();
    expect(press(help, 'esc').state.palette).not.toBeNull();
  });

  test('does here what Enter stands on', () => {
    const { state, work } = run(opened('G'), 'verify the sel');
    expect(work).toMatchObject([{ type: 'profile.verify', name: 'acme' }]);
    expect(state.palette).toBeNull();
    expect(press(world(), ':', 'down', 'down', 'enter').state.stack).toEqual(['profiles', 'login']);
  });

  test('says why something is not possible, and stays', () => {
    const { state, work } = run(worldWith(), 'previous profile');
    expect(work).toEqual([]);
    expect(state.toast?.text).toBe('There is no previous profile yet');
    expect(state.palette).not.toBeNull();
    const rows = draw(type(press(worldWith(), ':').state, 'previous profile').state).rows;
    expect(rows.join('\n')).toContain('(There is no previous profile yet)');
  });

  test('an action is told by its screen, too', () => {
    const all = shown(type(press(world(), ':').state, 'troubleshooting').state);
    expect(all).toContain('Run the checks again');
    expect(all).not.toContain('Verify all profiles');
  });
});

describe('what people type', () => {
  // The typed text, the key of the action found, and the screen if the action belongs to another one.
  const finds: [typed: string, key: string, on?: string][] = [
    ['logout', 'd'],
    ['log out', 'd'],
    ['Log Out', 'd'],
    ['sign out', 'd'],
    ['profiles remove', 'd'],
    ['switch account', 'enter'],
    ['switch', 'enter'],
    ['profiles use', 'enter'],
    ['login', 'n'],
    ['log in', 'n'],
    ['import', 'i'],
    ['check', 'v'],
    ['doctor', 'x'],
    ['whoami', 'v'],
    ['workspace', 'w'],
    ['key', 't'],
    ['PAT', 't'],
    ['BAK', 't'],
    ['IAK', 't'],
    ['profiles bind', 'b'],
    ['unbind', 'b'],
    ['dashboard', 'o'],
    ['refresh', 'r'],
    ['quit', 'q'],
    ['exit', 'q'],
    ['legend', '?'],
    ['history', 'L'],
    ['redraw', 'ctrl+l'],
    ['revoke', 'd', 'Tokens'],
    ['create', 'c', 'Tokens'],
    ['rotate', 'R', 'Tokens'],
    ['tokens create', 'c', 'Tokens'],
    ['checklist', 'c', 'Troubleshooting'],
    ['best practices', 'c', 'Troubleshooting'],
    ['explain', 'e', 'Troubleshooting'],
    ['report', 'p', 'Troubleshooting'],
    ['scopes', 's', 'Tokens'],
    ['theme', 'T'],
    ['colors', 'T'],
    ['copy a command', 'Y'],
    ['copy id', 'y'],
    ['verify', 'v'],
    ['filter', '/'],
    ['log', 'L'],
  ];

  test('finds it first', () => {
    for (const [typed, key, on] of finds) {
      const [first] = findActions(actionsOf(world()), typed);
      const { entry, title } = first?.action ?? {};
      expect([typed, entry?.keys[0], on && title]).toEqual([typed, key, on]);
    }
  });

  test('every word of a footer finds its action before anything else', () => {
    const state = world();
    for (const { entry } of actionsOf(state)) {
      if (entry.footer === undefined) continue;
      const [first] = findActions(actionsOf(state), entry.footer);
      const names = [first?.action.entry.footer, ...(first?.action.entry.words ?? [])];
      expect(names).toContain(entry.footer);
    }
  });

  test('whole words come before their beginnings, and scattered letters only where nothing else is', () => {
    const all = shown(type(press(world(), ':').state, 'all').state);
    expect(all[0]).toBe('Verify all profiles');
    expect(shown(type(press(world(), ':').state, 'vrfy').state)).toContain('Verify all profiles');
    expect(shown(type(press(world(), ':').state, 'create').state)).not.toContain(
      'Choose what you want to do with the profile',
    );
  });

  test('the name that it was found by stands beside it', () => {
    const { rows } = draw(type(press(world(), ':').state, 'whoami').state);
    expect(rows.join('\n')).toMatch(
      /Verify the selected profile, or the marked ones {2}Profiles · whoami$/m,
    );
  });

  test('a reason that has no room beside its action stands below, whole', () => {
    const narrow = worldWith({ size: { columns: 40, rows: 24 } });
    const { rows } = draw(type(press(narrow, ':').state, 'import').state);
    expect(rows.join(' ').replace(/ +/g, ' ')).toContain(
      'Not now: There is nothing to import from the Botpress ADK',
    );
  });

  test('every command that a key names is one', () => {
    for (const { commands = [] } of Object.values(allTables).flat()) {
      for (const words of commands.map(command => command.split(' '))) {
        const name = commandIn(words);
        expect(name).not.toBeNull();
        const flags = words.filter(word => word.startsWith('--')).map(word => word.slice(2));
        expect(Object.keys(name === null ? {} : flagsOf(name))).toEqual(
          expect.arrayContaining(flags),
        );
      }
    }
  });
});

describe('an action of another screen', () => {
  test('opens that screen about the selected profile, and is done there', () => {
    const { state, work } = run(opened('G'), 'rotate');
    expect(state.stack).toEqual(['profiles', 'tokens']);
    expect(state.screens.tokens?.name).toBe('acme');
    expect(work.map(({ type }) => type)).toEqual(['tokens.list']);
    // Which token is rotated depends on the list, which has not arrived yet.
    expect(state.toast?.text).toBe('The tokens are still being listed. The key of this action: R');
  });

  test('is about the profile of the screen one is on', () => {
    const { state } = run(opened('G', 'w'), 'what you want to do with the profile');
    expect(state.stack).toEqual(['profiles', 'workspace', 'troubleshooting']);
    expect(state.screens.troubleshooting).toMatchObject({
      name: 'acme',
      panel: { type: 'wishes' },
    });
  });

  test('goes back to where it is open already', () => {
    const { state, work } = run(opened('x'), 'verify all');
    expect(state.stack).toEqual(['profiles']);
    expect(work.filter(({ type }) => type === 'profile.verify')).toHaveLength(3);
  });

  test('still asks before it destroys something', () => {
    const { state, work } = run(opened('down', 'w'), 'remove');
    expect(work).toEqual([]);
    expect(screenOf(state)).toBe('profiles');
    expect(state.modal?.question.typed).toBe('prod');
  });

  test('says there what keeps it from being done', () => {
    const { state } = run(opened(), 'revoke the selected');
    expect(screenOf(state)).toBe('tokens');
    expect(state.toast?.text).toBe('The tokens are still being listed. The key of this action: d');
  });

  test.each<[what: string, state: UiState, reason: string]>([
    [
      'without a profile',
      worldWith({ profiles: {}, active: null }),
      'There is no profile to do this with',
    ],
    [
      'in a login that began the program',
      press(worldWith({ login: {} }), 'tab').state,
      'The login comes first: Esc cancels it',
    ],
    ['while a rotation runs', rotating(), 'The rotation is under way: wait for its end'],
    [
      'while a token is shown',
      made(),
      'The new token is shown only once: y copies it, Esc goes back to the list',
    ],
  ])('is not possible %s', (_, state, reason) => {
    expect(actionOf(state, 'Choose what you want to do with the profile')?.unavailable).toBe(
      reason,
    );
    expect(run(state, 'want to do with the profile').state.stack).toEqual(state.stack);
  });

  test('is offered from a tab of the tokens, too', () => {
    expect(
      actionOf(botKeys([oldToken]), 'Show the workspace of the selected profile')?.unavailable,
    ).toBeNull();
  });
});

describe('what is seen', () => {
  test('name, key and screen of each action, and how many there are', () => {
    const { rows } = draw(press(world(), ':').state);
    const text = rows.join('\n');
    expect(text).toMatch(/^❯ enter {5}Use the selected profile {2}Profiles$/m);
    expect(text).toMatch(new RegExp(`^: +${actionsOf(world()).length}$`, 'm'));
    expect(rows.at(-1)).toMatch(/^enter do it {2}esc close {2}↑↓ scroll {2}F1 help/);
  });

  test('the letters that were found', () => {
    const { palette, ...state } = type(press(world(), ':').state, 'vall').state;
    const rows = palette && paletteRows({ ...state, palette }, palette, 80);
    const marked = rows?.[1]?.flatMap(piece =>
      'tone' in piece && 'text' in piece && piece.tone === 'match' ? piece.text : [],
    );
    expect(marked).toEqual(['V', 'all']);
    for (const env of [{}, { NO_COLOR: '1' }]) {
      expect(createTheme({ env }).styles.match.underline).toBe(true);
    }
  });

  test('the selected action at every size', () => {
    for (const size of [{ columns: 40, rows: 10 }, at80]) {
      const last = press(worldWith({ size }), ':', ...Array<string>(200).fill('down')).state;
      expect(draw(last).rows.join('\n')).toMatch(/^❯ G +To the last/m);
    }
  });

  test('an empty list says so', () => {
    const { rows } = draw(type(press(world(), ':').state, 'zzzz').state);
    expect(rows.join('\n')).toContain('No action is called “zzzz”. Esc closes the list');
  });

  test('keys are called as the help calls them', () => {
    expect(keyLabel('pagedown')).toBe('PgDn');
    const state = worldWith({ profiles: { ...samples, zed: profile('zed') } });
    expect(draw(type(press(state, ':').state, 'page down').state).rows.join('\n')).toContain(
      'PgDn',
    );
  });
});
