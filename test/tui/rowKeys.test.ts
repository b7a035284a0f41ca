// The row under the cursor: every key acts on this row, or says why it cannot. Questions name rows as lists
// do.
import { describe, expect, test } from 'vitest';
import type { Config } from '../../source/profiles/config.ts';
import type { Message } from '../../source/tui/contract/messages.ts';
import type { UiState } from '../../source/tui/kernel/state.ts';
import { botKeys, botsWith, pats } from './screens/tokens/samples.ts';
import { homeWith, play, press, profile, samples, type, worldWith } from './world.ts';

const laptop = { id: 'pat_1', createdAt: '2026-10-01T00:00:00Z', note: 'laptop' };
const staging = { id: 'pat_2', createdAt: '2026-11-01T00:00:00Z', note: 'staging deploys' };
const nameless = { id: 'pat_3', createdAt: '2026-09-01T00:00:00Z', note: '' };
const tokens = [laptop, staging, nameless];

/** The tokens screen of dev. The cursor is on `staging`, the newest token. */
function listed(profiles: Config['profiles']): UiState {
  const state = press(worldWith({ profiles }), 't').state;
  return play(state, { type: 'tokens.listed', ...pats, tokens }).state;
}

const other = { token: 'bp_pat_other00000000000' };
const third = { token: 'bp_pat_third00000000000' };

/** What is known of the profiles' tokens. */
const worlds = {
  'dev has laptop': { dev: profile('dev', { tokenId: 'pat_1' }) },
  'dev has laptop, ci has staging deploys': {
    dev: profile('dev', { tokenId: 'pat_1' }),
    ci: profile('ci', { ...other, tokenId: 'pat_2' }),
  },
  'no id is known': { dev: profile('dev') },
  'the id of ci is not known': {
    dev: profile('dev', { tokenId: 'pat_1' }),
    ci: profile('ci', other),
  },
  'the ids of ci and shop are not known': {
    dev: profile('dev', { tokenId: 'pat_1' }),
    ci: profile('ci', other),
    shop: profile('shop', third),
  },
} satisfies Record<string, Config['profiles']>;

type Row = [
  world: keyof typeof worlds,
  keys: string[],
  asks: string | null,
  /** What the question says, or the toast if nothing is asked. */
  says: string,
  work?: object,
];

const rows: Row[] = [
  ['dev has laptop', ['R'], null, 'No profile here uses “staging deploys” (pat_2): d revokes it'],
  [
    'dev has laptop',
    ['j', 'R'],
    'Rotate “laptop” (pat_1), the token of dev?',
    'A new one with the same note is created, verified, and stored in dev.',
    { type: 'token.rotate', name: 'dev' },
  ],
  ['dev has laptop', ['G', 'R'], null, 'No profile here uses pat_3 (no note): d revokes it'],
  [
    'dev has laptop, ci has staging deploys',
    ['R'],
    'Rotate “staging deploys” (pat_2), the token of ci?',
    'stored in ci.',
    { type: 'token.rotate', name: 'ci' },
  ],
  [
    'no id is known',
    ['R'],
    'Rotate the token of dev?',
    '“staging deploys” (pat_2) may be the old one, but that is not certain.',
    { type: 'token.rotate', name: 'dev' },
  ],
  [
    'the id of ci is not known',
    ['R'],
    'Rotate the token of ci?',
    '“staging deploys” (pat_2) may be the old one',
    { type: 'token.rotate', name: 'ci' },
  ],
  [
    'the ids of ci and shop are not known',
    ['R'],
    null,
    '“staging deploys” (pat_2) may be the token of ci, shop: open the tokens of one of them (t), and rotate it there',
  ],
  [
    'dev has laptop',
    ['d'],
    'Revoke “staging deploys” (pat_2)?',
    'No profile here uses this token.',
    { type: 'token.revoke', ids: ['pat_2'], maybeInUse: false },
  ],
  [
    'dev has laptop',
    ['G', 'd'],
    'Revoke pat_3 (no note)?',
    'No profile here uses this token.',
    { type: 'token.revoke', ids: ['pat_3'] },
  ],
  [
    'dev has laptop',
    ['j', 'd'],
    'Rotate “laptop” (pat_1), the token of dev?',
    '“laptop” (pat_1) is not revoked: it is in use by dev. Replace it with a new one instead?',
    { type: 'token.rotate', name: 'dev' },
  ],
  [
    'dev has laptop, ci has staging deploys',
    ['d'],
    'Rotate “staging deploys” (pat_2), the token of ci?',
    'is not revoked: it is in use by ci.',
    { type: 'token.rotate', name: 'ci' },
  ],
  [
    'the ids of ci and shop are not known',
    ['d'],
    'Revoke “staging deploys” (pat_2)?',
    'This may be the token of ci, shop',
  ],
];

describe('on the tokens screen', () => {
  test.each(rows)('%s: %j', (world, keys, asks, says, work) => {
    const { state } = press(listed(worlds[world]), ...keys);
    if (asks === null) {
      expect(state.modal).toBeNull();
      expect(state.toast?.text).toBe(says);
      return;
    }
    const { question } = state.modal ?? {};
    expect(question?.title).toBe(asks);
    expect(question?.lines.join(' ')).toContain(says);
    if (work === undefined) return;
    const typed = question?.typed ?? null;
    const ready = typed === null ? press(state, 'tab').state : type(state, typed).state;
    expect(press(ready, 'enter').work).toMatchObject([work]);
  });

  test('the footer offers R on rows that can be rotated only', () => {
    const state = listed(worlds['dev has laptop']);
    const palette = (at: UiState) => press(at, '?').state;
    expect(palette(state).help).not.toBeNull();
    expect(press(state, 'R').work).toEqual([]);
    expect(press(press(state, 'j').state, 'R').state.modal).not.toBeNull();
  });

  test('what is shown after a deletion is named by its note', () => {
    const state = listed(worlds['dev has laptop']);
    const { toast } = play(state, {
      ...{ type: 'tokens.revoked', owner: pats.owner, ids: ['pat_2'], failed: [], left: [] },
    } as const).state;
    expect(toast?.text).toBe('Revoked “staging deploys” (pat_2)');
  });

  test.each(['R', 'd'])('%s without a token says why', key => {
    const loading = press(worldWith(), 't').state;
    expect(press(loading, key).state.toast?.text).toBe('The tokens are still being listed');
    const none = play(loading, { type: 'tokens.listed', ...pats, tokens: [] }).state;
    expect(press(none, key).state.toast?.text).toBe('There is no token here');
  });

  test('keys of a bot are named, too, and cannot be rotated', () => {
    const state = botKeys([{ ...laptop, id: 'bak_1' }]);
    expect(press(state, 'd').state.modal?.question.title).toBe('Revoke “laptop” (bak_1)?');
    expect(press(state, 'R').state.toast?.text).toMatch(/^Keys are replaced by/);
    expect(press(botsWith([]), 'R').work).toEqual([]);
  });
});

describe('where a new token goes', () => {
  const unknown = { accountEmail: null, accountId: null };
  const world = {
    dev: profile('dev', { tokenId: 'pat_1' }),
    renamed: profile('renamed', { ...other, ...unknown }),
    shop: profile('shop', third),
  };
  const places = () => press(listed(world), 'c', 'enter').state;
  const asked = (state: UiState) => press(state, 'G', 'enter').state;

  test('is asked about by name', () => {
    expect(asked(places()).modal?.question.title).toBe('Put the new token into shop?');
  });

  test('is what was asked about, though the list has changed meanwhile', () => {
    const { renamed: _, ...others } = world;
    const state = play(asked(places()), {
      type: 'home.loaded',
      home: homeWith({ profiles: others }),
    }).state;
    const { work } = press(press(state, 'tab').state, 'enter');
    expect(work).toMatchObject([
      { type: 'token.create', options: { destination: { name: 'shop' } } },
    ]);
  });

  test('is what the cursor is on, though the list has changed above it', () => {
    const { renamed: _, ...others } = world;
    const home = homeWith({ profiles: others });
    const moved = play(press(places(), 'G').state, { type: 'home.loaded', home }).state;
    expect(press(moved, 'enter').state.modal?.question.title).toBe('Put the new token into shop?');
  });

  test('is nothing where the profile is gone, or is found to be another’s', () => {
    const shop = { ...world.shop, accountEmail: 'viewer@example.com' };
    const home = homeWith({ profiles: { ...world, shop } });
    const state = play(asked(places()), { type: 'home.loaded', home }).state;
    const { state: end, work } = press(press(state, 'tab').state, 'enter');
    expect(work).toEqual([]);
    expect(end.toast).toMatchObject({
      tone: 'error',
      text: 'The profile shop belongs to viewer@example.com',
    });
  });
});

describe('in the profile list', () => {
  const list = () => press(worldWith(), 'G').state;
  const about = (state: UiState) => state.stack.at(-1);

  test.each<[key: string, screen: 'troubleshooting' | 'workspace' | 'tokens']>([
    ['x', 'troubleshooting'],
    ['w', 'workspace'],
    ['t', 'tokens'],
  ])('%s opens the selected one', (key, screen) => {
    const { state } = press(list(), key);
    expect(about(state)).toBe(screen);
    expect(state.screens[screen]?.name).toBe('acme');
  });

  test.each<[key: string, work: object]>([
    ['enter', { type: 'profile.use', name: 'acme' }],
    ['v', { type: 'profile.verify', name: 'acme' }],
    ['d', { type: 'profile.remove', names: ['acme'] }],
    ['P', { type: 'profile.protect', name: 'acme', on: true }],
    ['b', { type: 'directory.bind', name: 'acme' }],
    ['y', { type: 'copy', text: 'ws_acme' }],
    ['o', { type: 'page.open' }],
  ])('%s acts on the selected one', (key, work) => {
    expect(press(list(), key).work).toMatchObject([work]);
  });

  test('what is agreed to is what was asked about, though the list has changed meanwhile', () => {
    const { dev: _, ...others } = samples;
    const home = homeWith({ profiles: others, active: null });
    const asked = press(press(list(), 'k').state, 'd').state;
    const later = play(asked, { type: 'home.loaded', home }).state;
    expect(press(type(later, 'prod').state, 'enter').work).toMatchObject([
      { type: 'profile.remove', names: ['prod'] },
    ]);
  });

  test('an action of the list that is chosen on another screen is done to what that is about', () => {
    // The tokens of prod were opened from the checklist, while the list's cursor is on dev.
    const go: Message = { type: 'go', screen: 'tokens', profile: 'prod' };
    const there = play(worldWith(), go).state;
    const chosen = press(type(press(there, ':').state, 'remove the selected').state, 'enter').state;
    expect(chosen.stack).toEqual(['profiles']);
    expect(chosen.modal?.question.title).toBe('Remove prod?');
  });

  test('also where the filter hides it', () => {
    const filtered = press(type(press(worldWith(), '/').state, 'dev').state, 'enter').state;
    const there = play(filtered, { type: 'go', screen: 'tokens', profile: 'prod' }).state;
    const chosen = press(type(press(there, ':').state, 'remove the selected').state, 'enter').state;
    expect(chosen.modal?.question.title).toBe('Remove prod?');
  });
});
