import { expect, test } from 'vitest';
import { quotaAmount, quotaMeaning } from '../../source/botpress/quotas.ts';

test.each([
  [0, 'bytes', '0 B'],
  [999, 'bytes', '999 B'],
  [3_328_599_654, 'bytes', '3.33 GB'],
  [5e18, 'bytes', '5000000 TB'],
  [38_500_000_000, 'nanodollars', '$38.50'],
  [0, 'nanodollars', '$0.00'],
  [60_000, 'milliseconds', '60 s'],
  [1000, 'per-second', '1,000 a second'],
  [100_000, 'number', '100,000'],
  [0.5, 'number', '0.5'],
] as const)('%d %s is %s', (value, unit, text) => {
  expect(quotaAmount(value, unit)).toBe(text);
});

test.each(['new_thing_count', 'constructor', '__proto__'])('%s is shown by its own name', type => {
  expect(quotaMeaning(type)).toEqual({
    title: type.replaceAll('_', ' '),
    unit: 'number',
    counted: false,
  });
});
