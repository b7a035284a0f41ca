// Printed tables and JSON.
import { describe, expect, test } from 'vitest';
import { printJson, printTable } from '../../source/commands/print.ts';
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

test('JSON with its line end is one write: outputs of several processes do not mix', () => {
  const ctx = fakeContext();
  const writes: string[] = [];
  printJson({ ...ctx, stdout: { ...ctx.stdout, write: text => writes.push(text) > 0 } }, [1], 0);
  expect(writes).toEqual(['[1]\n']);
});
