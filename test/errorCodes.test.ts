// Error codes: scripts depend on them, so each means one thing and is created in one place.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { causeIds } from '../source/diagnosis/causes.ts';
import { errorCodes } from '../source/errorCodes.ts';
import {
  AppError,
  exitCodes,
  isAppError,
  rewrapped,
  systemCode,
  toAppError,
} from '../source/errors.ts';

const source = new URL('../source/', import.meta.url);
const all = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter(file => /\.tsx?$/.test(file) && file !== 'errorCodes.ts')
  .map(file => readFileSync(new URL(file, source), 'utf8'))
  .join('\n');

describe('an error code', () => {
  test('is words with hyphens', () => {
    for (const code of Object.keys(errorCodes)) expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  test('is used somewhere', () => {
    const unused = Object.keys(errorCodes).filter(
      code => !all.includes(`'${code}'`) && !all.includes(`  ${code}: {`),
    );
    expect(unused).toEqual([]);
  });

  test('is what a root cause of doctor is called, too', () => {
    expect(causeIds.filter(id => !Object.hasOwn(errorCodes, id))).toEqual([]);
  });

  test('decides the kind, and no kind ends in 0', () => {
    for (const kind of Object.values(errorCodes)) expect(exitCodes[kind]).toBeGreaterThan(0);
  });

  test('stays when the error is put into other words', () => {
    const error = new AppError('token-rejected', 'It is rejected', { hint: 'Log in' });
    const { code, kind, message, hint, cause } = rewrapped(error, { message: 'pat_1: rejected' });
    expect({ code, kind, message, hint, cause }).toEqual({
      ...{ code: 'token-rejected', kind: 'auth', message: 'pat_1: rejected', hint: 'Log in' },
      cause: error,
    });
    expect(rewrapped(error, { hint: undefined }).hint).toBeUndefined();
  });

  test('is not taken for one of the system', () => {
    const missing = Object.assign(new Error('ENOENT: no such file'), { code: 'ENOENT' });
    expect(systemCode(missing)).toBe('ENOENT');
    expect(systemCode(new AppError('write-failed', 'no'))).toBeUndefined();
  });

  test.each(['toString', '__proto__', 'constructor', 'gone'])(
    'an error with the code %s is not ours, and a bug',
    code => {
      const foreign = Object.assign(new Error('no'), { name: 'AppError', code, kind: code });
      expect(isAppError(foreign)).toBe(false);
      expect(toAppError(foreign)).toMatchObject({ code: 'unexpected', kind: 'bug' });
    },
  );
});
