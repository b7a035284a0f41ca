import { describe, expect, test } from 'vitest';
import { createFilter } from '../../source/tui/fuzzy.ts';

type Item = { name: string; id: string };

const items: Item[] = [
  { name: 'Acme Staging', id: 'ws_1' },
  { name: 'Große Straße', id: 'ws_2' },
  { name: 'Crème brûlée', id: 'ws_3' },
  { name: 'd-e-v', id: 'ws_4' },
  { name: 'dev', id: 'ws_5' },
];
const filter = () => createFilter<Item>(({ name, id }) => ({ loose: [name], strict: [id] }));

describe('finding by what is typed', () => {
  test.each<[query: string, ids: string[]]>([
    ['', ['ws_1', 'ws_2', 'ws_3', 'ws_4', 'ws_5']],
    ['  ', ['ws_1', 'ws_2', 'ws_3', 'ws_4', 'ws_5']],
    ['ACME', ['ws_1']],
    ['creme brulee', ['ws_3']],
    ['stag acme', ['ws_1']],
    ['acstg', ['ws_1']],
    ['dev', ['ws_5', 'ws_4']],
    ['ws_2', ['ws_2']],
    ['w2', []],
    ['nothing', []],
  ])('%j finds %j', (query, ids) => {
    expect(filter()(items, query).map(({ id }) => id)).toEqual(ids);
  });

  test('gives the very same answer to the same question', () => {
    const find = filter();
    expect(find(items, 'dev')).toBe(find(items, 'dev'));
    expect(find(items, '')).toBe(items);
  });
});
