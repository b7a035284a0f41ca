// The same as test/tui/wildKeys.pty.test.ts, with more seeds, to find what its three do not.
import { test } from 'vitest';
import { pressWildly } from '../tui/wildKeys.ts';

const seeds = Array.from({ length: 50 }, (_, index) => 101 + index);

test.each(seeds)('1,000 random keys, pastes and sizes do no harm (seed %i)', seed =>
  pressWildly(seed, 1000),
);
