// What a person sees: every screen in every state, at every size, and what holds on all of them.
import { describe, expect, test } from 'vitest';
import { AppError } from '../../source/errors.ts';
import type { Size } from '../../source/tui/layout.ts';
import type { State } from '../../source/tui/state.ts';
import { widthOf } from '../../source/tui/width.ts';
import { draw } from './easel.tsx';
import {
  accepted,
  brokenHome,
  checked,
  forbidden,
  offline,
  owner,
  paste,
  play,
  press,
  profile,
  rejected,
  samples,
  type,
  worldWith,
} from './world.ts';

const account = { id: 'user_1', email: 'owner@example.com' };
const evil = '\u001b[2J\u001b]0;title\u0007\u009b31mEvil\r\u202egnp';
const workspaces = [
  { id: 'ws_abc123', name: 'Acme', blocked: false },
  { id: 'ws_blocked', name: 'Late payer', blocked: true },
  { id: 'ws_evil', name: evil, blocked: false },
];
const error = new AppError('network', `The name api.botpress.cloud cannot be resolved ${evil}`, {
  hint: 'Check the API URL and your network connection (VPN, DNS)',
});

const odd: State['shared']['profiles'][number]['name'][] = [
  '世界の名前',
  'עברית',
  '👨‍👩‍👧',
  'x'.repeat(64),
];
const profiles = {
  ...samples,
  expired: profile('expired', { token: 'bp_pat_expired00000000' }),
  viewer: profile('viewer', { token: 'bp_pat_viewer000000000', workspaceName: evil }),
  ...Object.fromEntries(odd.map(name => [name, profile(name, { token: `bp_pat_${name.length}` })])),
};

function allChecked(state: State): State {
  return play(
    state,
    checked(state, 'dev', accepted),
    checked(state, 'acme', offline),
    checked(state, 'expired', rejected),
    checked(state, 'viewer', forbidden),
  ).state;
}

const token = { id: 'pat_1', createdAt: '2026-01-01T00:00:00Z', note: evil };

/** Every state a screen can be in, reached by keys and answers. */
const scenes: Record<string, (size: Size) => State> = {
  'no profiles': size => worldWith({ profiles: {}, active: null, size }),
  'an unreadable store': size =>
    play(worldWith({ size }), { type: 'home.loaded', home: brokenHome }).state,
  profiles: size => allChecked(worldWith({ profiles, size })),
  'profiles, the last one': size => press(allChecked(worldWith({ profiles, size })), 'G').state,
  'profiles while checking': size => press(worldWith({ profiles, size }), 'V').state,
  'a filter': size => type(press(worldWith({ profiles, size }), '/').state, 'e').state,
  'a filter without a match': size => type(press(worldWith({ size }), '/').state, 'zzz').state,
  'a rename': size => type(press(worldWith({ profiles, size }), 'e').state, '!').state,
  'a question': size => press(worldWith({ profiles, size }), 'd').state,
  'a question that wants a name': size => press(worldWith({ size, active: 'prod' }), 'd').state,
  help: size => press(worldWith({ size }), '?').state,
  'an error': size => play(worldWith({ size }), { type: 'write.failed', error }).state,
  'login, where': size => press(worldWith({ size }), 'n').state,
  'login, another URL': size => type(press(worldWith({ size }), 'n', 'G').state, 'https://x').state,
  'login, token': size => paste(press(worldWith({ size }), 'n', 'enter').state, owner).state,
  'login, refused': size => play(askedWith(size), { type: 'login.failed', error }).state,
  'login, asking': size => askedWith(size),
  'login, workspaces coming': size =>
    play(askedWith(size), { type: 'login.verified', account }, { type: 'login.page', workspaces })
      .state,
  'login, no workspace': size =>
    play(askedWith(size), { type: 'login.verified', account }, { type: 'login.listed' }).state,
  'workspace, loading': size => press(worldWith({ size }), 'w').state,
  workspace: size =>
    play(
      press(worldWith({ size }), 'w').state,
      {
        type: 'workspace.loaded',
        part: 'workspace',
        value: { id: 'ws_dev', name: evil, plan: 'team', botCount: 3, blocked: true },
      },
      { type: 'workspace.loaded', part: 'account', value: account },
      { type: 'workspace.failed', part: 'membership', error },
    ).state,
  'tokens, loading': size => press(worldWith({ size }), 't').state,
  tokens: size =>
    play(press(worldWith({ size }), 't').state, { type: 'tokens.listed', tokens: [token] }).state,
  'no tokens': size =>
    play(press(worldWith({ size }), 't').state, { type: 'tokens.listed', tokens: [] }).state,
  'tokens, refused': size =>
    play(press(worldWith({ size }), 't').state, { type: 'tokens.failed', error }).state,
  troubleshooting: size => press(worldWith({ size }), 'x').state,
  'troubleshooting, what for': size => press(worldWith({ size }), 'x', 'f', 'down').state,
  'troubleshooting, broken off': size =>
    play(press(worldWith({ size }), 'x').state, { type: 'troubleshooting.failed', error }).state,
};

function askedWith(size: Size): State {
  return press(paste(press(worldWith({ size }), 'n', 'enter').state, owner).state, 'enter').state;
}

const sizes: Size[] = [
  { columns: 40, rows: 10 },
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
];
const styles = {
  colour: {},
  NO_COLOR: { env: { NO_COLOR: '1' } },
  ascii: { ascii: true },
  dumb: { env: { TERM: 'dumb' } },
};

const sizeName = ({ columns, rows }: Size) => `${columns}×${rows}`;

describe.each(Object.entries(scenes))('%s', (_, sceneAt) => {
  test.each(sizes.map(size => [sizeName(size), size] as const))('holds at %s', (_name, size) => {
    const looks = size.columns === 80 ? Object.values(styles) : [styles.colour];
    for (const options of looks) {
      const { rows, frame } = draw(sceneAt(size), options);
      expect(rows.length).toBe(size.rows - 1);
      for (const row of rows) expect(widthOf(row)).toBeLessThanOrEqual(size.columns);
      expect(rows[0]).toMatch(/^bp-auth/);
      expect(rows.at(-1)).toMatch(/\S/);
      expect(harmfulIn(frame)).toEqual([]);
      expect(frame).not.toContain(owner);
      expect(frame).not.toContain('bp_pat_expired');
    }
  });
});

/** Whatever a frame may not hold: all control bytes but the codes for style and cursor. */
function harmfulIn(frame: string): string[] {
  const rest = frame.replace(/\u001b\[[\d;]*m/g, '').replaceAll('\n', '');
  return rest.match(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g) ?? [];
}

describe('the screens', () => {
  const at80 = { columns: 80, rows: 24 };
  const seen = (scene: keyof typeof scenes, size = at80) =>
    draw(scenes[scene]?.(size) as State).rows.join('\n');

  test('say every state in a word beside its icon', () => {
    const text = seen('profiles', { columns: 120, rows: 40 });
    for (const word of ['✓ ok', '✗ rejected', '⊘ forbidden', '▲ offline', '○ not checked']) {
      expect(text).toContain(word);
    }
  });

  test('show who applies, where, how it stands, and what it is protected from', () => {
    const header = draw(worldWith({ active: 'prod' }))
      .rows.slice(0, 2)
      .join('\n');
    expect(header).toContain('prod → Team prod (ws_prod)');
    expect(header).toContain('api.botpress.cloud');
    expect(header).toContain('○ not checked · token: config.json · PROTECTED');
  });

  test('say so when it is not the active profile that applies', () => {
    const { rows } = draw(worldWith({ env: { BP_PROFILE: 'acme' } }));
    expect(rows[0]).toContain('acme → Team acme');
    expect(rows[1]).toContain('by BP_PROFILE');
  });

  test('always show the selected profile', () => {
    for (const size of sizes) expect(seen('profiles, the last one', size)).toMatch(/❯ +x{8}/);
  });

  test('put details beside the list where there is room, below where there is less', () => {
    const rowOf = (text: string, size: Size) =>
      seen('profiles', size)
        .split('\n')
        .findIndex(row => row.includes(text));
    expect(rowOf('workspace    Team dev', { columns: 120, rows: 40 })).toBeLessThan(10);
    expect(rowOf('workspace    Team dev', at80)).toBeGreaterThan(14);
    expect(rowOf('workspace    Team dev', { columns: 40, rows: 10 })).toBe(-1);
  });

  test('never cut an id', () => {
    for (const size of sizes) {
      expect(seen('login, workspaces coming', size)).toContain('ws_blocked · blocked');
    }
  });

  test('explain an empty list, an empty match and an unreadable store', () => {
    expect(seen('no profiles')).toContain('Press n to log in');
    expect(seen('a filter without a match')).toContain('Esc clears the filter');
    expect(seen('an unreadable store')).toContain('line 3, column 7');
    expect(seen('an unreadable store')).toContain('doctor --repair');
  });

  test('show a token by kind and length only while it is typed', () => {
    expect(seen('login, token')).toContain('bp_pat_… (23 characters)');
    expect(seen('login, token')).not.toContain('#');
  });

  test('hide no part of the workspace behind one that failed', () => {
    const text = seen('workspace');
    expect(text).toContain('owner@example.com');
    expect(text).toContain('blocked');
    expect(text).toContain('cannot be resolved');
  });

  test('offer in the footer what the keymap has, and the help always', () => {
    expect(draw(worldWith()).rows.at(-1)).toMatch(/^enter use {2}n login .*\? help$/);
    expect(draw(worldWith({ size: { columns: 40, rows: 10 } })).rows.at(-1)).toMatch(/\? help$/);
  });

  test('show what went wrong even where there is hardly any room', () => {
    const text = seen('login, refused', { columns: 40, rows: 10 });
    expect(text).toContain('cannot be');
    expect(text).toContain('Check the API URL');
  });

  test('lose rows at their end to a long error, and no row to another', () => {
    const { state } = play(allChecked(worldWith({ profiles })), { type: 'write.failed', error });
    const without = draw({ ...state, toast: null }).rows;
    const { rows } = draw(state);
    expect(rows.slice(0, 18)).toEqual(without.slice(0, 18));
    expect(rows.slice(-4).join(' ')).toContain('Check the API URL and');
  });

  test('tell a terminal that is too small so', () => {
    const { rows } = draw(worldWith({ size: { columns: 39, rows: 9 } }));
    expect(rows.join(' ')).toContain('too small (39 by 9)');
    expect(rows.length).toBeLessThan(9);
  });
});

describe('styles', () => {
  const size = { columns: 80, rows: 24 };
  const frames = (options: Parameters<typeof draw>[1]) =>
    Object.values(scenes).map(scene => draw(scene(size), options).frame);

  test('NO_COLOR takes every colour away', () => {
    for (const frame of frames({ env: { NO_COLOR: '1' } })) {
      expect(frame).not.toMatch(/\u001b\[(?:3[0-8]|9[0-7]|4[0-8])/);
    }
  });

  test('TERM=dumb takes every style away', () => {
    for (const frame of frames({ env: { TERM: 'dumb' } })) {
      expect(frame.replace(/\u001b\[2?7m/g, '')).not.toContain('\u001b');
    }
  });

  test('--ascii leaves nothing of ours beyond ASCII', () => {
    const odd = new Set([...Object.keys(profiles).join(''), ...'‍']);
    for (const frame of frames({ ascii: true })) {
      const strange = [...frame].filter(letter => letter > '\u007f' && !odd.has(letter));
      expect(strange).toEqual([]);
    }
  });

  test('a screen reader gets rows of words: no boxes, no rules, no spinners', () => {
    for (const frame of frames({ screenReader: true })) {
      expect(frame).not.toMatch(/[─│╭╮╯╰█░⠀-⣿❯●✓✗]/);
    }
    const { frame } = draw(allChecked(worldWith({ profiles, size })), { screenReader: true });
    expect(frame).toContain('selected:');
    expect(frame).toContain('rejected');
  });
});
