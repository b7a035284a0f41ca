// The operations that `--read-only` allows: each operation of the official contract is tried once.
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { isRead } from '../../source/relay/reads.ts';
import { changingOperations, disagreements, readingOperations } from './operations.ts';

type Operation = { name: string; method: string; path: string };
type Contract = { _state: { operations: Record<string, Operation> } };

const contract = createRequire(import.meta.url)('@botpress/api') as Record<string, Contract>;
const apis = ['adminApi', 'runtimeApi', 'tablesApi', 'filesApi', 'billingApi'];
const operations = apis.flatMap(api => Object.values(contract[api]?._state.operations ?? {}));

describe('read-only', () => {
  test('every operation of the contract is judged, and nothing else', () => {
    const judged = [...readingOperations, ...changingOperations];
    expect(operations.length).toBeGreaterThan(190);
    expect([...judged].sort()).toEqual(operations.map(({ name }) => name).sort());
  });

  test('every operation, tried once, passes where it only reads; three are decided otherwise', () => {
    const differing = operations.filter(({ name, method, path }) => {
      const asked = path.replaceAll(/\{\w+\}/g, 'some_id');
      return isRead(method.toUpperCase(), asked) !== readingOperations.includes(name);
    });
    expect(differing.map(({ name }) => name).sort()).toEqual(Object.keys(disagreements).sort());
  });

  test('nothing that changes something passes by any other method than GET', () => {
    for (const { name, method, path } of operations) {
      if (method === 'get' || readingOperations.includes(name)) continue;
      expect(isRead(method.toUpperCase(), path.replaceAll(/\{\w+\}/g, 'some_id')), name).toBe(
        false,
      );
    }
  });

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
