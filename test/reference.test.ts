// Holds docs/reference.md and docs/error-codes.md to the code.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { errorCodes } from '../source/errorCodes.ts';
import { exitCodes } from '../source/errors.ts';
import { sampleTokens } from '../source/sandbox/tokens.ts';
import { commandTable } from './support/commandTable.ts';

const textOf = (document: string) =>
  readFileSync(new URL(`../docs/${document}`, import.meta.url), 'utf8');

describe('the reference', () => {
  test('lists every code with its kind and exit code', () => {
    const rows = [
      ...textOf('error-codes.md').matchAll(/^\| `([a-z-]+)` \| (\w+) \| (\d+) \| (.+) \|$/gm),
    ].map(([, code, kind, exit]) => [code, kind, Number(exit)]);
    const expected = Object.entries(errorCodes).map(([code, kind]) => [
      code,
      kind,
      exitCodes[kind],
    ]);
    expect(rows).toEqual(expected);
  });

  test('has the table of commands that their records make', () => {
    const [section = ''] = textOf('reference.md').split('\n## Commands\n')[1]?.split('\n## ') ?? [];
    expect(section.split('\n').filter(row => row.startsWith('|'))).toEqual(commandTable());
  });

  test('lists every kind with its exit code', () => {
    const rows = [...textOf('reference.md').matchAll(/^\| (\d+) \| `(\w+)` \|/gm)];
    const kinds = Object.fromEntries(rows.map(([, exit, kind]) => [kind, Number(exit)]));
    expect(kinds).toEqual(exitCodes);
  });

  test('names every sample token of the sandbox', () => {
    const text = textOf('reference.md');
    const named = Object.values(sampleTokens).filter(
      token => !/^bp_(?:bot|int)_/.test(token) && !text.includes(token),
    );
    expect(named).toEqual([]);
  });
});
