// docs/401-and-403.md, held to the table of causes; `npx vitest run test/refusalPage.test.ts --update` writes it anew.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { refusalGroups } from '../source/diagnosis/refusals.ts';
import { refusalPage } from './support/refusalPage.ts';

test('the page says what the table says', async () => {
  await expect(refusalPage()).toMatchFileSnapshot('../docs/401-and-403.md');
});

test('every cause of the page has a look, a check and a fix that runs', () => {
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

test('the page is linked from where people look', () => {
  for (const file of ['README.md', 'docs/README.md', 'docs/finding-out-why.md']) {
    expect(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')).toContain(
      '401-and-403.md',
    );
  }
});
