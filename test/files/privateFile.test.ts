import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { patiently } from '../../source/files/patience.ts';
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

/** Fails this many times, then succeeds. */
function refusing(times: number, code: string) {
  let left = times;
  return () => {
    if (left-- > 0) throw Object.assign(new Error(code), { code });
    return 'done';
  };
}

test.each(['EPERM', 'EBUSY', 'EACCES'])('%s is waited out on Windows, and nowhere else', code => {
  expect(patiently(refusing(2, code), undefined, 'win32')).toBe('done');
  for (const platform of ['linux', 'darwin'] as const)
    expect(() => patiently(refusing(1, code), undefined, platform)).toThrow(code);
});

test('what is told instead of thrown is waited out as well', () => {
  const told = [{ code: 'EBUSY' }, { code: undefined }];
  const attempt = () => told.shift() ?? { code: 'none left' };
  expect(patiently(attempt, ({ code }) => code, 'win32')).toEqual({ code: undefined });
});

test.each(['ENOENT', 'EEXIST', 'ENOSPC', 'EISDIR'])('%s is final at once', code => {
  expect(() => patiently(refusing(1, code), undefined, 'win32')).toThrow(code);
});
