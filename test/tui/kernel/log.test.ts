// The log of what happened, from keys and messages to its rows.
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../source/errors.ts';
import type { Message } from '../../../source/tui/contract/messages.ts';
import { logRows } from '../../../source/tui/kernel/log.ts';
import type { UiState } from '../../../source/tui/kernel/state.ts';
import { accepted, checked, noon, offline, owner, play, press, worldWith } from '../world.ts';

const textOf = (state: UiState, columns = 80) =>
  logRows(state.log, columns).map(row =>
    row.map(piece => ('text' in piece ? piece.text : '')).join(''),
  );
const stray = (text: string): Message => ({ type: 'stray', text });
const error = new AppError('connection-timeout', 'The API cannot be reached', {
  hint: 'Check the network',
});

describe('the log', () => {
  test('is empty at first, and says so', () => {
    expect(textOf(worldWith())).toContain('Nothing has happened yet.');
  });

  test('keeps what was said, failed, was answered or was printed by others, the newest first', () => {
    const world = worldWith();
    const { state } = play(
      world,
      checked(world, 'dev', accepted),
      { type: 'profiles.used', name: 'acme' },
      { type: 'login.failed', work: 'login.verify', error },
      { type: 'write.failed', error },
      stray('DeprecationWarning: old'),
    );
    expect(state.log.entries.map(({ tone, text }) => `${tone}: ${text}`)).toEqual([
      'warn: DeprecationWarning: old',
      'error: The API cannot be reached. Check the network',
      'ok: Now using acme',
      'ok: dev: ok',
    ]);
  });

  test('tells when each of it was', () => {
    const { state } = play(worldWith(), stray('one'), stray('two'));
    expect(state.log.entries.map(({ at }) => at)).toEqual([noon + 2000, noon + 1000]);
    expect(textOf(state).at(-1)).toMatch(/^\d\d:\d\d:\d\d {2} one$/);
  });

  test('says what repeats itself once, with its last time', () => {
    const { state } = play(worldWith(), stray('again'), stray('again'));
    expect(state.log.entries).toEqual([{ at: noon + 2000, tone: 'warn', text: 'again' }]);
  });

  test('leaves the answers about other profiles to the list', () => {
    const world = worldWith();
    const { state } = play(world, checked(world, 'acme', offline));
    expect(state.log.entries).toEqual([]);
  });

  test('never holds a token, nor more than 200 entries of 1,000 letters', () => {
    const many = Array.from({ length: 300 }, (_, index) =>
      stray(`${index} ${owner} ${'x'.repeat(5000)}`),
    );
    const { entries } = play(worldWith(), ...many).state.log;
    expect(entries).toHaveLength(200);
    expect(JSON.stringify(entries)).not.toContain(owner);
    for (const { text } of entries) expect(text.length).toBeLessThanOrEqual(1000);
  });

  test('opens with L, scrolls, and closes with Esc', () => {
    const many = Array.from({ length: 50 }, (_, index) => stray(`entry ${index}`));
    const open = press(play(worldWith(), ...many).state, 'L');
    expect(open.state.log.seen).toMatchObject({ index: 0, top: 0 });
    const scrolled = press(open.state, 'pagedown', 'j');
    expect(scrolled.state.log.seen?.top).toBeGreaterThan(10);
    const closed = press(scrolled.state, 'esc');
    expect(closed.state.log.seen).toBeNull();
    expect(closed.work).toEqual([]);
  });

  test('wraps what is long below its beginning', () => {
    const { state } = play(worldWith(), stray('word '.repeat(20).trim()));
    const [first = '', second = ''] = textOf(state, 40).slice(2);
    expect(first).toMatch(/^\d\d:\d\d:\d\d {2}( word)+$/);
    expect(second).toMatch(/^ {12}word/);
  });
});
