// Random keys as in test/tui/wildKeys.pty.test.ts, with more seeds than the three there.
import { test } from 'vitest';
import { pressWildly } from '../tui/wildKeys.ts';

const seeds = Array.from({ length: 50 }, (_, index) => 101 + index);

test.each(seeds)('1,000 random keys, pastes and sizes do no harm (seed %i)', seed =>
  pressWildly(seed, 1000),
);
