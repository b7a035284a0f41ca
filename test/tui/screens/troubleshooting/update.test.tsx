// The troubleshooting screen: the verdict on top, the keys that carry out the fixes, and the pages
// that are shown in place of the diagnosis.
import { describe, expect, test } from 'vitest';
import { chain } from '../../../../source/diagnosis/chain.ts';
import type { Deed, Described, Diagnosis, Fix } from '../../../../source/diagnosis/diagnosis.ts';
import type { Practice } from '../../../../source/diagnosis/practices/practice.ts';
import { AppError } from '../../../../source/errors.ts';
import { screenOf, type UiState } from '../../../../source/tui/kernel/state.ts';
import type { Size } from '../../../../source/tui/look/layout.ts';
import { maxText } from '../../../../source/tui/screens/troubleshooting/paste.ts';
import { widthOf } from '../../../../source/tui/text/width.ts';
import { draw } from '../../easel.tsx';
import { homeWith, owner, paste, play, press, profile, type, worldWith } from '../../world.ts';

const at80: Size = { columns: 80, rows: 24 };
const at40: Size = { columns: 40, rows: 10 };

const fix = (title: string, deed?: Deed): Fix => ({
  title,
  command: `bp-auth ${title.toLowerCase()}`,
  ...(deed === undefined ? {} : { deed }),
});
const login: Deed = { type: 'login', apiUrl: 'https://api.botpress.cloud', keyTarget: null };

function diagnosisWith(...fixes: Fix[]): Diagnosis {
  const ended = chain.map(({ id, title }) => {
    const status = id === 'authenticated' ? ('fail' as const) : ('pass' as const);
    return { id, title, status, because: 'The API answered 401', ms: 12, detail: null };
  });
  const described: Described = {
    schema: 1,
    verdict: 'fail',
    rootCause: {
      id: 'token-rejected',
      title: 'The API does not accept the token',
      confidence: 'certain',
      evidence: ['GET /v1/admin/account/me: 401 Unauthorized'],
      fixes,
    },
    alternatives: [],
    identity: {
      ...{ profile: 'dev', kind: 'pat', tokenFingerprint: null, account: null, accountId: null },
      ...{ workspaceId: 'ws_dev', workspaceName: null, botId: null, integrationId: null },
      role: null,
    },
    resolution: [],
    checks: ended.map(check => ({ ...check, blockedBy: null })),
  };
  return { ...described, forReport: described };
}

const opened = (size = at80) => press(worldWith({ size }), 'x').state;

function diagnosed(fixes: Fix[], size = at80): UiState {
  const diagnosis = diagnosisWith(...fixes);
  return play(opened(size), { type: 'troubleshooting.done', diagnosis }).state;
}

const text = (state: UiState) => draw(state).rows.join('\n');

describe('the verdict', () => {
  const failed = (id: string) => {
    const { checks } = diagnosisWith();
    const check = checks.find(other => other.id === id);
    if (check === undefined) throw new Error(`There is no check ${id}`);
    return { type: 'troubleshooting.check', check: { ...check, status: 'fail' as const } } as const;
  };
  const passed = (count: number) =>
    diagnosisWith()
      .checks.slice(0, count)
      .map(check => ({ type: 'troubleshooting.check', check }) as const);

  test('stands on top as soon as nothing before it can be the cause', () => {
    const at = chain.findIndex(({ id }) => id === 'api-url');
    const early = play(opened(), failed('api-url')).state;
    expect(draw(early).rows[4]).toContain('Looking for the cause');
    const { state } = play(early, ...passed(at));
    expect(draw(state).rows[4]).toMatch(/^✗ API URL.*: The API answered 401/);
    expect(draw(state).rows[5]).toContain('Finding out what to do');
  });

  test('that all is well says whether permissions were checked', () => {
    const { rootCause: _, ...sound } = diagnosisWith();
    const ok: Described = { ...sound, verdict: 'ok', rootCause: null };
    const done = { type: 'troubleshooting.done', diagnosis: { ...ok, forReport: ok } } as const;
    const open = play(opened(), done).state;
    expect(text(open)).toContain('Permissions were not checked; f checks them for one action');
    const chosen = press(press(opened(), 'f').state, 'down', 'enter').state;
    expect(text(play(chosen, done).state)).not.toContain('not checked');
  });

  test('shows checks as they run: icon, word and time', () => {
    const [first] = passed(1);
    const running = { id: 'config', title: 'config.json', status: 'running' } as const;
    const { state } = play(opened(), ...(first === undefined ? [] : [first]), {
      type: 'troubleshooting.check',
      check: running,
    });
    expect(text(state)).toMatch(/✓ Which credentials apply +ok 12 ms/);
    expect(text(state)).toMatch(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] config\.json +running/);
  });
});

describe('the fixes', () => {
  test('have the numbers of their keys; the others only their command', () => {
    const state = diagnosed([
      fix('Unset it'),
      fix('Log in', login),
      fix('Repair', { type: 'repair' }),
    ]);
    expect(text(state)).toMatch(/· Unset it\n❯ +bp-auth unset it/);
    expect(text(state)).toMatch(/1 Log in\n +bp-auth log in/);
    expect(text(state)).toContain('2 Repair');
    expect(draw(state).rows.at(-1)).toMatch(/^1 log in {2}2 repair/);
  });

  test('are done or copied as they are printed: the marked one', () => {
    const shell = fix('Unset it');
    const state = diagnosed([shell, fix('Log in', login), { ...shell, title: 'The same' }]);
    const copied = (keys: string[]) => press(state, ...keys).work;
    const unset = { type: 'copy', text: 'bp-auth unset it', what: 'the command' };
    expect(copied(['y'])).toEqual([unset]);
    expect(copied(['tab', 'y'])).toMatchObject([{ text: 'bp-auth log in' }]);
    // Tab on the last fix goes to the first, and Shift+Tab on the first to the last.
    expect(copied(['tab', 'tab', 'y'])).toEqual([unset]);
    expect(copied(['shift+tab', 'y'])).toMatchObject([{ text: 'bp-auth log in' }]);
    expect(copied(['enter'])).toEqual([{ ...unset, next: 'paste it into your shell' }]);
    expect(screenOf(press(state, 'tab', 'enter').state)).toBe('login');
    expect(text(press(state, 'tab').state)).toMatch(/\n❯ +bp-auth log in/);
  });

  test('a command below what is seen is scrolled to', () => {
    const state = diagnosed(
      Array.from({ length: 12 }, (_, at) => fix(`Fix ${at}`)),
      at40,
    );
    const last = press(state, 'shift+tab').state;
    expect(text(state)).not.toContain('bp-auth fix 11');
    expect(text(last)).toMatch(/❯ +bp-auth fix 11/);
    expect(text(press(last, 'tab').state)).toMatch(/❯ +bp-auth fix 0/);
  });

  test('are no keys before they are there', () => {
    expect(press(opened(), '1').work).toEqual([]);
    expect(screenOf(press(opened(), '1').state)).toBe('troubleshooting');
  });

  test('a login begins for this profile at its API, and waits for browser or paste', () => {
    const { state, work } = press(diagnosed([fix('Log in', login)]), '1');
    expect(screenOf(state)).toBe('login');
    expect(state.screens.login).toMatchObject({ step: 'token', wantedName: 'dev' });
    expect(work).toEqual([
      { type: 'login.browser', apiUrl: 'https://api.botpress.cloud', launch: true },
    ]);
    expect(screenOf(press(state, 'esc').state)).toBe('troubleshooting');
  });

  test('a login begun for one profile is not gone on with from the list', () => {
    const there = press(diagnosed([fix('Log in', login)]), '1', 'esc', 'esc', 'n').state;
    expect(there.screens.login).toMatchObject({ step: 'how', wantedName: undefined });
  });

  test('a URL that cannot be used is not taken along to the form', () => {
    const broken = worldWith({ profiles: { dev: profile('dev', { apiUrl: 'http://x y' }) } });
    const { state } = press(press(broken, 'x').state, 'n');
    expect(state.screens.login?.step).toBe('token');
  });

  test('the checks run again once the login is done, under whatever name', () => {
    const away = press(diagnosed([fix('Log in', login)]), '1').state;
    const home = homeWith({ profiles: { fresh: profile('fresh') }, active: 'fresh' });
    if (home.state === 'failed') throw home.error;
    const plan = { name: 'fresh', replaces: null, otherAccount: false, takenName: null };
    const saved = { state: home.stored, plan, left: [] };
    const done = play(away, { type: 'home.loaded', home }, { type: 'login.saved', saved });
    expect(done.work).toContainEqual(expect.objectContaining({ type: 'diagnose', name: 'fresh' }));
    const back = press(done.state, 'enter').state;
    expect(text(back)).toContain('fresh › Troubleshooting');
  });

  test('a login elsewhere does not make them run', () => {
    const left = press(diagnosed([fix('Log in', login)]), '1', 'esc', 'esc').state;
    const { stored } = left.shared.home as Extract<UiState['shared']['home'], { state: 'ready' }>;
    const plan = { name: 'dev', replaces: null, otherAccount: false, takenName: null };
    const { work } = play(left, { type: 'login.saved', saved: { state: stored, plan, left: [] } });
    expect(work.map(item => item.type)).not.toContain('diagnose');
  });

  const move: Deed = { type: 'workspace', id: 'ws_2', name: 'Second' };

  test('another workspace is asked about first; Cancel is the default', () => {
    const asked = press(diagnosed([fix('Use it', move)]), '1').state;
    expect(text(asked)).toContain('It will use Second (ws_2)');
    expect(press(asked, 'enter').work).toEqual([]);
    expect(press(asked, 'right', 'enter').work).toEqual([
      expect.objectContaining({ type: 'workspace.switchTo', name: 'dev', workspaceId: 'ws_2' }),
    ]);
  });

  test('a protected profile wants its name typed before it is moved', () => {
    const world = worldWith({ active: 'prod' });
    const there = play(press(world, 'x').state, {
      type: 'troubleshooting.done',
      diagnosis: diagnosisWith(fix('Use it', move)),
    }).state;
    const asked = press(there, '1').state;
    expect(press(asked, 'enter').work).toEqual([]);
    expect(press(type(asked, 'prod').state, 'enter').work).toHaveLength(1);
  });

  test('repairs are named before they are made, and looked at afterwards', () => {
    const planned = press(diagnosed([fix('Repair', { type: 'repair' })]), '1');
    expect(planned.work).toEqual([{ type: 'repairs.plan' }]);
    const repairs = [{ id: 'modes', title: 'Make private: config.json' }];
    const asked = play(planned.state, { type: 'troubleshooting.repairs', repairs }).state;
    expect(text(asked)).toContain('Make private: config.json');
    const agreed = press(asked, 'right', 'enter');
    expect(agreed.work).toEqual([{ type: 'repairs.apply', ids: ['modes'] }]);
    const { state, work } = play(agreed.state, {
      type: 'troubleshooting.mended',
      text: 'Repaired',
    });
    expect(work.map(item => item.type)).toEqual(['diagnose', 'profile.verify']);
    expect(state.toast?.text).toBe('Repaired');
  });

  test('say so where there is nothing to repair', () => {
    const { state } = play(opened(), { type: 'troubleshooting.repairs', repairs: [] });
    expect(state.modal).toBeNull();
    expect(state.toast?.text).toContain('nothing that can be repaired');
  });

  test('what it may do, kinds, and looking again', () => {
    const state = diagnosed([
      fix('Inspect', { type: 'inspect' }),
      fix('Kinds', { type: 'scopes' }),
      fix('Again', { type: 'again', first: 'Try' }),
    ]);
    expect(screenOf(press(state, '1').state)).toBe('workspace');
    expect(text(press(state, '2').state)).toContain('401 Unauthorized');
    expect(press(state, '3').work.map(item => item.type)).toEqual(['diagnose']);
  });
});

describe('the page where tokens are made', () => {
  test('is opened for Botpress’s API, and shown where no browser starts', () => {
    const address = 'https://app.botpress.cloud/profile/tokens';
    const { state, work } = press(diagnosed([]), 'o');
    expect(work).toEqual([{ type: 'page.open', address }]);
    const said = play(state, { type: 'page.opened', address, opened: false });
    expect(said.state.toast).toMatchObject({ until: null, text: expect.stringContaining(address) });
  });

  test.each(['http://127.0.0.1:4000', 'https://bots.example.com', 'nonsense'])(
    'is not known for %s',
    apiUrl => {
      const world = worldWith({ profiles: { dev: profile('dev', { apiUrl }) } });
      const { state, work } = press(press(world, 'x').state, 'o');
      expect(work).toEqual([]);
      expect(state.toast?.text).toContain('not known');
    },
  );
});

describe('explaining', () => {
  const pasted = `HTTP/2 403\r\nAuthorization: Bearer ${owner}\r\n{"id":"err_abcd1234","code":403,"type":"Forbidden","message":"no"}\r\n`;
  const box = (size = at80) => press(opened(size), 'e').state;

  test('takes a paste of several lines as one, and shows no token', () => {
    for (const size of [at80, at40]) {
      const { state, work } = paste(box(size), pasted);
      expect(work).toEqual([]);
      const { frame } = draw(state);
      expect(frame).not.toContain(owner);
      expect(frame).toContain('masked');
      expect(frame).toContain('Forbidden');
    }
  });

  test('Enter says what it means, what to do about the token, and keeps nothing of it', () => {
    const { state } = press(paste(box(), pasted).state, 'enter');
    const shown = text(state);
    expect(shown).toContain('403 Forbidden');
    expect(text(press(state, 'G').state)).toContain('err_abcd1234');
    expect(shown).toContain('tokens rotate');
    expect(JSON.stringify(state.screens.troubleshooting)).not.toContain(owner);
  });

  test('what it advises is about the profile of the screen', () => {
    const { state } = press(paste(box(), '403 Forbidden').state, 'enter');
    expect(state.screens.troubleshooting?.name).toBe('dev');
    expect(text(state)).toContain('bp-auth doctor --for deploy --profile dev');
  });

  test('a token typed key by key is masked as well', () => {
    expect(draw(type(box(), `x ${owner}`).state).frame).not.toContain(owner.slice(0, 12));
  });

  test('letters are text, Backspace and Ctrl+U take it away, and nothing is nothing to explain', () => {
    const typed = type(box(), 'q 401?').state;
    expect(text(typed)).toContain('q 401?');
    expect(text(press(typed, 'backspace').state)).not.toContain('401?');
    const empty = press(typed, 'ctrl+u', 'enter').state;
    expect(empty.screens.troubleshooting?.panel?.type).toBe('paste');
    expect(empty.toast?.text).toBe('Paste something first');
  });

  test('the longest paste is cut off, and that is said', () => {
    const { state } = paste(paste(box(), 'x'.repeat(60_000)).state, 'y'.repeat(60_000));
    const { panel } = state.screens.troubleshooting ?? {};
    expect(panel?.type === 'paste' && panel.paste.text.length).toBe(maxText);
    expect(text(state)).toContain('Text cut off at 65536');
  });

  test('the answer scrolls, Esc goes back to the checks, e takes another', () => {
    const answer = press(paste(box(at40), pasted).state, 'enter').state;
    expect(text(press(answer, 'G').state)).not.toBe(text(answer));
    expect(press(answer, 'e').state.screens.troubleshooting?.panel?.type).toBe('paste');
    const back = press(answer, 'esc').state;
    expect(screenOf(back)).toBe('troubleshooting');
    expect(back.screens.troubleshooting?.panel).toBeNull();
  });
});

describe('the reference and the report', () => {
  test('401 and 403, the documentation’s tables, and the kind for each task', () => {
    const state = press(opened({ columns: 80, rows: 500 }), 'i').state;
    const shown = text(state);
    for (const wanted of [
      '401 Unauthorized',
      '403 Forbidden',
      '403 QuotaExceeded',
      'Signs of it',
      'To be sure',
    ]) {
      expect(shown).toContain(wanted);
    }
    expect(shown).toContain('Cannot modify bot configuration');
    expect(shown).toContain('View and manage billing');
    expect(shown).toContain('What an integration key may do');
  });

  test('the report waits for the verdict', () => {
    expect(press(opened(), 'p').state.toast?.text).toBe('The checks are still running');
    const { state, work } = press(diagnosed([]), 'p');
    expect(work).toMatchObject([{ type: 'report' }]);
    const shown = play(state, { type: 'troubleshooting.reported', text: 'verdict fail\n  GET' });
    expect(text(shown.state)).toContain('verdict fail');
    expect(press(shown.state, 'y').work).toMatchObject([
      { type: 'copy', text: 'verdict fail\n  GET', what: 'the report' },
    ]);
    expect(press(shown.state, 'esc').state.screens.troubleshooting?.panel).toBeNull();
  });
});

describe.each([
  ['80×24', at80],
  ['40×10', at40],
])('every page holds at %s', (_, size) => {
  const long = fix(`Log in ${'again '.repeat(30)}`, login);
  const report = 'x '.repeat(300);
  const scenes: Record<string, UiState> = {
    verdict: diagnosed([long, fix('Other')], size),
    'what for': press(opened(size), 'f', 'G').state,
    paste: paste(press(opened(size), 'e').state, 'x\n'.repeat(200)).state,
    explained: press(paste(press(opened(size), 'e').state, '401\u001b[2J').state, 'enter').state,
    reference: press(opened(size), 'i', 'pagedown').state,
    report: play(opened(size), { type: 'troubleshooting.reported', text: report }).state,
    question: press(
      diagnosed([fix('Use it', { type: 'workspace', id: 'ws_2', name: '\u001b[2JTwo' })], size),
      '1',
    ).state,
  };
  test.each(Object.entries(scenes))('%s', (_name, state) => {
    const { rows, frame } = draw(state);
    expect(rows.length).toBe(size.rows - 1);
    for (const row of rows) expect(widthOf(row)).toBeLessThanOrEqual(size.columns);
    expect(rows.at(-1)).toMatch(/\S/);
    expect(frame).not.toContain('\u001b[2J');
  });
});

describe('the checklist', () => {
  const practice = (more: Partial<Practice>): Practice => ({
    ...{ id: 'x', number: 1, title: 'Only you can read tokens', status: 'ok', says: 'They are' },
    ...{ items: [], fixes: [] },
    ...more,
  });
  const wanting = practice({
    ...{
      number: null,
      title: 'Production profiles are protected',
      status: 'warn',
      says: 'These production profiles are not protected',
    },
    items: ['prod', 'b', 'c', 'd', 'e', 'f', 'g'],
    fixes: [
      { title: 'By hand', command: 'chmod 600 .env' },
      {
        title: 'Protect prod',
        command: 'bp-auth profiles protect prod',
        deed: { type: 'protect', name: 'prod' },
      },
      { title: 'Rotate', command: 'bp-auth tokens rotate', deed: { type: 'tokens', name: 'acme' } },
    ],
  });
  const practices = [practice({}), wanting];
  const done = { type: 'troubleshooting.checklist.done', practices } as const;
  const listed = () => play(press(opened(), 'c').state, done).state;

  test('c looks around, and says how one stands', () => {
    const looking = press(opened(), 'c');
    expect(looking.work).toEqual([{ type: 'checklist' }]);
    expect(text(looking.state)).toContain('checking');
    const shown = text(listed());
    expect(shown).toMatch(/✓ ok: 1\. Only you can read tokens/);
    expect(shown).toMatch(/▲ do this: Production profiles are protected/);
    expect(shown).toContain('and 1 more');
    expect(text(press(listed(), 'G').state)).toMatch(
      /· By hand\n❯ +chmod 600 \.env\n +1 Protect prod/,
    );
  });

  test('has a key for each thing that can be done from here, and looks again afterwards', () => {
    const protecting = press(listed(), '1');
    expect(protecting.work).toEqual([{ type: 'profile.protect', name: 'prod', on: true }]);
    const { state, work } = play(protecting.state, {
      type: 'profiles.protected',
      name: 'prod',
      on: true,
    });
    expect(work).toContainEqual({ type: 'checklist' });
    expect(text(state)).toContain('Production profiles are protected');
    expect(screenOf(press(listed(), '2').state)).toBe('tokens');
  });

  test('says why it could not be made, goes away with Esc, and drops what comes too late', () => {
    const error = new AppError('config-unreadable', 'config.json cannot be read', {
      hint: 'Repair it',
    });
    const looking = press(opened(), 'c').state;
    const failed = play(looking, { type: 'troubleshooting.checklist.failed', error }).state;
    expect(text(failed)).toContain('config.json cannot be read');
    const closed = press(failed, 'esc').state;
    expect(text(closed)).toContain('dev › Troubleshooting');
    expect(text(play(closed, done).state)).not.toContain('do this');
  });
});
