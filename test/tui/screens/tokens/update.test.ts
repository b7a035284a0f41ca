// The tokens screen: tabs, lists, creating, rotating and revoking tokens, and its refusals.
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../source/errors.ts';
import type { Rotation } from '../../../../source/tokens/rotationRun.ts';
import type { Message } from '../../../../source/tui/contract/messages.ts';
import { heard } from '../../../../source/tui/kernel/listening.ts';
import { screenOf, type UiState } from '../../../../source/tui/kernel/state.ts';
import { unfinishedOutcome } from '../../../../source/tui/kernel/unfinished.ts';
import {
  selectedHolder,
  selectedToken,
  tokensShown,
} from '../../../../source/tui/screens/tokens/list.ts';
import { rotationSteps } from '../../../../source/tui/screens/tokens/rotation.ts';
import type { TokensState as Tokens } from '../../../../source/tui/screens/tokens/state.ts';
import { noon, play, press, profile, samples, type, worldWith } from '../../world.ts';
import {
  bot,
  botKeys,
  botsWith,
  keysOfBot,
  made,
  namingOld,
  newToken,
  oldToken,
  pats,
  rotated,
  rotating,
  tokensWith,
  value,
} from './samples.ts';

const tokensOf = ({ screens }: UiState): Tokens => {
  if (screens.tokens === null) throw new Error('The tokens screen was never opened');
  return screens.tokens;
};
const selected = (state: UiState) => selectedToken(tokensOf(state), state.shared)?.id;
const shown = (state: UiState) => tokensShown(tokensOf(state), state.shared).map(({ id }) => id);
const types = (work: readonly { type: string }[]) => work.map(item => item.type);
const opened = () => press(worldWith(), 't');
const both = [oldToken, newToken];
const failed = (message: string) => new AppError('network-failed', message, { hint: 'Try again' });

/** The tokens screen of dev, the only profile, whose token is known to be pat_1. */
const known = (more = {}) => {
  const profiles = { dev: profile('dev', { tokenId: 'pat_1', ...more }) };
  const state = press(worldWith({ profiles }), 't').state;
  return play(state, { type: 'tokens.listed', ...pats, tokens: both }).state;
};

describe('the tabs', () => {
  test('begin with the personal access tokens, newest first', () => {
    expect(opened().work).toMatchObject([{ type: 'tokens.list', name: 'dev', owner: pats.owner }]);
    expect(shown(tokensWith(both))).toEqual(['pat_2', 'pat_1']);
  });

  test.each<[keys: string[], tab: string]>([
    [['tab'], 'bot'],
    [['tab', 'tab'], 'integration'],
    [['tab', 'tab', 'tab'], 'account'],
    [['shift+tab'], 'integration'],
    [['3'], 'integration'],
    [['2', '1'], 'account'],
    [['right', 'left'], 'account'],
  ])('%s leads to %s', (keys, tab) => {
    expect(tokensOf(press(opened().state, ...keys).state).tab).toBe(tab);
  });

  test('ask for bots and integrations when they are first seen, and not again', () => {
    const { state, work } = press(tokensWith(both), '2');
    expect(work).toMatchObject([{ type: 'tokens.holders', tab: 'bot', workspaceId: 'ws_dev' }]);
    expect(press(state, '1', '2').work).toEqual([]);
    expect(press(state, '1', '2', '3').work).toMatchObject([{ tab: 'integration' }]);
  });

  test('keep an answer that comes while another tab is seen', () => {
    const elsewhere = press(opened().state, '2').state;
    const { state } = play(elsewhere, { type: 'tokens.listed', ...pats, tokens: both });
    expect(shown(press(state, '1').state)).toEqual(['pat_2', 'pat_1']);
  });
});

describe('bots and integrations', () => {
  const many = Array.from({ length: 30 }, (_, n) => ({ id: `bot_${n}`, name: `Bot ${n}` }));

  test('are filtered and picked; then their keys are listed', () => {
    const state = type(press(botsWith([bot, ...many]), '/').state, 'support').state;
    const { work } = press(state, 'enter', 'enter');
    expect(work).toMatchObject([{ type: 'tokens.list', owner: keysOfBot.owner }]);
  });

  test('come page by page', () => {
    const page = (from: number, first: boolean, last: boolean): Message => ({
      ...{ type: 'tokens.holders.page', name: 'dev', tab: 'bot' },
      ...{ page: many.slice(from, from + 10), first, last },
    });
    const before = press(tokensWith([]), '2', 'r').state;
    const { state } = play(before, page(0, true, false), page(10, false, true));
    expect(tokensOf(state).tabs.bot.holders.items).toHaveLength(20);
  });

  test('are gone back to by Esc, with the same one selected', () => {
    const picked = press(botsWith(many), 'j', 'j', 'enter').state;
    const { state } = press(picked, 'esc');
    expect(selectedHolder(tokensOf(state))?.id).toBe('bot_2');
    expect(screenOf(press(state, 'esc').state)).toBe('profiles');
  });

  test('of whom one was left get no late answer', () => {
    const left = press(botKeys([]), 'esc').state;
    const { state } = play(left, { type: 'tokens.listed', ...keysOfBot, tokens: both });
    expect(tokensOf(state).tabs.bot.keys.items).toBeNull();
  });
});

describe('the list', () => {
  test('is filtered by note, id and profile', () => {
    const filtered = (text: string) => shown(type(press(known(), '/').state, text).state);
    expect(filtered('CI')).toEqual(['pat_2']);
    expect(filtered('pat_1')).toEqual(['pat_1']);
    expect(filtered('dev')).toEqual(['pat_1']);
  });

  test('keeps a filter until Esc clears it; the next Esc leaves', () => {
    const kept = press(type(press(known(), '/').state, 'CI').state, 'enter').state;
    expect(shown(kept)).toEqual(['pat_2']);
    const cleared = press(kept, 'esc').state;
    expect(shown(cleared)).toHaveLength(2);
    expect(screenOf(press(cleared, 'esc').state)).toBe('profiles');
  });

  test('keeps the selected token when others come', () => {
    const state = press(tokensWith(both), 'j').state;
    const tokens = [...both, { ...newToken, id: 'pat_9', createdAt: '2026-11-21T00:00:00Z' }];
    expect(selected(play(state, { type: 'tokens.listed', ...pats, tokens }).state)).toBe('pat_1');
  });

  test('stays when it cannot be had again', () => {
    const { state } = play(press(tokensWith(both), 'r').state, {
      ...{ type: 'tokens.failed', ...pats },
      error: failed('No network'),
    });
    expect(shown(state)).toHaveLength(2);
    expect(state.toast).toMatchObject({ tone: 'error', text: 'No network. Try again' });
  });

  test('is not asked for with a bot key, and every action says why not', () => {
    const profiles = { dev: profile('dev', { kind: 'bot', botId: 'b' }) };
    const { state, work } = press(worldWith({ profiles }), 't');
    expect(types(work)).toEqual([]);
    for (const key of ['c', 'R', 'd', 'r']) {
      expect(press(state, key).state.toast?.text).toContain('dev holds a bot key');
    }
  });

  test('drops what another profile was told', () => {
    const { state } = play(opened().state, {
      ...{ type: 'tokens.listed', name: 'acme', owner: pats.owner },
      tokens: both,
    });
    expect(shown(state)).toEqual([]);
  });
});

describe('making a token', () => {
  const places = () =>
    press(type(press(tokensWith(both), 'c').state, 'for CI').state, 'enter').state;

  test('takes the note and shows the value once', () => {
    const { state, work } = press(places(), 'enter');
    expect(work).toMatchObject([
      {
        ...{ type: 'token.create', name: 'dev' },
        options: { note: 'for CI', destination: null, owner: pats.owner },
      },
    ]);
    expect(tokensOf(state).busy).toBe('Creating a token');
  });

  test('an empty note is called after the profile', () => {
    const { work } = press(tokensWith(both), 'c', 'enter', 'enter');
    expect(work).toMatchObject([{ options: { note: 'bp-auth dev' } }]);
  });

  test('goes into a new profile under a name that is free', () => {
    const named = press(places(), 'j', 'enter').state;
    const { work } = press(named, 'enter');
    expect(work).toMatchObject([{ options: { destination: { name: 'dev-2', replaces: null } } }]);
    const taken = type(press(named, 'ctrl+u').state, 'acme').state;
    expect(press(taken, 'enter')).toMatchObject({
      work: [],
      state: { toast: { text: 'Not possible: there is a profile acme already' } },
    });
  });

  test('replaces the token of a profile only after a question; a protected one wants its name', () => {
    const asked = press(places(), 'j', 'j', 'enter').state;
    expect(asked.modal?.question.title).toBe('Put the new token into dev?');
    expect(press(asked, 'enter').work).toEqual([]);
    expect(press(asked, 'tab', 'enter').work).toMatchObject([
      { options: { destination: { name: 'dev' } } },
    ]);
    const guarded = press(places(), 'j', 'j', 'j', 'enter').state;
    expect(guarded.modal?.question.typed).toBe('prod');
  });

  test('offers no profile of another account or kind', () => {
    const profiles = {
      dev: profile('dev'),
      other: profile('other', { accountEmail: 'other@example.com' }),
      bot: profile('bot', { kind: 'bot', botId: 'b' }),
    };
    const state = press(worldWith({ profiles }), 't', 'c', 'enter', 'G', 'enter').state;
    expect(state.modal?.question.title).toBe('Put the new token into dev?');
  });

  test('cannot be left while it is under way, and a failure keeps what was typed', () => {
    const busy = press(places(), 'enter').state;
    expect(tokensOf(press(busy, 'esc').state).panel?.type).toBe('create');
    expect(press(busy, 'enter').work).toEqual([]);
    const { state } = play(busy, { type: 'tokens.create.failed', error: failed('Refused') });
    expect(state.toast?.text).toBe('Refused. Try again');
    expect(press(press(state, 'esc').state, 'enter').work).toMatchObject([
      { options: { note: 'for CI' } },
    ]);
  });

  test('shows the value until Esc, and not before it can have been seen', () => {
    const state = made();
    const { openedAt } = tokensOf(state).panel as { openedAt: number };
    const early = play(
      { ...state, shared: { ...state.shared, now: openedAt - 900 } },
      {
        type: 'tokens.close',
      },
    );
    expect(JSON.stringify(early.state)).toContain(value);
    for (const key of ['enter', 'q', 'r', 'd', 'space']) {
      expect(JSON.stringify(press(state, key).state)).toContain(value);
    }
    expect(JSON.stringify(press(state, 'esc', 'tab', 'enter').state)).not.toContain(value);
  });

  // `taken`: a program has the text; `sent`: the text was sent to the terminal, which never answers;
  // `lost`: neither.
  const answers = { taken: 'system', sent: 'terminal', lost: null } as const;
  test.each<[keys: string, end: 'stays' | 'asks' | 'list' | 0 | 130]>([
    ['', 'stays'],
    ['esc', 'asks'],
    ['q', 'asks'],
    ['Q', 'asks'],
    ['ctrl+c', 'asks'],
    // Enter and Esc choose to stay.
    ['esc enter', 'stays'],
    ['Q enter', 'stays'],
    ['ctrl+c esc', 'stays'],
    ['esc esc esc', 'asks'],
    ['esc tab enter', 'list'],
    ['q tab enter', 'list'],
    ['Q tab enter', 0],
    ['ctrl+c tab enter', 130],
    ['ctrl+c ctrl+c', 130],
    ['ctrl+c esc ctrl+c', 130],
    ['esc ctrl+c', 'asks'],
    ['esc ctrl+c ctrl+c', 130],
    // Once the token is copied, its page can be left without a question.
    ['y taken esc', 'list'],
    ['y sent esc', 'list'],
    ['y taken q', 'list'],
    ['y taken Q', 0],
    ['y sent ctrl+c', 130],
    ['y taken', 'stays'],
    ['y esc', 'asks'],
    ['y esc enter taken esc', 'list'],
    // The first Esc dismisses the message that copying failed.
    ['y lost esc esc', 'asks'],
    ['y lost Q', 'asks'],
    ['esc enter y sent esc', 'list'],
  ])('a new token: %s ends in %s', (keys, end) => {
    let { state, work } = { state: made(), work: [] as { type: string; code?: number }[] };
    for (const key of keys === '' ? [] : keys.split(' ')) {
      const to = (answers as Record<string, 'system' | 'terminal' | null>)[key];
      const told = { type: 'copied', what: 'the token', tokenId: newToken.id } as const;
      const next = to === undefined ? press(state, key) : play(state, { ...told, to });
      state = next.state;
      work = [...work, ...next.work];
    }
    const exit = work.find(({ type }) => type === 'exit');
    const at = tokensOf(state).panel?.type;
    const here = state.modal === null ? (at === 'made' ? 'stays' : 'list') : 'asks';
    expect(exit === undefined ? here : exit.code).toBe(end);
    if (here === 'asks') {
      expect(state.modal?.question).toMatchObject({ destroys: true });
      expect(state.modal?.choice).toBe('cancel');
    }
  });

  test('asks about the next new token, too', () => {
    const told = { type: 'copied', what: 'the token', tokenId: newToken.id } as const;
    const stayed = press(made(), 'ctrl+c', 'esc').state;
    const copied = play(stayed, { ...told, to: 'system' }).state;
    const created = { ...newToken, value, savedTo: [], id: 'pat_9' };
    const again = play(press(copied, 'esc').state, { type: 'tokens.created', created }).state;
    expect(press(again, 'ctrl+c').work).toEqual([]);
    expect(press(again, 'ctrl+c').state.modal).not.toBeNull();
  });

  test('copies the value, and tells it to nobody else', () => {
    const { state, work } = press(made(), 'y');
    const tokenId = newToken.id;
    expect(work).toEqual([{ type: 'copy', text: value, what: 'the token', tokenId }]);
    for (const to of ['system', 'terminal', null] as const) {
      const told = play(state, { type: 'copied', to, what: 'the token', tokenId }).state;
      expect(told.toast?.text).toContain('the token');
      expect(JSON.stringify([told.toast, told.log])).not.toContain(value);
      expect(press(told, 'L').state.log.entries.length).toBeGreaterThan(0);
    }
  });

  test('asks nothing where the value was stored, or another one was copied', () => {
    const created = { ...newToken, value, savedTo: ['dev-2'] };
    const stored = play(press(places(), 'enter').state, { type: 'tokens.created', created }).state;
    expect(press(stored, 'Q').work).toMatchObject([{ type: 'exit', code: 0 }]);
    const other = play(made(), { type: 'copied', to: 'system', what: 'x', tokenId: 'pat_9' }).state;
    expect(press(other, 'esc').state.modal).not.toBeNull();
  });

  test('lists again, and says where it went', () => {
    const created = { ...newToken, value, savedTo: ['dev-2'] };
    const { state, work } = play(press(places(), 'enter').state, {
      type: 'tokens.created',
      created,
    });
    expect(types(work)).toEqual(['tokens.list']);
    expect(state.toast?.text).toBe('Created “CI” (pat_2) and stored it in dev-2');
    expect(JSON.stringify(state)).not.toContain(value);
  });
});

describe('rotating', () => {
  test('asks first, and Cancel is what Enter takes', () => {
    const { state, work } = press(known(), 'j', 'R');
    expect(work).toEqual([]);
    expect(state.modal?.question.title).toMatch(/^Rotate “.*” \(pat_1\), the token of dev\?$/s);
    expect(state.modal?.question.lines.join(' ')).toContain('Then the old one is revoked');
    expect(press(state, 'enter').work).toEqual([]);
    expect(press(state, 'right', 'enter').work).toEqual([
      { type: 'token.rotate', name: 'dev', oldId: null },
    ]);
  });

  test('ignores keys that were typed before the question was seen', () => {
    const state = press(known(), 'j', 'R').state;
    const at = state.modal?.openedAt ?? 0;
    for (const key of ['right', 'enter', 'esc']) {
      expect(heard(state, { type: 'key', key, text: '' }, at + 299)).toBeNull();
    }
  });

  test('wants the name of a protected profile that has the same token', () => {
    const { state } = press(tokensWith(both), 'R');
    expect(state.modal?.question.typed).toBe('prod');
    expect(press(type(state, 'pro').state, 'enter').work).toEqual([]);
    expect(press(type(state, 'prod').state, 'enter').work).toMatchObject([{ name: 'dev' }]);
  });

  test('is of the profile that uses the selected token', () => {
    const acme = profile('acme', { token: 'bp_pat_acme000000000000', tokenId: 'pat_2' });
    const world = worldWith({ profiles: { ...samples, acme } });
    const { state } = play(press(world, 't').state, {
      ...{ type: 'tokens.listed', ...pats },
      tokens: both,
    });
    expect(press(state, 'R').state.modal?.question.title).toBe(
      'Rotate “CI” (pat_2), the token of acme?',
    );
    expect(press(state, 'j', 'R').state.modal?.question.title).toBe('Rotate the token of dev?');
  });

  test('is not for keys, and says what to do instead', () => {
    const { state, work } = press(botKeys([oldToken]), 'R');
    expect(work).toEqual([]);
    expect(state.toast?.text).toContain('creating a new one (c)');
  });

  test('shows its steps, and cannot be left before its end', () => {
    const { panel } = tokensOf(rotating());
    expect(panel?.type === 'rotation' && rotationSteps(panel.rotating)).toEqual([
      ['create', 'done'],
      ['prove', 'running'],
      ['store', 'waiting'],
      ['revoke', 'waiting'],
    ]);
    for (const key of ['esc', 'enter', 'q', 'R']) {
      expect(tokensOf(press(rotating(), key).state).panel?.type).toBe('rotation');
    }
  });

  test('marks the step that failed and what was taken back', () => {
    const rotation: Rotation = {
      ...rotated,
      ...{ end: 'undone', created: null, savedTo: [], revoked: null, removed: ['pat_2'] },
      ...{ problem: failed('No'), failedAt: 'prove' },
    };
    const { state } = play(
      rotating(),
      { type: 'tokens.rotate.step', step: 'discard' },
      { type: 'tokens.rotated', rotation },
    );
    const { panel } = tokensOf(state);
    expect(panel?.type === 'rotation' && rotationSteps(panel.rotating)).toEqual([
      ['create', 'done'],
      ['prove', 'failed'],
      ['discard', 'done'],
    ]);
    expect(press(state, 'R').work).toMatchObject([{ type: 'token.rotate', name: 'dev' }]);
  });

  test('ends with a new list and a check of the new token', () => {
    const { work } = play(rotating(), { type: 'tokens.rotated', rotation: rotated });
    expect(types(work)).toEqual(['tokens.list', 'profile.verify', 'profile.verify']);
  });

  test('has the old token named by its list, after a question', () => {
    const asked = press(namingOld(), 'j', 'd').state;
    expect(asked.modal?.question.title).toBe('Revoke “laptop” (pat_3)?');
    expect(press(asked, 'enter').work).toEqual([]);
    expect(press(asked, 'tab', 'enter').work).toEqual([
      { type: 'token.rotate', name: 'dev', oldId: 'pat_3' },
    ]);
    expect(tokensOf(press(namingOld(), 'esc').state).panel).toBeNull();
  });

  test('that ends after the UI was left is told in words', () => {
    const before = rotating();
    const end = (message: Message) => unfinishedOutcome(before, play(before, message).state);
    expect(end({ type: 'tokens.rotated', rotation: rotated })).toBe(
      'Rotated the token of dev, prod: it is pat_2 now; pat_1 was revoked',
    );
    expect(end({ type: 'tokens.rotate.failed', error: failed('No') })).toBe('No. Try again');
    expect(unfinishedOutcome(known(), known())).toBeNull();
    const making = press(tokensWith([]), 'c', 'enter', 'enter').state;
    expect(unfinishedOutcome(making, made())).toContain('bp-auth tokens revoke pat_2');
    expect(unfinishedOutcome(making, made())).not.toContain(value);
  });
});

describe('revoking', () => {
  const remove = { type: 'token.revoke', name: 'dev', owner: pats.owner } as const;

  test('asks, and Cancel is what Enter takes', () => {
    const { state } = press(known(), 'd');
    expect(state.modal?.question.title).toBe('Revoke “CI” (pat_2)?');
    expect(press(state, 'enter').work).toEqual([]);
    expect(press(state, 'tab', 'enter').work).toMatchObject([
      { ...remove, ids: ['pat_2'], maybeInUse: false },
    ]);
  });

  test('of a token in use is refused, and rotating offered instead', () => {
    const { state } = press(known(), 'j', 'd');
    expect(state.modal?.question.typed).toBeNull();
    expect(state.modal?.question.title).toMatch(/^Rotate “.*” \(pat_1\), the token of dev\?$/s);
    expect(state.modal?.question.lines[0]).toContain('in use by dev');
    expect(press(state, 'tab', 'enter').work).toMatchObject([{ type: 'token.rotate' }]);
    const guarded = press(known({ protected: true }), 'j', 'd').state;
    expect(guarded.modal?.question.typed).toBe('dev');
  });

  test('of one that may be in use wants something typed', () => {
    const unknown = known({ tokenId: null });
    const { state } = press(unknown, 'd');
    expect(state.modal?.question.typed).toBe('revoke');
    expect(press(type(state, 'revoke').state, 'enter').work).toMatchObject([
      { ...remove, ids: ['pat_2'], maybeInUse: true },
    ]);
    expect(press(known({ tokenId: null, protected: true }), 'd').state.modal?.question.typed).toBe(
      'dev',
    );
  });

  test('of a key in use is refused with what to do', () => {
    const key = profile('key', { kind: 'bot', botId: bot.id, tokenId: 'pat_1', token: 'bp_bak_x' });
    const world = worldWith({ profiles: { dev: profile('dev'), key } });
    const { state } = play(
      press(
        play(press(world, 't', '2').state, {
          ...{ type: 'tokens.holders.page', name: 'dev', tab: 'bot' },
          ...{ page: [bot], first: true, last: true },
        }).state,
        'enter',
      ).state,
      { type: 'tokens.listed', ...keysOfBot, tokens: [oldToken] },
    );
    const refused = press(state, 'd').state;
    expect(refused.modal).toBeNull();
    expect(refused.toast?.text).toContain('in use by key');
  });

  test('takes it off the list at once, and a failure keeps it there', () => {
    const busy = press(known(), 'd', 'tab', 'enter').state;
    expect(tokensOf(busy).busy).toBe('Revoking “CI” (pat_2)');
    const done = play(busy, {
      ...{ type: 'tokens.revoked', owner: pats.owner, ids: ['pat_2'], failed: [], left: [] },
    } as const);
    expect(shown(done.state)).toEqual(['pat_1']);
    expect(types(done.work)).toEqual(['tokens.list']);
    const error = failed('pat_2 still works: no network');
    const { state } = play(busy, { type: 'tokens.revoke.failed', error });
    expect(shown(state)).toHaveLength(2);
    expect(state.toast?.text).toContain('still works');
    expect(tokensOf(state).busy).toBeNull();
  });
});

describe('the scopes', () => {
  test('open and close, and scroll in between', () => {
    const state = press(known(), 's', 'pagedown').state;
    expect(tokensOf(state).panel).toMatchObject({ type: 'scopes' });
    expect(tokensOf(press(state, 'esc').state).panel).toBeNull();
    expect(screenOf(press(state, 'esc').state)).toBe('tokens');
  });
});

test('ages grow with the clock', () => {
  const { state } = play(
    { ...known(), shared: { ...known().shared, now: noon + 5 * 86_400_000 } },
    {
      type: 'tokens.move',
      by: 'first',
    },
  );
  expect(selectedToken(tokensOf(state), state.shared)?.ageDays).toBe(7);
});
