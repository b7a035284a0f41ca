// What applies here, as shown after each change: the UI names what takes precedence over the changed
// profile, if anything does.
import { describe, expect, test } from 'vitest';
import type { Saved } from '../../../source/login/save.ts';
import type { Message } from '../../../source/tui/contract/messages.ts';
import type { UiState } from '../../../source/tui/kernel/state.ts';
import { draw } from '../easel.tsx';
import {
  homeWith,
  owner,
  play,
  press,
  profile,
  samples,
  type WorldOptions,
  worldWith,
} from '../world.ts';

const here = '/work/here';
const cwd = [here, '/work'];
const bpUnit = { BP_TOKEN: owner, BP_WORKSPACE_ID: 'ws_x' };
const botpressUnit = { BOTPRESS_TOKEN: owner, BOTPRESS_WORKSPACE_ID: 'ws_x' };

type Situation = [
  title: string,
  world: WorldOptions,
  /**
   * The message; null if there is none. `instead` is “here, not NAME” if the profile NAME was meant
   * to apply, else “here”.
   */
  says: ((instead: string) => string) | null,
  /** The profile that applies; null for credentials of the environment. */
  applies: string | null,
];

/** The profile prod is active, or becomes active. */
const situations: Situation[] = [
  ['nothing else', {}, null, 'prod'],
  [
    'this directory',
    { cwd, directories: { [here]: 'acme' } },
    instead =>
      `acme applies ${instead}: it is bound to /work/here. Press b on acme to unbind this directory`,
    'acme',
  ],
  [
    'a directory above',
    { cwd, directories: { '/work': 'acme' } },
    instead =>
      `acme applies ${instead}: it is bound to /work. To end that: bp-auth profiles unbind /work`,
    'acme',
  ],
  [
    'a nearer directory',
    { cwd, directories: { [here]: 'acme', '/work': 'dev' } },
    instead =>
      `acme applies ${instead}: it is bound to /work/here; next would be dev, bound to /work. To end that: bp-auth profiles unbind /work/here; bp-auth profiles unbind /work`,
    'acme',
  ],
  [
    'BP_PROFILE',
    { env: { BP_PROFILE: 'acme' } },
    instead =>
      `acme applies ${instead}: BP_PROFILE names it. To end that, quit and run: unset BP_PROFILE`,
    'acme',
  ],
  [
    'a unit of BP_ variables',
    { env: bpUnit },
    instead =>
      `BP_TOKEN, BP_WORKSPACE_ID in the environment apply ${instead}. To end that, quit and run: unset BP_TOKEN BP_WORKSPACE_ID`,
    null,
  ],
  [
    'a unit of BOTPRESS_ variables',
    { env: botpressUnit },
    instead =>
      `BOTPRESS_TOKEN, BOTPRESS_WORKSPACE_ID in the environment apply ${instead}. To end that, quit and run: unset BOTPRESS_TOKEN BOTPRESS_WORKSPACE_ID`,
    null,
  ],
  [
    'a unit and this directory',
    { env: bpUnit, cwd, directories: { [here]: 'acme' } },
    instead =>
      `BP_TOKEN, BP_WORKSPACE_ID in the environment apply ${instead}; next would be acme, bound to /work/here. To end that, quit and run: unset BP_TOKEN BP_WORKSPACE_ID; bp-auth profiles unbind /work/here`,
    null,
  ],
  [
    '--profile',
    { flag: 'acme' },
    instead =>
      `acme applies ${instead}: bp-auth was started with --profile. The flag applies until you quit bp-auth`,
    'acme',
  ],
];

/** The UI after the store has changed and the message has reported the change. */
function after(state: UiState, world: WorldOptions, message: Message): UiState {
  return play(state, { type: 'home.loaded', home: homeWith(world) }, message).state;
}

const began = (world: WorldOptions) => worldWith({ ...world, active: 'dev' });

describe.each(situations)('with %s', (_, world, says, applies) => {
  const now = { ...world, active: 'prod' };
  const toast = (message: Message, more: WorldOptions = {}) =>
    after(began(world), { ...now, ...more }, message).toast;

  test('a switch', () => {
    expect(toast({ type: 'profiles.used', name: 'prod' })).toMatchObject(
      says === null
        ? { tone: 'ok', text: 'Now using prod' }
        : { tone: 'warn', text: `prod is active now, but ${says('here, not prod')}` },
    );
  });

  test('a switch to what is active already', () => {
    const state = worldWith({ ...now, previous: 'prod' });
    expect(press(state, '-').state.toast).toMatchObject(
      says === null
        ? { tone: 'info', text: 'prod is in use already' }
        : {
            tone: 'warn',
            text: `prod is the active profile already, but ${says('here, not prod')}`,
          },
    );
  });

  test('a new name', () => {
    const { prod: _, ...others } = samples;
    const more = { profiles: { ...others, qa: profile('prod') }, active: 'qa' };
    const { tone, text } = toast({ type: 'profiles.renamed', from: 'prod', to: 'qa' }, more) ?? {};
    expect(text).toContain('prod is now called qa');
    if (says === null) expect(tone).toBe('ok');
    else
      expect({ tone, text }).toMatchObject({
        tone: 'warn',
        text: expect.stringContaining(`, but ${says('here, not qa')}`),
      });
  });

  test('a removal', () => {
    const { prod: _, ...others } = samples;
    const went = { name: 'prod', files: ['config.json'], sameToken: [], left: [] };
    const removal = { ...went, tokenFingerprint: null, wasActive: false };
    const more = { profiles: others, active: null };
    const home = homeWith({ ...now, ...more });
    if (home.state === 'failed') throw home.error;
    const state = play(
      began(world),
      { type: 'home.loaded', home },
      {
        type: 'profiles.removed',
        removals: [{ ...removal, state: home.stored }],
        failed: [],
        left: [],
        undo: null,
      },
    ).state;
    expect(state.toast).toMatchObject(
      says === null
        ? { tone: 'ok', text: 'Removed prod from config.json' }
        : { tone: 'warn', text: `Removed prod from config.json, but ${says('here')}` },
    );
  });

  test('another workspace of a profile', () => {
    const message = {
      type: 'workspace.switched',
      name: 'prod',
      of: 'prod',
      text: 'prod uses X now',
    } as const;
    expect(toast(message)).toMatchObject(
      says === null
        ? { tone: 'ok', text: 'prod uses X now' }
        : { tone: 'warn', text: `prod uses X now, but ${says('here, not prod')}` },
    );
  });

  test('a login: its page, and the line that stays in the terminal', () => {
    const home = homeWith(now);
    if (home.state === 'failed') throw home.error;
    const plan = { name: 'prod', replaces: null, otherAccount: false, takenName: null };
    const saved = { state: home.stored, plan, left: [] } as Saved;
    const before = worldWith({
      ...world,
      login: {},
      size: { columns: 200, rows: 40 },
    });
    const { state } = play(before, { type: 'home.loaded', home }, { type: 'login.saved', saved });
    const page = draw(state).rows.join('\n');
    const { work } = press(state, 'enter');
    const farewell = work.flatMap(item => (item.type === 'exit' ? item.farewell : [])).join('');
    expect(page).toContain('prod is the active profile now');
    if (says === null) {
      expect(page).not.toContain('here, not prod');
      expect(farewell).toMatch(/^Logged in as .*: profile prod, workspace [^\n]*$/);
    } else {
      expect(page.replaceAll(/\s+/g, ' ')).toContain(says('here, not prod'));
      expect(farewell).toContain('\n');
      expect(farewell).toContain('here, not prod');
    }
  });

  test('the header, the cursor and the mark of the row agree', () => {
    const size = { columns: 80, rows: 24 };
    const { rows } = draw(worldWith({ ...now, size }));
    const wanted = applies ?? 'from the environment';
    expect(rows[0]).toContain(`bp-auth  ${wanted} `);
    const marked = rows.filter(row => /^❯? *[●◉] /.test(row));
    const [cursor] = rows.filter(row => row.startsWith('❯'));
    if (applies === 'prod') {
      expect(marked).toEqual([cursor]);
      expect(cursor).toMatch(/^❯ ● prod/);
    } else if (applies === null) {
      expect(cursor).toMatch(/^❯ ● prod/);
    } else {
      expect(cursor).toMatch(/^❯ ◉ acme/);
      expect(marked.map(row => row.slice(2, 8).trim())).toEqual(['● prod', '◉ acme']);
    }
    // The screen names what overrides the active profile, and says how to end that.
    const text = rows.join(' ').replaceAll(/\s+/g, ' ');
    if (says !== null) expect(text).toContain(says('here'));
  });
});

describe('with bindings', () => {
  const bound = (world: WorldOptions, name: string | null) =>
    after(worldWith(), world, { type: 'profiles.bound', directory: here, name }).toast;

  test.each<[title: string, world: WorldOptions, name: string | null, tone: string, text: string]>([
    [
      'nothing comes before it',
      { cwd, directories: { [here]: 'acme' } },
      'acme',
      'ok',
      'Bound /work/here and all below it to acme',
    ],
    [
      'a variable comes before it',
      { cwd, directories: { [here]: 'acme' }, env: { BP_PROFILE: 'dev' } },
      'acme',
      'warn',
      'Bound /work/here and all below it to acme, but dev applies here, not acme: BP_PROFILE names it. To end that, quit and run: unset BP_PROFILE',
    ],
    [
      'a nearer directory comes before it',
      { cwd: ['/work/here/app', here], directories: { [here]: 'acme', '/work/here/app': 'dev' } },
      'acme',
      'warn',
      'Bound /work/here and all below it to acme, but dev applies here, not acme: it is bound to /work/here/app. To end that: bp-auth profiles unbind /work/here/app',
    ],
    [
      'taken off: the active one',
      { cwd },
      null,
      'ok',
      '/work/here is no longer bound: dev applies here now',
    ],
    [
      'taken off: none is active',
      { cwd, active: null },
      null,
      'warn',
      '/work/here is no longer bound; no profile is active',
    ],
    [
      'taken off: a directory above',
      { cwd, directories: { '/work': 'acme' } },
      null,
      'warn',
      '/work/here is no longer bound, but acme applies here: it is bound to /work. To end that: bp-auth profiles unbind /work',
    ],
  ])('%s', (_, world, name, tone, text) => {
    expect(bound(world, name)).toMatchObject({ tone, text });
  });
});

test('a profile that BP_PROFILE named is gone: nothing works', () => {
  const state = worldWith({ env: { BP_PROFILE: 'qa' } });
  const { toast } = after(
    state,
    { env: { BP_PROFILE: 'qa' } },
    { type: 'profiles.renamed', from: 'qa', to: 'dev' },
  );
  expect(toast).toMatchObject({
    tone: 'warn',
    text: 'qa is now called dev, but nothing works here: BP_PROFILE names qa, and there is no such profile. To end that, quit and run: unset BP_PROFILE',
  });
  expect(draw(state).rows.join('\n')).toContain('Nothing works here: BP_PROFILE names qa');
});

test('the help says what the marks of the list stand for', () => {
  const { rows } = draw(press(worldWith({ size: { columns: 80, rows: 60 } }), '?').state);
  const text = rows.join('\n');
  for (const line of ['● the active profile', '◉ applies here', '◆ protected', '⌂ bound to']) {
    expect(text).toMatch(new RegExp(` ${line.replace(' ', ' +')}`));
  }
});
