// The questions of a user's first minute, each answered on the screen.
import { describe, expect, test } from 'vitest';
import type { UiState } from '../../source/tui/kernel/state.ts';
import { ascii } from '../../source/tui/look/icons.ts';
import { draw } from './easel.tsx';
import { checked, homeWith, play, press, profile, rejected, type, worldWith } from './world.ts';

const at80 = { columns: 80, rows: 24 };
const text = (state: UiState) => draw(state).rows.join('\n');
const words = (state: UiState) => text(state).replace(/\s+/g, ' ');
const footer = (state: UiState) => draw(state).rows.at(-1) ?? '';

describe('is this a demo?', () => {
  test('the header says so on every screen, and only then', () => {
    const demo = worldWith({ isDemo: true, size: at80 });
    for (const keys of [[], ['w'], ['t'], ['x'], ['n']]) {
      expect(draw(press(demo, ...keys).state).rows[0]).toContain('DEMO');
    }
    expect(text(worldWith())).not.toContain('DEMO');
    expect(text(worldWith({ isDemo: true, profiles: {}, active: null }))).toContain('DEMO');
  });
});

describe('what do the signs mean?', () => {
  const helpAbout = (query: string) => type(press(worldWith(), '?', '/').state, query).state;

  test.each([
    ['active', /●.*the active profile/],
    ['here', /◉.*applies here instead/],
    ['protected', /◆.*you type its name/],
    ['directories', /⌂.*bound to directories/],
    ['yellow', /▲.*yellow/],
    ['red', /✗.*red/],
    ['fingerprint', /#1b25a6.*the same digits mean the same token/],
    ['differs', /bp differs.*press w to see what/],
    ['header', /a → b \(c\).*workspace b/],
  ])('the help tells of %s', (query, sign) => {
    expect(words(helpAbout(query))).toMatch(sign);
  });

  test('the help is filtered, and Esc takes that off before it closes', () => {
    const found = helpAbout('log out');
    expect(text(found)).toMatch(/d +Log out: remove the selected profile/);
    expect(text(found)).not.toContain('Verify all profiles');
    const kept = press(found, 'enter').state;
    expect(text(kept)).toContain('/log out');
    expect(text(press(kept, 'esc').state)).toContain('Verify');
    expect(press(kept, 'esc', 'esc').state.help).toBeNull();
    expect(text(helpAbout('zzzz'))).toContain('Nothing in the help matches');
  });

  test('in ASCII, different things have different signs', () => {
    const { active, here, ok, warn, error, forbidden, unknown, skipped, directory } = ascii;
    const signs = [active, here, ok, warn, error, forbidden, unknown, skipped, directory];
    const all = [...signs, ascii.protected];
    expect(new Set(all).size).toBe(all.length);
    // `?` is a key, and `#` begins a fingerprint, so neither may be an icon.
    expect(all).not.toEqual(expect.arrayContaining(['?']));
    expect(all).not.toEqual(expect.arrayContaining(['#']));
  });
});

describe('what is “bp differs”, and what mends it?', () => {
  test('the list says how, and gives the command', () => {
    const home = homeWith();
    const bp = {
      text: 'bp on its own would use another token than dev',
      command: 'bp-auth exec -- bp',
    };
    const state = play(worldWith(), {
      type: 'home.loaded',
      home: home.state === 'ready' ? { ...home, bp } : home,
    }).state;
    expect(draw(state).rows[1]).toContain('bp differs (w)');
    expect(text(state)).toContain(bp.text);
    expect(text(state)).toContain(bp.command);
  });
});

describe('how do I log out, and in again?', () => {
  test('the palette knows the words', () => {
    for (const query of ['log out', 'logout']) {
      expect(text(type(press(worldWith(), ':').state, query).state)).toMatch(
        /^❯ d +Log out: remove the selected profile/m,
      );
    }
  });

  test('the footer of a rejected profile says how', () => {
    const state = worldWith();
    expect(footer(play(state, checked(state, 'dev', rejected)).state)).toMatch(
      /^enter log in again/,
    );
  });
});

describe('why am I asked for an API?', () => {
  test('nobody is where there is none but the cloud; Tab leads to another one', () => {
    const { state } = press(worldWith(), 'n');
    expect(text(state)).toContain('How do you log in to api.botpress.cloud?');
    expect(text(press(state, 'tab').state)).toContain('Which Botpress API?');
    expect(press(state, 'esc').state.stack).toEqual(['profiles']);
  });

  test('where there are two, they are to choose from', () => {
    const other = 'https://api.example.com';
    const profiles = { own: profile('own', { apiUrl: other, tokenOrigin: other }) };
    expect(text(press(worldWith({ profiles, active: 'own' }), 'n').state)).toContain(
      'Which Botpress API?',
    );
  });
});

describe('there is no profile yet: what now?', () => {
  const empty = { profiles: {}, active: null };

  test('three ways on: log in, import, demo', () => {
    const importable = [{ from: 'adk' as const, profiles: ['work'] }] as never;
    const page = words(worldWith({ ...empty, importable }));
    expect(page).toContain('Found a profile of the ADK: work.');
    expect(page).toMatch(/n logs in: in the browser, or with a token that you paste/);
    expect(page).toMatch(/i imports what the ADK has/);
    expect(page).toContain('bp-auth --demo opens this screen with sample data');
    expect(words(worldWith(empty))).not.toContain('imports what the ADK has');
  });

  test('what is found is said', () => {
    const page = words(worldWith({ ...empty, tokenVariables: ['BP_TOKEN'], dotenv: './.env' }));
    expect(page).toContain('Found a token in $BP_TOKEN: the login can use it.');
    expect(page).toContain('Found a token in ./.env: bp uses it; to keep it, log in and paste it.');
  });
});

describe('how do I go back?', () => {
  const below = [
    ['w'],
    ['t'],
    ['x'],
    ['n'],
    ['x', 'c'],
    ['x', 'f'],
    ['x', 'i'],
    ['t', 's'],
    ['?'],
    [':'],
    ['L'],
  ];
  test.each(below.flatMap(keys => [40, 80, 120].map(columns => ({ keys, columns }))))(
    'the footer behind $keys says so in $columns columns',
    ({ keys, columns }) => {
      const size = { columns, rows: 24 };
      const there = press(worldWith({ size }), ...keys).state;
      expect(footer(there)).toMatch(/\besc \w/);
      expect(press(there, 'esc').state).not.toEqual(there);
      // Esc leads all the way back to the list, and does not end the program there.
      const top = press(there, 'esc', 'esc', 'esc').state;
      expect([top.stack, top.help, top.palette]).toEqual([['profiles'], null, null]);
    },
  );
});

describe('where is the rest of this page?', () => {
  const many = Object.fromEntries(
    Array.from({ length: 60 }, (_, at) => [`p${at}`, profile(`p${at}`)]),
  );
  const low = { columns: 80, rows: 12 };
  const world = () => worldWith({ profiles: many, active: 'p0', size: low });
  test.each<[what: string, keys: string[]]>([
    ['the list', []],
    ['the help', ['?']],
    ['all actions', [':']],
    ['the look-up', ['x', 'i']],
    ['what a profile is for', ['x', 'f']],
    ['the scopes', ['t', 's']],
  ])('%s says how much is below, and the footer how to get there', (_, keys) => {
    const first = press(world(), ...keys).state;
    expect(text(first)).toMatch(/↓ \d+ more/);
    expect(footer(first)).toContain('↑↓ scroll');
    // Fields take letters, so they are left by the arrow keys.
    const next = press(first, ...Array.from({ length: 12 }, () => 'down')).state;
    expect(text(next)).toMatch(/↑ \d+ more/);
  });

  test('and nothing of that where all is seen', () => {
    const whole = worldWith({ size: { columns: 120, rows: 40 } });
    expect(text(whole)).not.toMatch(/\d+ more/);
    expect(footer(whole)).not.toContain('scroll');
  });
});

describe('how do I get what I see out of here?', () => {
  const copied = (state: UiState, ...keys: string[]) =>
    press(state, ...keys).work.flatMap(one => (one.type === 'copy' ? one.text : []));

  test('y copies an id, Y the command that is shown', () => {
    const home = homeWith();
    const bp = { text: 'bp alone would use another token', command: 'bp-auth profiles use dev' };
    const state = play(worldWith(), {
      type: 'home.loaded',
      home: home.state === 'ready' ? { ...home, bp } : home,
    }).state;
    expect(copied(state, 'y')).toEqual(['ws_dev']);
    expect(copied(state, 'Y')).toEqual([bp.command]);
    expect(text(type(press(state, ':').state, 'copy a command').state)).toMatch(/^❯ Y /m);
    expect(press(worldWith(), 'Y').state.toast?.text).toBe('No command is shown here');
  });
});
