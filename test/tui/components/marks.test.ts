// Marks in lists: how they are set, which entries they follow, and that keys act on visible marked entries
// and nothing else.
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../source/errors.ts';
import type { Status } from '../../../source/tokens/status.ts';
import {
  actedOn,
  type Markable,
  type MarkEvent,
  type Marks,
  updateMarks,
  whyHidden,
} from '../../../source/tui/components/marks.ts';
import type { Message } from '../../../source/tui/contract/messages.ts';
import type { UiState } from '../../../source/tui/kernel/state.ts';
import { selectedProfile } from '../../../source/tui/screens/profiles/state.ts';
import { draw } from '../easel.tsx';
import { pats } from '../screens/tokens/samples.ts';
import {
  accepted,
  brokenHome,
  checked,
  homeWith,
  play,
  press,
  profile,
  profilesIn,
  rejected,
  type,
  type WorldOptions,
  worldWith,
} from '../world.ts';

const entry = (name: string, id: string | null = `id-${name}`): Markable => ({ name, id });
const marksOf = (...entries: Markable[]): Marks =>
  new Map(entries.map(({ name, id }) => [name, id]));
const [a, b, c] = [entry('a'), entry('b'), entry('c')];
const read = (...all: Markable[]): MarkEvent => ({ type: 'read', all });

describe('marks', () => {
  test.each<[what: string, before: Markable[], event: MarkEvent, after: Markable[]]>([
    ['one is set', [], { type: 'toggle', entry: a }, [a]],
    ['and one more', [a], { type: 'toggle', entry: b }, [a, b]],
    ['one is taken off', [a, b], { type: 'toggle', entry: a }, [b]],
    ['all that are shown', [a], { type: 'toggle-shown', shown: [a, b] }, [a, b]],
    [
      'all that are shown are marked: none of them',
      [a, b],
      { type: 'toggle-shown', shown: [a, b] },
      [],
    ],
    ['what is not shown keeps its mark', [a, b, c], { type: 'toggle-shown', shown: [a, b] }, [c]],
    ['all of an empty list', [a], { type: 'toggle-shown', shown: [] }, [a]],
    ['all are taken off', [a, b], { type: 'clear' }, []],
    ['read again: nothing new', [a, b], read(a, b, c), [a, b]],
    ['read again in another order', [a, b], read(c, b, a), [a, b]],
    ['one is gone', [a, b], read(b, c), [b]],
    ['all are gone', [a, b], read(), []],
    ['one has another name', [a, b], read(entry('z', 'id-a'), b), [entry('z', 'id-a'), b]],
    ['another has its name now', [a, b], read(entry('a', 'id-new'), b), [b]],
    [
      'two changed names with each other',
      [a],
      read(entry('b', 'id-a'), entry('a', 'id-b')),
      [entry('b', 'id-a')],
    ],
    [
      'its id is there twice, and its name is not',
      [a],
      read(entry('x', 'id-a'), entry('y', 'id-a')),
      [],
    ],
    ['its id is there twice, and its name is', [a], read(a, entry('y', 'id-a')), [a]],
    ['it had no id', [entry('a', null)], read(entry('a', null)), [entry('a', null)]],
    ['it got one', [entry('a', null)], read(a), [a]],
    ['it had no id and is gone', [entry('a', null)], read(entry('b', null)), []],
    ['it has lost its id', [a], read(entry('a', null)), []],
  ])('%s', (_, before, event, after) => {
    expect([...updateMarks(marksOf(...before), event)]).toEqual([...marksOf(...after)]);
  });

  test('stay the same object where nothing has changed', () => {
    const marks = marksOf(a);
    expect(updateMarks(marks, read(a, b))).toBe(marks);
  });
});

test.each<
  [
    marks: Markable[],
    shown: Markable[],
    selected: Markable | null,
    entries: Markable[],
    hidden: number,
  ]
>([
  [[], [a, b], b, [b], 0],
  [[], [], null, [], 0],
  [[a, c], [a, b, c], b, [a, c], 0],
  [[a, c], [c, a], c, [c, a], 0],
  [[a, c], [a, b], b, [a], 1],
  [[a, c], [b], b, [], 2],
])(
  '%j marked, %j shown, on %j: keys act on %j, %i are hidden',
  (marks, shown, selected, entries, hidden) => {
    const targets = actedOn(marksOf(...marks), shown, ({ name }) => name, selected);
    expect(targets).toEqual({ entries, hidden });
    // If all marked entries are hidden, keys act on none, not even on the row under the cursor, and say
    // why.
    expect(whyHidden(targets) !== null).toBe(entries.length === 0 && hidden > 0);
  },
);

describe('in the profile list', () => {
  const profiles = Object.fromEntries(
    ['dev', 'acme', 'old', 'prod', 'live'].map(name => [
      name,
      profile(name, {
        token: `bp_pat_${name}0000000000000`,
        id: `id-${name}`,
        ...(name === 'prod' || name === 'live' ? { protected: true } : {}),
        ...(name === 'acme' || name === 'old' ? { accountEmail: 'second@example.com' } : {}),
      }),
    ]),
  );
  const world = (more: WorldOptions = {}) => worldWith({ profiles, ...more });
  const marked = (state: UiState) => [...profilesIn(state).marks.keys()];
  const asks = (state: UiState) => state.modal?.question;
  const agreed = (state: UiState) => press(press(state, 'tab').state, 'enter');
  const filtered = (state: UiState, text: string) =>
    press(type(press(state, '/').state, text).state, 'enter').state;

  test.each<[keys: string[], marks: string[], on: string]>([
    [['space'], ['dev'], 'acme'],
    [['space', 'space'], ['dev', 'acme'], 'old'],
    [['space', 'up', 'space'], [], 'acme'],
    [['G', 'space', 'space'], [], 'live'],
    [['G', 'space'], ['live'], 'live'],
    [['*'], ['dev', 'acme', 'old', 'prod', 'live'], 'dev'],
    [['*', '*'], [], 'dev'],
    [['space', '*'], ['dev', 'acme', 'old', 'prod', 'live'], 'acme'],
    [['space', 'space', 'esc'], [], 'old'],
    [['space', 's', 's'], ['dev'], 'acme'],
  ])('%j marks %j', (keys, marks, on) => {
    const { state } = press(world(), ...keys);
    expect(marked(state)).toEqual(marks);
    expect(selectedProfile(profilesIn(state), state.shared)?.name).toBe(on);
  });

  test('Esc takes marks off before it clears the filter, and stops what is under way before both', () => {
    const state = press(filtered(world(), 'owner@'), '*').state;
    expect(marked(state)).toEqual(['dev', 'prod', 'live']);
    const verifying = press(state, 'v').state;
    const stopped = press(verifying, 'esc').state;
    expect(stopped.toast?.text).toMatch(/^Stopped: 0 of 3/);
    const off = press(stopped, 'esc').state;
    expect([marked(off), profilesIn(off).filter?.line.before]).toEqual([[], 'owner@']);
    expect(profilesIn(press(off, 'esc').state).filter).toBeNull();
  });

  test('space is a letter where text is typed', () => {
    const { state } = press(press(world(), '/').state, 'space', '*');
    expect(marked(state)).toEqual([]);
  });

  const rows: [keys: string[], title: string | null, lines: string[], work: object[]][] = [
    [['d'], null, [], [{ type: 'profile.remove', names: ['dev'] }]],
    [['space', 'd'], null, [], [{ type: 'profile.remove', names: ['dev'] }]],
    [
      ['space', 'space', 'd'],
      'Remove 2 profiles?',
      ['dev, acme.', 'dev is the active profile: no profile will be active afterwards.'],
      [{ type: 'profile.remove', names: ['dev', 'acme'] }],
    ],
    [
      ['*', 'd'],
      'Remove 3 profiles?',
      ['dev, acme, old.', 'prod, live are protected, and not removed along with others.'],
      [{ type: 'profile.remove', names: ['dev', 'acme', 'old'] }],
    ],
    [
      ['G', 'space', 'g', 'space', 'd'],
      'Remove 1 profile?',
      ['live is protected, and not removed along with others.'],
      [{ type: 'profile.remove', names: ['dev'] }],
    ],
    [['space', 'space', 'v'], null, [], [{ name: 'dev' }, { name: 'acme' }]],
    [['space', 'G', 'v'], null, [], [{ type: 'profile.verify', name: 'dev', awaited: true }]],
    [['space', 'enter'], null, [], [{ type: 'profile.use', name: 'acme' }]],
  ];
  test.each(rows)('%j', (keys, title, lines, work) => {
    const pressed = press(world(), ...keys);
    expect(asks(pressed.state)?.title ?? null).toBe(title);
    for (const line of lines) expect(asks(pressed.state)?.lines).toContain(line);
    const done = title === null ? pressed : agreed(pressed.state);
    expect(done.work).toMatchObject(work);
    expect(done.work).toHaveLength(work.length);
  });

  test('a protected one by itself wants its name, and protected ones only are each done by itself', () => {
    const one = press(world(), 'G', 'space', 'd');
    expect(asks(one.state)?.typed).toBe('live');
    const both = press(world(), 'G', 'k', 'space', 'space', 'd');
    expect([both.work, asks(both.state)]).toEqual([[], undefined]);
    expect(both.state.toast?.text).toBe(
      'prod, live are protected: remove each by itself, with no other marked',
    );
  });

  test('of many only the first are named', () => {
    const many = Object.fromEntries(
      Array.from({ length: 8 }, (_, at) => [`p${at}`, profile(`p${at}`)]),
    );
    const { state } = press(worldWith({ profiles: many, active: null }), '*', 'd');
    expect(asks(state)?.title).toBe('Remove 8 profiles?');
    expect(asks(state)?.lines).toContain('p0, p1, p2 and 5 more.');
  });

  test('what a filter hides is left alone, and that is said', () => {
    const state = filtered(press(world(), '*').state, 'old');
    expect(press(state, 'd').work).toEqual([{ type: 'profile.remove', names: ['old'] }]);
    const two = filtered(press(world(), 'space', 'space').state, 'acme');
    const more = press(two, '*').state;
    expect(marked(more)).toEqual(['dev']);
    const { state: none, work } = press(more, 'd');
    expect(work).toEqual([]);
    expect(none.toast?.text).toBe('The filter hides what is marked (1): Esc clears the marks');
    const wide = filtered(press(world(), 'space', 'space', 'space').state, 'second@');
    expect(asks(press(wide, 'd').state)?.lines).toContain(
      '1 more is marked, and hidden by the filter: nothing is done to it.',
    );
  });

  const loaded = (state: UiState, more: WorldOptions) =>
    play(state, { type: 'home.loaded', home: homeWith(more) }).state;

  test('marks stay with their profiles, whatever other processes do', () => {
    const { dev: _, ...others } = profiles;
    const state = press(world(), 'space', 'space').state;
    expect(marked(loaded(state, { profiles: { first: profile('first'), ...profiles } }))).toEqual([
      'dev',
      'acme',
    ]);
    expect(marked(loaded(state, { profiles: others }))).toEqual(['acme']);
    const renamed = { stage: profile('dev', { id: 'id-dev' }), ...others };
    expect(marked(loaded(state, { profiles: renamed }))).toEqual(['stage', 'acme']);
    const replaced = { ...profiles, dev: profile('other', { id: 'id-other' }) };
    expect(marked(loaded(state, { profiles: replaced }))).toEqual(['acme']);
    expect(marked(play(state, { type: 'home.loaded', home: brokenHome }).state)).toHaveLength(2);
  });

  test.each<[what: string, now: WorldOptions['profiles'], names: string[], count: number]>([
    ['one is gone', { acme: profiles.acme as never }, ['acme'], 1],
    ['one is another now', { ...profiles, dev: profile('dev', { id: 'id-new' }) }, ['acme'], 1],
    [
      'one was protected',
      { ...profiles, dev: profile('dev', { id: 'id-dev', protected: true }) },
      ['acme'],
      1,
    ],
    [
      'one was renamed',
      { stage: profile('dev', { id: 'id-dev' }), acme: profiles.acme as never },
      ['stage', 'acme'],
      0,
    ],
  ])('what is agreed to is what was asked about: %s', (_, now, names, count) => {
    const asked = press(world(), 'space', 'space', 'd').state;
    const { state, work } = agreed(loaded(asked, { profiles: now ?? {} }));
    expect(work).toEqual([{ type: 'profile.remove', names }]);
    expect(state.toast?.text ?? null).toBe(
      count === 0 ? null : `Not removed: ${count} profile that changed while you were asked`,
    );
  });

  test('an action chosen on another screen is done to what that is about, not to what is marked', () => {
    const there = play(press(world(), 'space', 'space').state, {
      ...{ type: 'go', screen: 'tokens', profile: 'old' },
    } as const).state;
    const { state, work } = press(type(press(there, ':').state, 'log out').state, 'enter');
    expect(work).toEqual([{ type: 'profile.remove', names: ['old'] }]);
    expect(marked(state)).toEqual([]);
  });

  test('verifying them is told with names where something is the matter', () => {
    const { state } = press(world(), 'space', 'space', 'space', 'v');
    const verified = (name: string, status: Status) => checked(state, name, status);
    const done = play(state, verified('dev', accepted), verified('acme', rejected)).state;
    expect(done.toast).toBeNull();
    expect(draw(done).rows.join('\n')).toContain('2 of 3');
    expect(play(done, verified('old', accepted)).state.toast).toMatchObject({
      tone: 'warn',
      text: 'Verified 3 profiles: 2 ok, 1 rejected (acme)',
    });
  });

  const removal = (name: string) => ({
    ...{ name, files: ['config.json'], sameToken: [], left: [], tokenFingerprint: null },
    ...{ wasActive: false, state: {} as never },
  });
  const error = new AppError('lock-held', 'Another process writes', { hint: 'Try again' });

  test.each<[what: string, message: Message, tone: string, text: string]>([
    [
      'all went',
      {
        type: 'profiles.removed',
        removals: ['acme', 'old', 'dev'].map(removal),
        ...{ failed: [], left: [], undo: { number: 1, names: ['acme', 'old', 'dev'] } },
      },
      'ok',
      'Removed 3 profiles: acme, old, dev. u puts them back',
    ],
    [
      'one did not',
      {
        type: 'profiles.removed',
        removals: ['acme', 'old'].map(removal),
        ...{ failed: [{ name: 'dev', error }], left: [] },
        undo: { number: 1, names: ['acme', 'old'] },
      },
      'error',
      'Removed 2 of 3 profiles: acme, old. dev was not removed: Another process writes. Try again. u puts them back',
    ],
    [
      'none did',
      {
        type: 'profiles.removed',
        removals: [],
        ...{ failed: ['dev', 'old'].map(name => ({ name, error })), left: [], undo: null },
      },
      'error',
      'dev, old were not removed: Another process writes. Try again',
    ],
    [
      'it was stopped',
      {
        type: 'profiles.removed',
        removals: [removal('acme')],
        ...{ failed: [], left: ['old', 'dev'], undo: { number: 1, names: ['acme'] } },
      },
      'warn',
      'Stopped before old, dev. Removed 1 of 3 profiles: acme. u puts acme back',
    ],
    [
      'they are back',
      {
        type: 'profiles.putBack',
        profiles: ['acme', 'old'].map(name => ({ name, as: name, but: [] })),
        ...{ failed: [], left: [], undo: null },
      },
      'ok',
      'Put back 2 profiles: acme, old',
    ],
  ])('what was done is counted: %s', (_, message, tone, text) => {
    expect(play(world(), message).state.toast).toMatchObject({ tone, text });
  });

  test('marks are seen, counted, and told', () => {
    const { state } = press(world({ size: { columns: 100, rows: 30 } }), 'space', 'space');
    const { rows } = draw(state);
    expect(rows.join('\n')).toMatch(/^Profiles {2}3\/5 {2}2 marked/m);
    expect(rows.join('\n')).toMatch(/^ ■● dev/m);
    expect(rows.join('\n')).toMatch(/^ ■ {2}acme/m);
    expect(rows.at(-1)).toMatch(/^esc unmark {2}v verify 2 {2}space mark {2}d remove 2/);
    expect(draw(state, { ascii: true }).rows.join('\n')).toMatch(/^ =\* dev/m);
    expect(draw(type(press(state, '?', '/').state, 'marked with').state).rows.join('\n')).toContain(
      '■',
    );
  });

  test('a screen reader hears which and how many', () => {
    const size = { columns: 100, rows: 30, linear: true };
    const { state } = press(world({ size }), 'space', 'space', 'k');
    const { rows } = draw(state, { screenReader: true });
    const text = rows.join('\n');
    expect(text).toContain('2 profiles marked');
    expect(text).toMatch(/^acme, marked, workspace Team acme.*, selected$/m);
    expect(text).toMatch(/^active: dev, marked, /m);
  });

  test('at 100 columns the footer says how to mark', () => {
    const { rows } = draw(world({ size: { columns: 100, rows: 30 } }));
    expect(rows.at(-1)).toContain('space mark');
  });

  test.each(['bulk', 'several', 'select all'])('the palette finds it by "%s"', query => {
    const { rows } = draw(type(press(world(), ':').state, query).state);
    expect(rows.join('\n')).toMatch(/^❯ [*s]\S* +Mark /m);
  });
});

describe('in the list of tokens', () => {
  const token = (id: string, note: string, day: string) => ({
    ...{ id, note, createdAt: `2026-10-${day}T00:00:00Z` },
  });
  const listed = [
    token('pat_1', 'laptop', '01'),
    token('pat_2', 'CI', '02'),
    token('pat_3', 'old CI', '03'),
    token('pat_4', '', '04'),
  ];
  const list = (tokens = listed): Message => ({ type: 'tokens.listed', ...pats, tokens });
  /** The tokens screen, with the newest token (pat_4) first; dev uses pat_1. */
  const world = (more: WorldOptions = {}) => {
    const profiles = { dev: profile('dev', { tokenId: 'pat_1' }) };
    return play(press(worldWith({ profiles, ...more }), 't').state, list()).state;
  };
  const tabOf = ({ screens: { tokens } }: UiState) => {
    if (tokens === null) throw new Error('The tokens screen was never opened');
    return tokens.tabs[tokens.tab];
  };
  const marked = (state: UiState) => [...tabOf(state).marks.keys()];
  const agreed = (state: UiState) => press(press(state, 'tab').state, 'enter');

  test('space and * mark, Esc takes them off, and back goes only the next one', () => {
    const { state } = press(world(), 'space', 'space');
    expect(marked(state)).toEqual(['pat_4', 'pat_3']);
    expect(marked(press(state, '*').state)).toHaveLength(4);
    const off = press(state, 'esc').state;
    expect([marked(off), off.stack.at(-1)]).toEqual([[], 'tokens']);
    expect(press(off, 'esc').state.stack.at(-1)).toBe('profiles');
  });

  test('several are revoked after one question, but for those in use', () => {
    const asked = press(world(), '*', 'd').state;
    expect(asked.modal?.question).toMatchObject({ title: 'Revoke 3 tokens?', typed: null });
    expect(asked.modal?.question.lines).toEqual([
      'pat_4 (no note), “old CI” (pat_3), “CI” (pat_2).',
      'No profile here uses them. Anything else that uses them stops working at once.',
      'Not revoked, because in use: “laptop” (pat_1).',
    ]);
    const { state, work } = agreed(asked);
    const ids = ['pat_4', 'pat_3', 'pat_2'];
    expect(work).toMatchObject([{ type: 'token.revoke', ids, maybeInUse: false }]);
    expect(state.screens.tokens?.busy).toBe('Revoking 3 tokens');
    const error = new AppError('network-failed', 'pat_3 still works: no network');
    const done = play(state, {
      ...{ type: 'tokens.revoked', owner: pats.owner, ids: ['pat_4', 'pat_2'] },
      ...{ failed: [{ id: 'pat_3', error }], left: [] },
    } as Message).state;
    expect(done.toast).toMatchObject({
      tone: 'error',
      text: 'Revoked 2 of 3 tokens: pat_4 (no note), “CI” (pat_2). “old CI” (pat_3) was not revoked: pat_3 still works: no network',
    });
    expect(marked(done)).toEqual(['pat_3', 'pat_1']);
  });

  test('what may be in use is revoked by itself only', () => {
    const unknown = { profiles: { dev: profile('dev') } };
    const { state, work } = press(world(unknown), 'space', 'space', 'd');
    expect([work, state.modal]).toEqual([[], null]);
    expect(state.toast?.text).toContain('are, or may be, in use: revoke or rotate each by itself');
    const one = press(world(unknown), 'space', 'd').state;
    expect(one.modal?.question).toMatchObject({
      title: 'Revoke pat_4 (no note)?',
      typed: 'revoke',
    });
  });

  test('one that is marked is asked about, wherever the cursor is', () => {
    const { state } = press(world(), 'G', 'space', 'g', 'd');
    expect(state.modal?.question.title).toBe('Rotate “laptop” (pat_1), the token of dev?');
    expect(tabOf(state).selected).toBe('pat_1');
  });

  test('marks stay with their tokens, and each tab has its own', () => {
    const { state } = press(world(), 'j', 'space', 'space');
    expect(marked(state)).toEqual(['pat_3', 'pat_2']);
    const newer = [...listed.slice(0, 2), token('pat_9', 'new', '09')];
    expect(marked(play(state, list(newer)).state)).toEqual(['pat_2']);
    const elsewhere = press(state, 'tab').state;
    expect(marked(elsewhere)).toEqual([]);
    expect(marked(press(elsewhere, 'shift+tab').state)).toEqual(['pat_3', 'pat_2']);
  });

  test('what a filter hides is left alone', () => {
    const some = press(world(), '*').state;
    const { state } = press(press(type(press(some, '/').state, 'CI').state, 'enter').state, 'd');
    expect(state.modal?.question).toMatchObject({ title: 'Revoke 2 tokens?' });
    expect(state.modal?.question.lines).toContain(
      '2 more are marked, and hidden by the filter: nothing is done to them.',
    );
  });

  test('marks are seen, counted, and told', () => {
    const { state } = press(world({ size: { columns: 100, rows: 30 } }), 'space', 'space');
    const text = draw(state).rows.join('\n');
    expect(text).toMatch(/Tokens {2}3\/4 {2}2 marked/);
    expect(text).toMatch(/^ ■\(no note\) /m);
    expect(draw(state).rows.at(-1)).toMatch(/^esc unmark {2}d revoke 2 {2}space mark/);
    const size = { columns: 100, rows: 30, linear: true };
    const heard = draw(press(world({ size }), 'space').state, { screenReader: true }).rows;
    expect(heard.join('\n')).toContain('1 token marked');
    expect(heard.join('\n')).toMatch(/^\(no note\), marked, /m);
  });
});
