// What a user sees: every screen in every state, at every size, and the rules for all of them.
import { describe, expect, test } from 'vitest';
import { line, running, say, usualPlace } from '../../source/commandLine.ts';
import { judgePractices } from '../../source/diagnosis/practices/checklist.ts';
import { AppError, placed } from '../../source/errors.ts';
import type { Proof } from '../../source/login/prove.ts';
import type { StoredProfile } from '../../source/profiles/config.ts';
import type { Message } from '../../source/tui/contract/messages.ts';
import { commandsShown } from '../../source/tui/kernel/commands.ts';
import { keysOn } from '../../source/tui/kernel/screens.ts';
import { screenOf, type UiState } from '../../source/tui/kernel/state.ts';
import type { Size } from '../../source/tui/look/layout.ts';
import { commandsShownIn } from '../../source/tui/look/rows.ts';
import { screens } from '../../source/tui/screens/registry.ts';
import { widthOf, wrapped } from '../../source/tui/text/width.ts';
import { type DrawOptions, draw } from './easel.tsx';
import { tokensScenes } from './screens/tokens/samples.ts';
import { workspaceScenes } from './screens/workspace/samples.ts';
import { rowsOf, textOfPiece, viewOf } from './walk.ts';
import {
  accepted,
  brokenHome,
  checked,
  forbidden,
  homeWith,
  offline,
  owner,
  paste,
  play,
  press,
  profile,
  rejected,
  samples,
  type,
  type WorldOptions,
  worldWith,
} from './world.ts';

const account = { id: 'user_1', email: 'owner@example.com' };
const evil = '\u001b[2J\u001b]0;title\u0007\u009b31mEvil\r\u202egnp';
const workspaces = [
  { id: 'ws_abc123', name: 'Acme', blocked: false },
  { id: 'ws_blocked', name: 'Late payer', blocked: true },
  { id: 'ws_evil', name: evil, blocked: false },
];
const error = new AppError('dns', `The name api.botpress.cloud cannot be resolved ${evil}`, {
  hint: 'Check the API URL and your network connection (VPN, DNS)',
});

const odd: UiState['shared']['profiles'][number]['name'][] = [
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

function allChecked(state: UiState): UiState {
  return play(
    state,
    checked(state, 'dev', accepted),
    checked(state, 'acme', offline),
    checked(state, 'expired', rejected),
    checked(state, 'viewer', forbidden),
  ).state;
}

const tokenVariables = ['BP_TOKEN', 'BOTPRESS_TOKEN'];
const proof: Proof = {
  ...{ apiUrl: 'https://api.botpress.cloud', origin: 'https://api.botpress.cloud', token: owner },
  ...{
    kind: 'pat',
    account,
    workspace: { id: 'ws_evil', name: evil, blocked: true },
    role: 'owner',
  },
  ...{ botId: null, integrationId: null },
};
const proven = { type: 'login.proven', proof } as const;
const listing: Message[] = [
  { type: 'login.verified', account },
  { type: 'login.page', workspaces },
  { type: 'login.listed' },
];

const elsewhere = {
  workspaceId: 'ws_prod',
  differs: {
    text: 'This project (/work/here/agent.json) belongs to workspace ws_prod, the profile to ws_dev',
    command: 'bp-auth profiles bind prod /work/here',
  },
};

/** A token inside a text. Pasted alone, the token would start a login. */
const inText = `${owner} of dev`;
const inKeychain = {
  ...profiles,
  kept: profile('kept', { token: undefined, tokenSource: { kind: 'keychain' } }),
};

/** The states that a screen can be in, reached by keys and answers. */
const scenes: Record<string, (size: Size) => UiState> = {
  'no profiles': size => worldWith({ profiles: {}, active: null, size }),
  'no profiles, and some to import': size =>
    worldWith({
      profiles: {},
      active: null,
      size,
      importable: [{ from: 'adk', profiles: ['default', 'bare'] }],
      tokenVariables,
    }),
  'an unreadable store': size =>
    play(worldWith({ size }), { type: 'home.loaded', home: brokenHome }).state,
  profiles: size => allChecked(worldWith({ profiles, size })),
  'profiles, the last one': size => press(allChecked(worldWith({ profiles, size })), 'G').state,
  'profiles while checking': size => press(worldWith({ profiles, size }), 'V').state,
  'a filter': size => type(press(worldWith({ profiles, size }), '/').state, 'e').state,
  'a filter that finds by account': size =>
    press(type(press(worldWith({ size }), '/').state, 'owner@').state, 'enter').state,
  'profiles by state, being verified': size =>
    press(allChecked(worldWith({ profiles, size })), 's', 's', 's', 'V').state,
  'profiles of directories': size =>
    worldWith({
      profiles: { 'acme-prod': profile('prod', { usedAt: '2026-11-20T00:00:00Z' }) },
      active: 'acme-prod',
      directories: { '/work/acme': 'acme-prod', '/work/世界': 'acme-prod' },
      size,
    }),
  'profiles in the project of one': size => worldWith({ size, here: { workspaceId: 'ws_dev' } }),
  'profiles in the project of another': size =>
    play(worldWith({ size, here: elsewhere }), { type: 'started' }).state,
  'a filter without a match': size => type(press(worldWith({ size }), '/').state, 'zzz').state,
  'a rename': size => type(press(worldWith({ profiles, size }), 'e').state, '!').state,
  'a token in the filter': size => paste(press(worldWith({ size }), '/').state, inText).state,
  'a token in a kept filter': size =>
    press(paste(press(worldWith({ size }), '/').state, inText).state, 'enter').state,
  'a token as a new name': size =>
    press(paste(press(worldWith({ size }), 'e').state, inText).state, 'left', 'left').state,
  'a token as a typed answer': size =>
    paste(press(worldWith({ size, active: 'prod' }), 'd').state, owner).state,
  'a token as an URL': size =>
    paste(press(worldWith({ size }), 'n', 'tab', 'G').state, inText).state,
  'a token on the list': size => paste(worldWith({ size }), owner).state,
  'a question': size => press(worldWith({ profiles: inKeychain, size }), 'V').state,
  'a question that wants a name': size => press(worldWith({ size, active: 'prod' }), 'd').state,
  help: size => press(worldWith({ size }), '?').state,
  'the palette': size => press(worldWith({ size }), ':').state,
  'the palette, looking': size => type(press(worldWith({ size }), ':').state, 'tok').state,
  'the log': size =>
    press(
      play(worldWith({ size }), { type: 'stray', text: evil }, { type: 'write.failed', error })
        .state,
      'L',
    ).state,
  'an error': size => play(worldWith({ size }), { type: 'write.failed', error }).state,
  'an error below the last profile': size =>
    play(press(worldWith({ profiles, size }), 'G').state, { type: 'write.failed', error }).state,
  'login, where': size => press(worldWith({ size }), 'n', 'tab').state,
  'login, another URL': size =>
    type(press(worldWith({ size }), 'n', 'tab', 'G').state, 'https://x').state,
  'login, how': size => press(worldWith({ size, tokenVariables }), 'n', 'tab', 'enter', 'G').state,
  'login, how, without a login page': size =>
    press(
      type(press(worldWith({ size }), 'n', 'tab', 'G').state, 'https://bots.example.com').state,
      'enter',
    ).state,
  'login, the browser opens': size =>
    press(worldWith({ size }), 'n', 'tab', 'enter', 'enter').state,
  'login, the browser is waited for': size => waiting(size, true),
  'login, no browser was opened': size => waiting(size, false),
  'login, a paste instead of the browser': size => paste(waiting(size, true), owner).state,
  'login, the browser did not come back': size =>
    play(waiting(size, true), { type: 'login.browser.failed', error }).state,
  'login, no login page': size =>
    worldWith({ size, login: { apiUrl: 'https://bots.example.com' } }),
  'login, token': size => paste(pasting(size), owner).state,
  'login, a key': size =>
    press(paste(pasting(size), 'bp_bak_1234567890abcdef').state, 'enter').state,
  'login, name': size => play(askedWith(size), ...listing, proven).state,
  'login, another account’s name': size =>
    play(
      askedWith(size, { profiles: { acme: profile('x', { accountEmail: 'x@y.z' }) } }),
      ...listing,
      {
        ...proven,
        proof: { ...proof, token: 'bp_pat_other00000000' },
      },
    ).state,
  'login, saved': size => saved(size, {}),
  'login, saved in a keychain': size =>
    saved(size, { token: undefined, tokenSource: { kind: 'keychain' } }),
  'login, refused': size =>
    play(askedWith(size), { type: 'login.failed', work: 'login.verify', error }).state,
  'login, rejected': size => rejectedIn(askedWith(size)),
  'login, rejected before': size => press(rejectedIn(askedWith(size)), 'esc', 'enter').state,
  'login again, rejected': size =>
    rejectedIn(press(paste(again(size), owner).state, 'enter').state),
  'login, in a demo': size => press(worldWith({ size, isDemo: true }), 'n').state,
  'login, two tokens in one': size => paste(pasting(size), owner + owner).state,
  'login, asking': size => askedWith(size),
  'login, workspaces coming': size =>
    play(askedWith(size), { type: 'login.verified', account }, { type: 'login.page', workspaces })
      .state,
  'login, no workspace': size =>
    play(askedWith(size), { type: 'login.verified', account }, { type: 'login.listed' }).state,
  ...workspaceScenes,
  ...tokensScenes,
  troubleshooting: size => press(worldWith({ size }), 'x').state,
  'troubleshooting, what for': size => press(worldWith({ size }), 'x', 'f', 'down').state,
  'troubleshooting, the checklist': size => {
    const items = [evil, '.env:3  BOTPRESS_TOKEN  the token of 世界の名前'];
    const practices = judgePractices({
      ...{
        place: { platform: 'linux', shell: 'posix', home: null },
        directory: '/x',
        repository: null,
      },
      ...{
        isProject: true,
        maxAge: 90,
        left: { says: items },
        access: { type: 'others', paths: items, areForeign: false },
        wideVariables: [],
        ages: null,
        envFiles: [],
        envUnseen: [],
        elsewhereUnseen: [],
      },
      elsewhere: items.map((path, line) => ({ path, line, known: path })),
      profiles: [...odd, evil].map(name => ({
        ...{ name, kind: 'pat', source: 'file', isProtected: false, isProduction: true },
      })),
    });
    const done = { type: 'troubleshooting.checklist.done', practices } as const;
    return play(press(worldWith({ size }), 'x', 'c').state, done).state;
  },
  'troubleshooting, looking around': size => press(worldWith({ size }), 'x', 'c').state,
  'troubleshooting, broken off': size =>
    play(press(worldWith({ size }), 'x').state, { type: 'troubleshooting.failed', error }).state,
};

function pasting(size: Size, options: WorldOptions = {}): UiState {
  return press(worldWith({ size, ...options }), 'n', 'tab', 'enter', 'down', 'enter').state;
}

function askedWith(size: Size, options: WorldOptions = {}): UiState {
  return press(paste(pasting(size, options), owner).state, 'enter').state;
}

/** The explanation of a rejection by the API: too long for a row, and for a low terminal. */
const rejection = new AppError(
  'token-rejected',
  'The API does not accept the personal access token that was typed in: it is unknown there, was revoked, or has expired (401 Unauthorized)',
  { hint: 'Create one at https://app.botpress.cloud/profile/tokens. Paste another token' },
);

const rejectedIn = (state: UiState) =>
  play(state, { type: 'login.failed', work: 'login.verify', error: rejection }).state;

/** A new login to the profile dev, while the program waits for the browser. */
function again(size: Size): UiState {
  const begun = play(worldWith({ size, login: { profile: 'dev' } }), { type: 'started' }).state;
  const callback = encodeURIComponent(`http://127.0.0.1:45123/${'x'.repeat(32)}`);
  const url = `https://app.botpress.cloud/cli-login?redirect=${callback}`;
  return play(begun, { type: 'login.browser.opened', url, opened: false }).state;
}

function waiting(size: Size, opened: boolean): UiState {
  const callback = encodeURIComponent(`http://127.0.0.1:45123/${'x'.repeat(32)}`);
  const url = `https://app.botpress.cloud/cli-login?redirect=${callback}`;
  const there = press(worldWith({ size }), 'n', 'tab', 'enter', 'enter').state;
  return play(there, { type: 'login.browser.opened', url, opened }).state;
}

function saved(size: Size, more: Partial<StoredProfile>): UiState {
  const home = homeWith({ profiles: { acme: profile('acme', more) }, active: 'acme' });
  if (home.state === 'failed') throw home.error;
  const plan = { name: 'acme', replaces: null, otherAccount: false, takenName: null };
  return play(
    askedWith(size),
    ...listing,
    proven,
    { type: 'home.loaded', home },
    { type: 'login.saved', saved: { state: home.stored, plan, left: ['A copy stays in X.'] } },
  ).state;
}

const sizes: Size[] = [
  { columns: 40, rows: 10 },
  { columns: 80, rows: 24 },
  { columns: 100, rows: 30 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
];
const ofNames = new Set([...Object.keys(profiles).join(''), ...'‍']);
const nothing = /(?!)/;

/** The options for a style, and what no frame in it may contain. */
const styles: Record<string, { options: DrawOptions; without: RegExp }> = {
  // Only the 16 colours, whatever the terminal can do.
  colour: { options: {}, without: /\u001b\[[34]8;/ },
  NO_COLOR: {
    options: { env: { NO_COLOR: '1' } },
    without: /\u001b\[(?:3[0-8]|9[0-7]|4[0-8])/,
  },
  ascii: { options: { ascii: true }, without: /[^\u0000-\u007f]/ },
  // No codes except those for the mark of the cursor.
  dumb: { options: { env: { TERM: 'dumb' } }, without: /\u001b(?!\[2?7m)/ },
  'light ground': { options: { env: { COLORFGBG: '0;15' } }, without: nothing },
  'screen reader': { options: { screenReader: true }, without: /[─│╭╮╯╰█░⠀-⣿❯●✓✗]/ },
};

/** Whether the selection or the text field is visible below the header. */
const pointsAt = (rows: readonly string[]) =>
  rows.slice(2).some(row => /❯|selected:|, selected$|> /.test(row));

const sizeName = ({ columns, rows }: Size) => `${columns}×${rows}`;

describe('every command that is shown', () => {
  const low = { columns: 80, rows: 24 };
  const wide = { columns: 120, rows: 60 };
  const differs = { text: 'bp would use another one', command: "bp-auth profiles use 'o ther'" };
  const bpDiffers = (state: UiState) => {
    const home = { ...homeWith({ here: { differs } }), bp: differs } as typeof state.shared.home;
    return play(state, { type: 'home.loaded', home }).state;
  };
  const advised = placed(
    new AppError('dns', 'It failed', {
      hint: say`Then ${running(line('doctor', '--for', 'x y'))}`,
    }),
    usualPlace,
  );
  const explaining = (size: Size) => press(worldWith({ size }), 'x', 'e').state;
  const more: typeof scenes = {
    'bp differs': size => bpDiffers(worldWith({ size })),
    'bp differs, on the workspace': size => bpDiffers(press(worldWith({ size }), 'w').state),
    'an error with a command': size =>
      play(worldWith({ size }), { type: 'write.failed', error: advised }).state,
    'tokens that failed with a command': size =>
      play(press(worldWith({ size }), 't').state, {
        ...{ type: 'tokens.failed', name: 'dev', owner: { type: 'account' }, error: advised },
      }).state,
    'what is read in 401': size => press(paste(explaining(size), '401').state, 'enter').state,
    'what is not recognised': size => press(paste(explaining(size), 'hm').state, 'enter').state,
    'the reference': size => press(worldWith({ size }), 'x', 'i').state,
  };
  const all = { ...scenes, ...more };
  const drawn = (state: UiState) => {
    const { screens: own, shared } = state;
    return rowsOf(viewOf(screenOf(state), own, shared));
  };
  const withoutBlanks = (text: string) => text.replace(/\s+/g, '');

  test.each(Object.entries(all))('is copied by Y, as it is printed: %s', (name, sceneAt) => {
    for (const size of [low, wide]) {
      const state = { ...sceneAt(size), modal: null, help: null, palette: null };
      const rows = drawn(state);
      const shown = [...commandsShownIn(rows), ...(state.toast?.commands ?? [])];
      if (name in more && size === wide) expect(shown).not.toEqual([]);
      // In a text field Y is a letter.
      if (shown.length === 0 || keysOn(state, screenOf(state)).typing !== undefined) continue;
      const times = commandsShown(state).length;
      const { work } = press(state, ...Array.from({ length: times }, () => 'Y'));
      const copied = work.flatMap(one => (one.type === 'copy' ? one.text : []));
      expect(copied).toEqual(expect.arrayContaining(shown));
      const printed = withoutBlanks(
        [...rows.map(row => row.map(textOfPiece).join('')), state.toast?.text ?? ''].join(''),
      );
      for (const command of shown) expect(printed).toContain(withoutBlanks(command));
    }
  });

  test('is there to be copied on every screen', () => {
    const screensWith = Object.values(all)
      .map(sceneAt => sceneAt(wide))
      .filter(state => commandsShownIn(drawn(state)).length > 0)
      .map(screenOf);
    expect([...new Set(screensWith)].sort()).toEqual(Object.keys(screens).sort());
  });
});

test.each(Object.entries(scenes))('%s holds at every size and in every style', (_, sceneAt) => {
  const drawn = sizes.flatMap(size =>
    Object.keys(styles).map(style => ({
      ...draw(sceneAt({ ...size, linear: style === 'screen reader' }), styles[style]?.options),
      size,
      style,
      where: `${sizeName(size)}, ${style}`,
    })),
  );
  // A selection that is visible on the largest screen is visible on all of them. A page that scrolls marks
  // a command only while the command is in sight.
  const isPage = screenOf(sceneAt({ columns: 80, rows: 24 })) === 'troubleshooting';
  const hasPointer = !isPage && pointsAt(drawn.at(-1)?.rows ?? []);
  for (const { rows, frame, size, style, where } of drawn) {
    // A screen reader gets no blank rows between the last line and the keys.
    if (style === 'screen reader') expect(rows.length, where).toBeLessThan(size.rows);
    else expect(rows.length, where).toBe(size.rows - 1);
    for (const row of rows) expect(widthOf(row), where).toBeLessThanOrEqual(size.columns);
    expect(rows[0], where).toMatch(/^bp-auth/);
    expect(rows.at(-1), where).toMatch(/help|cancel|close/);
    // However little room a footer has, the way out is in it.
    expect(rows.at(-1), where).toMatch(/\besc |\bEsc|q quit|cancel|done/i);
    if (hasPointer) expect(pointsAt(rows), `${where}\n${frame}`).toBe(true);
    expect(harmfulIn(frame), where).toEqual([]);
    expect(withoutNames(frame), where).not.toMatch(styles[style]?.without ?? nothing);
    expect(frame, where).not.toContain(owner);
    expect(frame, where).not.toContain('bp_pat_expired');
  }
});

/** The frame without the non-ASCII letters of profile names, which every style keeps. */
function withoutNames(frame: string): string {
  return [...frame].filter(letter => letter < '\u0080' || !ofNames.has(letter)).join('');
}

/** What a frame may not contain: control bytes other than the codes for style and cursor. */
function harmfulIn(frame: string): string[] {
  const rest = frame.replace(/\u001b\[[\d;]*m/g, '').replaceAll('\n', '');
  return rest.match(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g) ?? [];
}

describe('the screens', () => {
  const at80 = { columns: 80, rows: 24 };
  const seen = (scene: keyof typeof scenes, size = at80) =>
    draw(scenes[scene]?.(size) as UiState).rows.join('\n');

  test('say every state in a word beside its icon', () => {
    const text = seen('profiles', { columns: 120, rows: 40 });
    for (const word of ['✓ ok', '✗ rejected', '⊘ forbidden', '▲ offline', '○ not checked']) {
      expect(text).toContain(word);
    }
  });

  test.each([
    ['the browser brought is pointed out', 'browser', 'me@example.com', true],
    ['is of another profile is not', 'browser', account.email, false],
    ['was pasted is not', 'paste', 'me@example.com', false],
  ] as const)('an account that %s, before anything is stored', (_, way, accountEmail, isSaid) => {
    const options = { size: at80, profiles: { mine: profile('mine', { accountEmail }) } };
    const came = { type: 'login.received', token: owner, variable: null } as const;
    const asked =
      way === 'paste'
        ? askedWith(at80, options)
        : play(press(worldWith(options), 'n', 'tab', 'enter', 'enter').state, came).state;
    const named = play(press(play(asked, ...listing).state, 'enter').state, proven).state;
    const text = draw(named).rows.join('\n');
    expect(text).toContain(account.email);
    expect(text.includes('This account is new here')).toBe(isSaid);
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
    expect(rowOf('workspace    Team dev', { columns: 220, rows: 60 })).toBeLessThan(10);
    expect(rowOf('workspace    Team dev', at80)).toBeGreaterThan(14);
    expect(rowOf('workspace    Team dev', { columns: 40, rows: 10 })).toBe(-1);
  });

  test('show in the list what a filter found, wherever that was', () => {
    expect(seen('a filter that finds by account')).toMatch(/❯ ● dev +Team dev · owner@exa/);
    expect(seen('a filter that finds by account')).toContain('3 of 3 match owner@  (esc clears)');
  });

  test('show in the title how the list is sorted, and how far a verification has come', () => {
    expect(seen('profiles by state, being verified')).toMatch(
      /^Profiles {2}9\/9 {2}by state {2}verifying ░+ 0 of 9/m,
    );
  });

  test('show the directories of a profile, its last use, and that it looks like production', () => {
    const text = seen('profiles of directories', { columns: 120, rows: 40 });
    expect(text).toMatch(/^❯ ● acme-prod ⌂ /m);
    expect(text).toContain('used in      /work/acme, /work/世界');
    expect(text).toContain('last used    2026-11-20  2 d ago');
    expect(text).toContain('This profile looks like production: P protects it.');
  });

  test('say what the project here has to do with it', () => {
    expect(seen('profiles in the project of one').replace(/\s+/g, ' ')).toContain(
      'The project here belongs to this profile’s workspace: press b to bind the directory.',
    );
    const text = seen('profiles in the project of another');
    expect(text).toContain('▲ project differs');
    expect(text).toContain('bp-auth profiles bind prod /work/here');
    const workspace = press(
      scenes['profiles in the project of another']?.(at80) as UiState,
      'w',
      'G',
    );
    expect(draw(workspace.state).rows.join('\n')).toContain('bp-auth profiles bind prod');
  });

  test('say a bot’s id once', () => {
    const bot = profile('bot', { kind: 'bot', botId: 'bot_acme' });
    const { rows } = draw(worldWith({ profiles: { bot }, active: 'bot' }));
    expect(rows[0]).toMatch(/^bp-auth {2}bot → bot bot_acme +api\.botpress\.cloud$/);
  });

  test('never cut an id', () => {
    for (const size of sizes) {
      expect(seen('login, workspaces coming', size)).toMatch(/ws_blocked {2}✗ blocked/);
    }
  });

  test('explain an empty list, an empty match and an unreadable store', () => {
    expect(seen('no profiles')).toContain('n logs in: in the browser');
    const first = seen('no profiles, and some to import');
    expect(first).toContain('Found 2 profiles of the ADK: default, bare.');
    expect(first).toContain('Found a token in $BP_TOKEN or $BOTPRESS_TOKEN: the login can use it.');
    expect(seen('a filter without a match')).toContain('Esc clears the filter');
    expect(seen('an unreadable store')).toContain('line 3, column 7');
    expect(seen('an unreadable store')).toContain('doctor --repair');
    expect(seen('an unreadable store')).toContain('bp-auth  the profiles cannot be read');
    expect(seen('an unreadable store')).toMatch(/^Profiles$/m);
  });

  test('say that there is more to a question than there is room for', () => {
    const text = seen('a question that wants a name', { columns: 40, rows: 10 });
    expect(text).toMatch(/ …\nType prod to confirm:/);
    expect(seen('a question that wants a name')).not.toContain('…');
  });

  test.each<[columns: number, rows: number]>([
    [80, 20],
    [80, 24],
    [100, 30],
    [200, 60],
  ])('a question leaves the row that it is about in sight, at %d by %d', (columns, rows) => {
    const many = Object.fromEntries(
      Array.from({ length: 40 }, (_, n) => [`p${n}`, profile(`p${n}`, { protected: true })]),
    );
    const world = worldWith({ profiles: many, active: 'p0', size: { columns, rows } });
    const asked = press(world, ...Array.from({ length: 25 }, () => 'j'), 'd').state;
    const shown = draw(asked).rows.join('\n');
    expect(shown).toContain('Remove p25?');
    expect(shown).toContain('Type p25 to confirm');
    expect(shown).toMatch(/❯ . p25 /);
  });

  test('veil a token that is pasted where none is expected, and keep its length', () => {
    expect(seen('a token in the filter')).toMatch(/bp_pat_•{16} /);
    expect(seen('a token as a new name')).toMatch(/bp_pat_•{16}/);
  });

  test('show a token by kind and length only while it is typed', () => {
    expect(seen('login, token')).toContain('bp_pat_… (23 characters)');
    expect(seen('login, token')).not.toContain('#');
  });

  test('offer in the footer what the keymap has, and the help always', () => {
    expect(draw(worldWith()).rows.at(-1)).toMatch(
      /^enter use {2}n login .*: actions {2}\? help *$/,
    );
    expect(draw(worldWith({ size: { columns: 40, rows: 10 } })).rows.at(-1)).toMatch(
      /^enter use .*: actions {2}\? help *$/,
    );
  });

  test('show what went wrong even where there is hardly any room', () => {
    const text = seen('login, refused', { columns: 40, rows: 10 });
    expect(text).toContain('cannot be');
    expect(text).toContain('Check the API URL');
  });

  test.each(
    ['login, rejected', 'login again, rejected'].flatMap(scene =>
      [...sizes, { columns: 80, rows: 16 }].map(size => [scene, sizeName(size), size] as const),
    ),
  )('show the error of %s whole or with a mark, and the field, at %s', (scene, _, size) => {
    const rows = draw(scenes[scene]?.(size) as UiState).rows.map(row => row.trim());
    const text = rows.join(' ');
    expect(rows.some(row => row.startsWith('❯'))).toBe(true);
    if (size.rows > 10) {
      expect(text).toContain('has expired (401 Unauthorized)');
      expect(text).toContain('Paste another token');
    } else expect(text).toMatch(/↓ \d+ more/);
  });

  test('say which tokens a demo accepts, and why no browser opens', () => {
    const text = seen('login, in a demo');
    expect(text).toContain('Tab puts in a sample token: that of owner@example.com');
    expect(text).toContain('No browser opens');
    expect(text).not.toContain('botpress.cloud/profile');
  });

  test('do not call two tokens in one a good one', () => {
    expect(seen('login, two tokens in one')).toContain('▲ Two tokens in one');
    expect(seen('login, two tokens in one')).not.toContain('✓');
    expect(seen('login, rejected before')).toContain('The last token was rejected: bp_pat_…');
  });

  test.each(sizes.map(size => [sizeName(size), size] as const))(
    'make room for a long error, which lies over nothing, at %s',
    (_, size) => {
      const world = press(allChecked(worldWith({ profiles, size })), 'G').state;
      const { state } = play(world, { type: 'write.failed', error });
      const rows = draw(state).rows.map(row => row.trimEnd());
      const lines = wrapped(
        `${error.message}. ${error.hint}`.replace(evil, 'Evil gnp'),
        size.columns - 2,
      );
      const shown = lines
        .slice(0, 3)
        .map((line, index) => (index === 0 ? `✗ ${line}` : `  ${line}`));
      expect(rows.slice(-1 - shown.length, -1)).toEqual(shown);
      expect(rows.join('\n')).toMatch(/❯ +x{8}/);
    },
  );

  test.each(sizes.map(size => [sizeName(size), size] as const))(
    'show the address of the login page whole at %s',
    (_, size) => {
      for (const scene of ['login, the browser is waited for', 'login, no browser was opened']) {
        const rows = draw(scenes[scene]?.(size) as UiState).rows.map(row => row.trimEnd());
        expect(rows.join('')).toMatch(
          /cli-login\?redirect=http%3A%2F%2F127\.0\.0\.1%3A45123%2Fx{32}/,
        );
      }
    },
  );

  test('tell a terminal that is too small so', () => {
    const { rows } = draw(worldWith({ size: { columns: 39, rows: 9 } }));
    expect(rows.join(' ')).toContain('too small (39 by 9)');
    expect(rows.length).toBeLessThan(9);
  });
});

test('a screen reader hears rows whole, states as words, and not the blanks that make columns', () => {
  const size = { columns: 80, rows: 24 };
  const { rows } = draw(allChecked(worldWith({ profiles, size })), { screenReader: true });
  expect(rows.join('\n')).toMatch(/^active: dev, Team dev, ok, just now, selected$/m);
  expect(rows.join('\n')).toMatch(/^expired, .*rejected, just now$/m);
  expect(rows[0]).toBe('bp-auth  dev to Team dev (ws_dev)  api.botpress.cloud');
  const steps = draw(press(worldWith({ size }), 'n', 'tab', 'enter').state, { screenReader: true });
  expect(steps.frame).toContain('where to selected: how to token');
});
