// The workspace screen: each part as it arrives, what is kept, what is dropped, and the next steps.
import { describe, expect, test } from 'vitest';
import type { Abilities } from '../../../../source/diagnosis/abilities.ts';
import { AppError } from '../../../../source/errors.ts';
import { screenOf, type UiState } from '../../../../source/tui/kernel/state.ts';
import { updateUi } from '../../../../source/tui/kernel/update.ts';
import { draw } from '../../easel.tsx';
import {
  checked,
  homeWith,
  play,
  press,
  profile,
  rejected,
  samples,
  worldWith,
} from '../../world.ts';
import { ability, answered, failed, full, identityNamed, ready, refusal } from './samples.ts';

const big = { columns: 80, rows: 90 };
const opened = () => press(worldWith({ size: big }), 'w');
const text = (state: UiState) =>
  draw(state)
    .rows.map(row => row.trimEnd())
    .join('\n');
const types = (work: readonly { type: string }[]) => work.map(item => item.type);

/** Some time passes, and nothing else happens. */
const later = (state: UiState, ms: number) =>
  updateUi(state, { type: 'ticked' }, state.shared.now + ms)[0];

describe('what is asked', () => {
  test('all of it at once, beside the question whether the profile is good', () => {
    const { state, work } = opened();
    expect(types(work)).toEqual(['workspace.load', 'profile.verify']);
    expect(text(state).match(/loading/g)?.length).toBe(8);
  });

  test('of a key only what it may do', () => {
    const bot = profile('dev', { kind: 'bot', botId: 'bot_1', token: 'bp_bak_1234567890abcdef' });
    const { state, work } = press(worldWith({ profiles: { dev: bot }, size: big }), 'w');
    expect(types(work)).toEqual(['workspace.load', 'profile.verify']);
    expect(text(state)).toMatch(/bound to +bot bot_1\n +account +none: keys have no account/);
    expect(text(state)).toMatch(/What this token may do\n.*loading/);
    expect(text(state).match(/loading/g)?.length).toBe(1);
  });

  test('of a token without a workspace whose it is, and what it may do', () => {
    const { state } = press(
      worldWith({ profiles: { dev: profile('dev', { workspaceId: null }) }, size: big }),
      'w',
    );
    expect(text(state)).toMatch(/workspace +none is stored with the token/);
    expect(text(state).match(/loading/g)?.length).toBe(2);
  });
});

describe('each part', () => {
  test('stands there as soon as its answer does, while the others still load', () => {
    const { state } = opened();
    const next = play(state, answered(state, 'dev', { bots: full.bots })).state;
    expect(text(next)).toMatch(/Bots {2}100 or more\n {2}Evil/);
    expect(text(next)).toMatch(/Members\n.*loading/);
  });

  test('says why it is not there, and hides none of the others', () => {
    const { state } = opened();
    const forbidden = refusal('forbidden', 403, 'Forbidden', 'It may not do this (403 Forbidden)');
    const limited = refusal(
      'rate-limited',
      429,
      'RateLimited',
      'Too many (429 RateLimited, try again in 7 s)',
    );
    const quota = refusal('quota-exceeded', 403, 'QuotaExceeded', 'Used up (403 QuotaExceeded)');
    const shown = text(
      play(
        state,
        answered(state, 'dev', {
          ...full,
          workspace: ready({ id: 'ws_dev', name: 'Dev', blocked: false }),
          membership: ready({ id: 'member_1', role: 'viewer' }),
          ...{ activity: failed(forbidden), bots: failed(quota), usages: failed(limited) },
        }),
      ).state,
    );
    expect(shown).toMatch(/Activity\n.*The role viewer may not see this \(403 Forbidden\)/);
    expect(shown).toMatch(/Bots\n.*Used up \(403 QuotaExceeded\)\n +There is something to be done/);
    expect(shown).toMatch(/Too many \(429 RateLimited, try again in 7 s\)/);
    expect(shown).toMatch(/Limits: API calls/);
    expect(shown).toMatch(/Members {2}4\n {2}owner 1, developer 2, odd 1/);
  });

  test('is not blamed on the role of an owner, nor where the workspace is blocked', () => {
    const { state } = opened();
    const error = refusal('forbidden', 403, 'Forbidden', 'It may not do this (403 Forbidden)');
    const seenBy = (role: string, blocked: boolean) =>
      text(
        play(
          state,
          answered(state, 'dev', {
            workspace: ready({ id: 'ws_dev', name: 'Dev', blocked }),
            membership: ready({ id: 'member_1', role }),
            bots: failed(error),
          }),
        ).state,
      );
    expect(seenBy('owner', false)).toMatch(/Bots\n.*It may not do this/);
    expect(seenBy('viewer', true)).toMatch(/Bots\n.*The workspace is blocked \(403 Forbidden\)/);
  });

  test('does not repeat what stands at the top already', () => {
    const { state } = opened();
    const { error } = rejected;
    if (error === null) throw new Error('there is one');
    const identity = identityNamed(state, 'dev');
    const shown = text(
      play(state, checked(state, 'dev', rejected), { type: 'workspace.failed', identity, error })
        .state,
    );
    expect(shown.match(/does not accept the token/g)?.length).toBe(1);
    expect(shown).toContain('not loaded, for the reason at the top');
  });
});

describe('quotas and usage', () => {
  const shown = () => {
    const { state } = opened();
    return text(play(state, answered(state, 'dev', full)).state);
  };

  test('have the period, a bar, the share and the numbers, the fullest first', () => {
    expect(shown()).toMatch(/Usage, 2026-11\n {2}members +█{16} +100 % +10 of 10 ▲/);
    expect(shown()).toMatch(/table rows +█{14}░░ +94 % +46,750 of 50,000 ▲/);
    expect(shown()).toMatch(/AI spend +█{12}░{4} +77 % +\$38\.50 of \$50\.00\n/);
    expect(shown()).toMatch(/file storage .* 31 % +3\.33 GB of 10\.7 GB/);
  });

  test('have no bar where there is no limit, and no usage where none is counted', () => {
    expect(shown()).toMatch(/bot calls +42,000, without a limit/);
    expect(shown()).toMatch(/Limits: API calls 60,000 a second, bot time limit 60 s, always alive/);
  });
});

test('the activity names the latest, who and what', () => {
  const { state } = opened();
  const shown = text(play(state, answered(state, 'dev', full)).state);
  expect(shown).toMatch(/just now +update bot config Acme Support, by owner@example\.com/);
  expect(shown).toMatch(/7 h ago +update bot config Evil.*, by Botpress/);
});

test('every value says where it comes from, as `profiles active --explain` does', () => {
  const env = { BP_PROFILE: 'acme' };
  const shown = text(press(worldWith({ size: big, env }), 'g', 'w').state);
  expect(shown).toMatch(/profile +dev {2}not what applies here/);
  expect(shown).toMatch(/workspace +ws_dev {2}config\.json, profile dev/);
  expect(shown).toMatch(/token +bp_pat_… \(23 characters, #[\da-f]{8}\)/);
  expect(shown).toMatch(/passed over +active profile {2}BP_PROFILE comes first/);
});

describe('what was answered', () => {
  const filled = () => {
    const { state } = opened();
    return play(state, answered(state, 'dev', full)).state;
  };

  test('is kept for a minute when one leaves and comes back', () => {
    const back = press(later(filled(), 50_000), 'esc', 'w');
    expect(types(back.work)).toEqual([]);
    expect(text(back.state)).toContain('owner@example.com');
  });

  test('is asked for anew after that', () => {
    const back = press(later(filled(), 60_000), 'esc', 'w');
    expect(types(back.work)).toEqual(['workspace.load', 'profile.verify']);
    expect(text(back.state)).not.toContain('owner@example.com');
  });

  test('is asked for anew with r, but not twice at the same time', () => {
    const again = press(filled(), 'r');
    expect(types(again.work)).toEqual(['workspace.load', 'profile.verify']);
    // Nothing goes blank during a refresh; newer answers replace older ones.
    expect(text(again.state)).toContain('dev › Workspace  ⠋ asking');
    expect(text(again.state)).toContain('owner@example.com');
    const account = ready({ id: 'user_2', email: 'other@example.com' });
    const newer = play(again.state, answered(again.state, 'dev', { account })).state;
    expect(text(newer)).toContain('other@example.com');
    const twice = press(again.state, 'r');
    expect(twice.work).toEqual([]);
    expect(text(twice.state)).toContain('The API is being asked already');
  });

  test('stays with its profile: another one has its own, and the first is still known', () => {
    const other = press(filled(), 'esc', 'G', 'w');
    expect(other.work).toContainEqual(expect.objectContaining({ name: 'acme' }));
    expect(text(other.state)).not.toContain('owner@example.com');
    const first = press(other.state, 'esc', 'g', 'w');
    expect(types(first.work)).toEqual([]);
    expect(text(first.state)).toContain('owner@example.com');
  });

  test('is dropped when it comes for a profile that is not shown any more', () => {
    const { state } = opened();
    const late = answered(state, 'dev', full);
    const other = press(state, 'esc', 'G', 'w').state;
    expect(text(play(other, late).state)).not.toContain('owner@example.com');
  });

  test('does not count for a profile that points elsewhere meanwhile', () => {
    const moved = homeWith({ profiles: { ...samples, dev: profile('other') } });
    const { state } = play(filled(), { type: 'home.loaded', home: moved });
    expect(text(state)).toContain('The profile has changed: r asks the API about it.');
    expect(text(state)).not.toContain('owner@example.com');
    expect(types(press(state, 'r').work)).toEqual(['workspace.load', 'profile.verify']);
  });
});

describe('what the token may do', () => {
  const value: Abilities = {
    kind: 'pat',
    role: 'viewer',
    abilities: [
      ability('list bots', {}),
      ability('see invoices', {
        verdict: 'denied',
        why: 'the role viewer may not (403 Forbidden)',
      }),
      ability('list integrations', {}),
      ability('read tables', {
        verdict: 'unknown',
        basis: 'not probed',
        why: 'no bot to ask about',
      }),
      ability('deploy a bot', {
        verdict: 'denied',
        basis: 'inferred',
        why: 'the role viewer may not',
      }),
      ability('create a token', { basis: 'inferred' }),
      ability('list workspaces', {
        verdict: 'unknown',
        why: 'no clear answer: too many requests',
      }),
    ],
  };

  test('comes in probe by probe', () => {
    const { state } = opened();
    const identity = identityNamed(state, 'dev');
    const heard = (title: string) =>
      ({ type: 'workspace.ability', identity, ability: ability(title) }) as const;
    const next = play(state, heard('list bots'), heard('list members')).state;
    expect(text(next)).toMatch(/may do\n +✓ allowed\n +list bots, list members\n.*loading/);
  });

  test('stands together by verdict, and says why', () => {
    const { state } = opened();
    const shown = text(play(state, answered(state, 'dev', { abilities: ready(value) })).state);
    expect(shown).toMatch(/✓ allowed\n +list bots, list integrations\n/);
    expect(shown).toMatch(/✓ allowed, inferred from kind and role\n +create a token/);
    expect(shown).toMatch(/⊘ denied, the role viewer may not \(403 Forbidden\)\n +see invoices/);
    expect(shown).toMatch(/⊘ denied, inferred.*the role viewer may not\n +deploy a bot/);
    expect(shown).toMatch(/○ not probed, no bot to ask about\n +read tables/);
    expect(shown).toMatch(/○ not known, no clear answer: too many requests\n +list workspaces/);
  });
});

test('nothing can be asked: that is said, and what is stored still shows', () => {
  const { state } = opened();
  const identity = identityNamed(state, 'dev');
  const error = new AppError('keychain-unusable', 'The keychain is locked', { hint: 'Unlock it' });
  const shown = text(play(state, { type: 'workspace.failed', identity, error }).state);
  expect(shown).toContain('The keychain is locked');
  expect(shown).toMatch(/API URL +https:\/\/api\.botpress\.cloud/);
});

test('there are two columns where there is room, and one that scrolls where there is not', () => {
  const at = (columns: number, rows: number) => {
    const state = press(worldWith({ size: { columns, rows } }), 'w').state;
    return play(state, answered(state, 'dev', full)).state;
  };
  expect(text(at(100, 40))).toMatch(/^\S.* {2}Bots {2}100 or more/m);
  for (const small of [at(80, 24), at(40, 10)]) {
    expect(text(small)).toMatch(/^Profiles › dev › Workspace$/m);
    expect(text(small)).not.toContain('config.json, profile dev');
    expect(text(press(small, 'G').state)).toMatch(/config\.json,\s+profile dev/);
  }
});

test('an id is never cut', () => {
  for (const columns of [40, 80, 100, 200]) {
    const state = press(worldWith({ size: { columns, rows: 120 } }), 'w').state;
    const shown = text(play(state, answered(state, 'dev', full)).state);
    expect(shown).toContain('wkspace_01K5ZZZZZZZZZZZZZZZZZZZZZZ');
    expect(shown).toContain('1f1f3c1e-5d0a-4c5b-9a55-0a1b2c3d4e01');
  }
});

test('o opens the workspace in the browser, y copies its id', () => {
  const { state } = opened();
  expect(press(state, 'o').work).toEqual([
    { type: 'page.open', address: 'https://app.botpress.cloud/workspaces/ws_dev' },
  ]);
  expect(press(state, 'y').work).toMatchObject([{ type: 'copy', text: 'ws_dev', what: 'ws_dev' }]);
});

test('a page that nobody knows is not opened, and that is said', () => {
  const dev = profile('dev', { apiUrl: 'https://bots.example.com' });
  const { state, work } = press(worldWith({ size: big, profiles: { dev } }), 'w', 'o');
  expect(types(work)).not.toContain('page.open');
  expect(state.toast?.text).toBe('The dashboard of bots.example.com is not known');
});

test('x troubleshoots the profile that is shown', () => {
  const { state, work } = press(opened().state, 'x');
  expect(screenOf(state)).toBe('troubleshooting');
  expect(work).toContainEqual(expect.objectContaining({ type: 'diagnose', name: 'dev' }));
  expect(screenOf(press(state, 'esc').state)).toBe('workspace');
});
