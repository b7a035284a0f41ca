// Random keys in a real terminal: nothing crashes, nothing breaks the frame, nothing secret is shown.
import { test } from 'vitest';
import { pressWildly } from './wildKeys.ts';

test.each([1, 2, 3])('1,000 random keys, pastes and sizes do no harm (seed %i)', seed =>
  pressWildly(seed, 1000),
);
