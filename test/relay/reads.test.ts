// What `--read-only` lets through: every operation of the official contract, tried once.
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { isRead } from '../../source/relay/reads.ts';

type Operation = { name: string; method: string; path: string };
type Contract = { _state: { operations: Record<string, Operation> } };

const contract = createRequire(import.meta.url)('@botpress/api') as Record<string, Contract>;
const operations = ['adminApi', 'runtimeApi', 'tablesApi', 'filesApi'].flatMap(api =>
  Object.values(contract[api]?._state.operations ?? {}),
);

/** What reads though it is no GET: by hand, from the operations' descriptions in the contract. */
const readsByPost = ['findTableRows', 'introspect', 'validateIntegrationCreation'];

describe('read-only', () => {
  test('knows more than a hundred operations', () => {
    expect(operations.length).toBeGreaterThan(100);
  });

  test.each(operations.map(({ name, method, path }) => [name, method, path] as const))(
    '%s (%s %s) passes only where it reads',
    (name, method, path) => {
      const asked = path.replaceAll(/\{\w+\}/g, 'some_id');
      const reads = method.toUpperCase() === 'GET' || readsByPost.includes(name);
      expect(isRead(method.toUpperCase(), asked)).toBe(reads);
    },
  );

  test.each([
    ['an unknown operation', 'POST', '/v1/admin/something-new'],
    ['a path that only looks like a read', 'POST', '/v1/tables/t/rows/find/../delete'],
    ['an encoded slash', 'POST', '/v1/tables/t%2Frows/rows/find'],
    ['an encoded dot', 'POST', '/v1/tables/%2e%2e/rows/find'],
    ['two slashes', 'POST', '/v1//tables/t/rows/find'],
    ['a path parameter', 'POST', '/v1/tables/t/rows/find;x'],
    ['more behind it', 'POST', '/v1/tables/t/rows/find/x'],
    ['PUT on a read', 'PUT', '/v1/tables/t/rows/find'],
    ['a method nobody knows', 'PURGE', '/v1/admin/bots'],
    ['small letters', 'get', '/v1/admin/bots'],
  ])('%s is refused', (_, method, path) => {
    expect(isRead(method, path)).toBe(false);
  });

  test('the API URL’s own path stands before it', () => {
    expect(isRead('POST', '/gateway/v1/tables/t/rows/find', '/gateway')).toBe(true);
    expect(isRead('POST', '/v1/tables/t/rows/find', '/gateway')).toBe(false);
  });
});
