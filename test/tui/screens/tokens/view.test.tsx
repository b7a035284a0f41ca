// What the tokens screen shows; frames.test.tsx has the rules for every size.
import { describe, expect, test } from 'vitest';
import type { UiState } from '../../../../source/tui/kernel/state.ts';
import type { Size } from '../../../../source/tui/look/layout.ts';
import { draw } from '../../easel.tsx';
import { play, press, profile, worldWith } from '../../world.ts';
import { botKeys, forbidden, oldToken, pats, rotating, tokensScenes, value } from './samples.ts';

const at80 = { columns: 80, rows: 24 };
const sizes: Size[] = [{ columns: 40, rows: 10 }, at80, { columns: 120, rows: 40 }];

const text = (state: UiState) => draw(state).rows.join('\n');
const seen = (scene: string, size = at80) => text(tokensScenes[scene]?.(size) as UiState);

describe('the list', () => {
  test('tells of each token how old it is, whether it is in use, and by whom', () => {
    const some = seen('tokens, some in use');
    expect(some).toMatch(/❯ CI +2026-11-20 +2 d +○ maybe/);
    expect(some).toMatch(/325 d ▲ old +✓ yes: dev, prod/);
    expect(some).toContain('1 older than 90 days');
    expect(text(botKeys([oldToken]))).toMatch(/325 d ▲ old +– no/);
  });

  test.each(sizes)('keeps note, age and use at %o', size => {
    expect(seen('tokens', size)).toMatch(/CI .*2 d .*○ maybe/);
  });

  test('has details below it, beside it where there is room, and none where there is hardly any', () => {
    const rowOf = (size: Size) =>
      seen('tokens', size)
        .split('\n')
        .findIndex(row => row.includes('no date noted'));
    expect(rowOf(at80)).toBeGreaterThan(10);
    expect(rowOf({ columns: 120, rows: 40 })).toBeLessThan(8);
    expect(rowOf({ columns: 40, rows: 10 })).toBe(-1);
  });

  test('stays when it could not be had again, beside what went wrong and the next step', () => {
    const again = seen('tokens, refused again');
    expect(again).toMatch(/CI +2026-11-20/);
    expect(again).toContain('cannot be resolved');
    expect(again).toContain('Check the API URL');
  });

  test('says with which kind of token a refusal was met', () => {
    const asked = press(worldWith(), 't').state;
    const { state } = play(asked, { type: 'tokens.failed', ...pats, error: forbidden });
    expect(text(state)).toContain('asked the API with the personal access token of dev');
    expect(text(state)).toContain('r asks again');
    expect(seen('tokens, of a bot key')).toContain('dev holds a bot key');
  });

  test.each([
    ['no tokens', 'The API lists no tokens of this account'],
    ['tokens, no bots', 'The workspace has no bot yet'],
    ['tokens, a filter kept', 'Nothing matches'],
    ['tokens, loading', 'Asking for the tokens'],
  ])('of %s says so', (scene, says) => {
    expect(seen(scene)).toContain(says);
  });

  test('of a bot without keys says how to make one', () => {
    expect(text(botKeys([]))).toContain('Support has no keys yet. c creates one');
  });
});

describe('a new token', () => {
  test.each(sizes)('is shown whole, from the first column on, at %o', size => {
    const rows = draw(tokensScenes['tokens, made']?.(size) as UiState).rows;
    const at = rows.findIndex(row => row.startsWith('bp_pat_'));
    const rest = rows.slice(at, at + 2).map(row => row.trimEnd());
    expect(rest.join('').startsWith(value)).toBe(true);
  });

  test('is on no screen once it is hidden', () => {
    const state = press(
      tokensScenes['tokens, made']?.(at80) as UiState,
      'esc',
      'tab',
      'enter',
    ).state;
    expect(draw(state).frame).not.toContain('xxxx');
    expect(JSON.stringify(state)).not.toContain(value);
  });
});

describe('a rotation', () => {
  test('shows its steps as they happen', () => {
    const shown = text(rotating());
    expect(shown).toMatch(/✓ Create a new token +done/);
    expect(shown).toMatch(/Verify that it works +under way/);
    expect(shown).toMatch(/○ Store it where the old one was/);
    expect(shown).toMatch(/○ Revoke the old token/);
  });

  test.each(sizes)('shows its end, and the choice that it leaves, at %o', size => {
    const rotated = seen('tokens, rotated', size).replaceAll(/\s+/g, ' ');
    expect(rotated).toContain('(pat_1), was revoked');
    expect(seen('tokens, which was the old one', size)).toContain('❯ pat_1');
    expect(seen('tokens, rotation failed', size)).toContain('cannot be');
    expect(seen('tokens, rotation failed', size)).toContain('Check the API URL');
  });
});

test.each(sizes)('a question shows what is asked and how to answer at %o', size => {
  const asked = seen('tokens, before revoking', size);
  expect(asked).toMatch(/Revoke “.*” \(pat_1\)\?/);
  expect(asked).toContain('Type prod to confirm');
  const profiles = {
    acme: profile('acme', { token: undefined, tokenSource: { kind: 'keychain' } }),
  };
  const free = play(worldWith({ size, profiles, active: 'acme' })).state;
  expect(text(press(free, 'V').state)).toMatch(/Verify all 1(?:.|\n)*❯ Cancel +Verify/);
});

test('the scopes name the least powerful kind for each task, and the three tables', () => {
  const size = { columns: 80, rows: 60 };
  const shown = seen('tokens, scopes', size);
  expect(shown).toMatch(/read tables +bot key/);
  expect(shown).toMatch(/read conversations +integration key/);
  expect(shown).toContain('✓ Manage workspace users and permissions');
  expect(shown).toContain('⊘ Cannot modify bot configuration');
  expect(shown).toContain('What an integration key may do');
});
