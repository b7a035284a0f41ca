// The mechanical rules of docs/style.md: what a file's first comment is.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

const files = ['source', 'test', 'scripts', 'bench'].flatMap(folder =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(file => /\.(?:tsx?|m?js|cjs)$/.test(file))
    .map(file => join(root, folder, file)),
);

describe('the first comment of a file', () => {
  test('says what the file is, not what it owns', () => {
    const wrong = files.filter(file => /^\W*Owns\b/.test(readFileSync(file, 'utf8')));
    expect(wrong.map(file => relative(root, file))).toEqual([]);
  });
});
