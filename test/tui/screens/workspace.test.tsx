// The workspace screen: what the token may do, and the way to troubleshooting.
import { describe, expect, test } from 'vitest';
import type { Abilities, Ability } from '../../../source/diagnosis/abilities.ts';
import { AppError } from '../../../source/errors.ts';
import { type State, screenOf } from '../../../source/tui/state.ts';
import { draw } from '../easel.tsx';
import { play, press, profile, worldWith } from '../world.ts';

const big = { columns: 80, rows: 60 };
const opened = () => press(worldWith({ size: big }), 'w');
const text = (state: State) => draw(state).rows.join('\n');

const ability = (title: string, more: Partial<Ability>): Ability => ({
  ...{ name: title, title, verdict: 'allowed', basis: 'probed', why: null, documented: true },
  ...more,
});
const value: Abilities = {
  kind: 'pat',
  role: 'viewer',
  abilities: [
    ability('list bots', {}),
    ability('see invoices', { verdict: 'denied', why: 'the role viewer may not (403 Forbidden)' }),
    ability('list integrations', {}),
    ability('read tables', { verdict: 'unknown', basis: 'not probed', why: 'no bot to ask for' }),
    ability('deploy a bot', {
      verdict: 'denied',
      basis: 'inferred',
      why: 'the role viewer may not',
    }),
    ability('create a token', { basis: 'inferred' }),
    ability('list workspaces', { verdict: 'unknown', why: 'it cannot be told: too many requests' }),
  ],
};

describe('what the token may do', () => {
  test('is asked beside everything else, for keys too', () => {
    const types = (work: readonly { type: string }[]) => work.map(item => item.type);
    expect(types(opened().work)).toContain('workspace.abilities');
    const bot = profile('dev', { kind: 'bot', botId: 'bot_1', token: 'bp_bak_1234567890abcdef' });
    const { state, work } = press(worldWith({ profiles: { dev: bot }, size: big }), 'w');
    expect(types(work)).toEqual(['workspace.abilities', 'check']);
    expect(text(state)).toMatch(/What this token may do\n.*loading/);
  });

  test('stands together by verdict, and says why', () => {
    const { state } = play(opened().state, {
      type: 'workspace.loaded',
      part: 'abilities',
      value,
    });
    const shown = text(state);
    expect(shown).toMatch(/✓ allowed\n +list bots, list integrations\n/);
    expect(shown).toMatch(/✓ allowed, inferred from kind and role\n +create a token/);
    expect(shown).toMatch(/⊘ denied, the role viewer may not \(403 Forbidden\)\n +see invoices/);
    expect(shown).toMatch(/⊘ denied, inferred.*the role viewer may not\n +deploy a bot/);
    expect(shown).toMatch(/○ not probed, no bot to ask for\n +read tables/);
    expect(shown).toMatch(/○ not known, it cannot be told: too many requests\n +list workspaces/);
  });

  test('hides nothing else when it cannot be asked, nor is it hidden', () => {
    const error = new AppError('network', 'The host is gone', { hint: 'Look at the network' });
    const failed = play(
      opened().state,
      { type: 'workspace.failed', part: 'abilities', error },
      { type: 'workspace.loaded', part: 'account', value: { id: 'u', email: 'a@example.com' } },
    ).state;
    expect(text(failed)).toContain('The host is gone');
    expect(text(failed)).toContain('a@example.com');
    const others = play(
      opened().state,
      { type: 'workspace.failed', part: 'workspace', error },
      { type: 'workspace.loaded', part: 'abilities', value },
    ).state;
    expect(text(others)).toContain('list bots, list integrations');
  });
});

test('x troubleshoots the profile that is shown', () => {
  const { state, work } = press(opened().state, 'x');
  expect(screenOf(state)).toBe('troubleshooting');
  expect(work).toContainEqual(expect.objectContaining({ type: 'diagnose', name: 'dev' }));
  expect(screenOf(press(state, 'esc').state)).toBe('workspace');
});
