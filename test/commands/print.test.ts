// Printed tables.
import { describe, expect, test } from 'vitest';
import { printTable } from '../../source/commands/print.ts';
import { fakeContext } from '../support/context.ts';

describe('a table', () => {
  test('is as wide as what a terminal shows of its cells', () => {
    const ctx = fakeContext();
    printTable(ctx, [
      ['東京', 'first'],
      ['dev', 'second'],
      ['e\u0301lan', 'third'],
      ['👩‍💻', 'fourth'],
    ]);
    expect(ctx.stdout.text()).toBe(
      ['東京  first', 'dev   second', 'e\u0301lan  third', '👩‍💻    fourth', ''].join('\n'),
    );
  });

  test('keeps its columns where cells are empty, and ends no line in blanks', () => {
    const ctx = fakeContext();
    printTable(ctx, [
      ['a', '', 'x'],
      ['long', 'b', ''],
    ]);
    expect(ctx.stdout.text()).toBe('a        x\nlong  b\n');
  });
});
