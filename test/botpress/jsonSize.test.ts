import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holdsMoreThan } from '../../source/botpress/jsonSize.ts';

/** Counts a value and all values inside it; lists and objects count twice. */
function countIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  const inner = Object.values(value).reduce((sum: number, one) => sum + countIn(one), 0);
  return 2 + inner;
}

test('a text is told to hold more values only where it does', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), fc.nat(30), (text, most) => {
      if (holdsMoreThan(most, text)) expect(countIn(JSON.parse(text))).toBeGreaterThan(most);
    }),
  );
});

test.each<[text: string, is: boolean]>([
  [`[${'[],'.repeat(99)}[]]`, true],
  [`[${'{},'.repeat(99)}{}]`, true],
  [`[${'0,'.repeat(99)}0]`, true],
  [`{${Array.from({ length: 100 }, (_, n) => `"${n}":0`).join()}}`, true],
  [JSON.stringify({ text: '[],'.repeat(1000) }), false],
  [JSON.stringify({ text: '",[{\\'.repeat(1000), '\\': '\\\\' }), false],
  [`[${' '.repeat(1000)}]`, false],
  ['"'.repeat(1001), false],
])('%#: more than 50', (text, is) => {
  expect(holdsMoreThan(50, text)).toBe(is);
});
