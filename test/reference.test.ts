// The check of docs/reference.md, docs/error-codes.md and docs/401-and-403.md against the code.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { refusalGroups } from '../source/diagnosis/refusals.ts';
import { errorCodes } from '../source/errorCodes.ts';
import { exitCodes } from '../source/errors.ts';
import { sampleTokens } from '../source/sandbox/tokens.ts';
import { commandTable } from './support/commandTable.ts';
import { refusalPage } from './support/refusalPage.ts';

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

describe('docs/401-and-403.md', () => {
  test('says what the table of causes says; `npx vitest run test/reference.test.ts --update` writes it anew', async () => {
    await expect(refusalPage()).toMatchFileSnapshot('../docs/401-and-403.md');
  });

  test('has a look, a check and a fix for every cause', () => {
    const all = refusalGroups({ platform: 'linux', home: null, shell: 'posix' }).flatMap(
      ({ refusals }) => refusals,
    );
    for (const { cause, looks, sure, fixes } of all) {
      expect([cause, looks.length > 0, sure.says !== '', fixes.length > 0]).toEqual([
        cause,
        true,
        true,
        true,
      ]);
      expect(`${sure.says}${JSON.stringify(fixes)}`).not.toMatch(/undefined|null"/);
    }
    expect(new Set(all.map(({ cause }) => cause)).size).toBe(all.length);
  });

  test('is linked from where people look', () => {
    for (const file of ['README.md', 'docs/README.md', 'docs/finding-out-why.md']) {
      expect(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')).toContain(
        '401-and-403.md',
      );
    }
  });
});
