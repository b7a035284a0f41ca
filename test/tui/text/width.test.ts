import { describe, expect, test } from 'vitest';
import { cut, fixed, headOf, widthOf, wrapped } from '../../../source/tui/text/width.ts';

describe('text in columns', () => {
  test.each<[text: string, columns: number, shown: string]>([
    ['short', 10, 'short'],
    ['exactly ten', 11, 'exactly ten'],
    ['a long name', 8, 'a long …'],
    ['世界世界', 5, '世界…'],
    ['世界世界', 4, '世…'],
    ['👨‍👩‍👧👨‍👩‍👧', 3, '👨‍👩‍👧…'],
    ['anything', 1, '…'],
    ['anything', 0, ''],
  ])('%s in %i columns is %s', (text, columns, shown) => {
    expect(cut(text, columns)).toBe(shown);
    expect(widthOf(cut(text, columns))).toBeLessThanOrEqual(columns);
  });

  test('fills up with blanks to the very column', () => {
    for (const text of ['', 'a', '世', '世界世界', 'a long name', '👨‍👩‍👧']) {
      expect(widthOf(fixed(text, 7))).toBe(7);
    }
  });

  test('takes no half characters', () => {
    expect(headOf('a世', 2)).toBe('a');
  });

  test.each<[text: string, columns: number, lines: string[]]>([
    ['one two three', 7, ['one two', 'three']],
    ['one', 7, ['one']],
    ['', 7, ['']],
    ['abcdefghij kl', 4, ['abcd', 'efgh', 'ij', 'kl']],
    ['世界 世界', 4, ['世界', '世界']],
  ])('wraps %j at %i columns', (text, columns, lines) => {
    expect(wrapped(text, columns)).toEqual(lines);
  });
});
