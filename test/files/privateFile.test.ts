import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createPrivate } from '../../source/files/privateFile.ts';
import { temporaryDirectory } from '../support/context.ts';

test.each([0, 0o022, 0o777])('a private file has mode 0600 with umask %o', umask => {
  const path = join(temporaryDirectory(), 'file');
  const before = process.umask(umask);
  try {
    createPrivate(path, 'content');
  } finally {
    process.umask(before);
  }
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readFileSync(path, 'utf8')).toBe('content');
  expect(() => createPrivate(path, 'other')).toThrow(/EEXIST/);
  expect(readFileSync(path, 'utf8')).toBe('content');
});
