import { describe, expect, test } from 'vitest';
import { createFilter } from '../../../source/tui/text/fuzzy.ts';

type Item = { name: string; id: string };

const items: Item[] = [
  { name: 'Acme Staging', id: 'ws_1' },
  { name: 'Große Straße', id: 'ws_2' },
  { name: 'Crème brûlée', id: 'ws_3' },
  { name: 'd-e-v', id: 'ws_4' },
  { name: 'dev', id: 'ws_5' },
];
const filter = () => createFilter<Item>(({ name, id }) => ({ loose: [name], strict: [id] })).find;

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

  test('what is in the name comes before what is in the rest', () => {
    const near = [
      { name: 'dev', id: 'api' },
      { name: 'a-pi', id: 'x' },
      { name: 'api', id: 'y' },
    ];
    expect(filter()(near, 'api').map(({ name }) => name)).toEqual(['api', 'a-pi', 'dev']);
  });

  test('where a word begins comes before the middle of one', () => {
    const near = ['Protect it', 'Rotate it', 'pre-rotate', 'carrot'].map(name => ({
      name,
      id: '',
    }));
    const found = filter()(near, 'rot').map(({ name }) => name);
    expect(found).toEqual(['Rotate it', 'pre-rotate', 'Protect it', 'carrot']);
  });

  test('finds the same, however it was typed', () => {
    const words = ['ΟΔΟΣΑ', 'Acme prod', 'prod acme', 'a-c-m-e', 'Crème', 'ac', 'p'];
    const list = words.map(name => ({ name, id: `ws_${name.length}` }));
    for (const query of ['ΟΔΟΣΑ', 'ac pr', 'acm', 'crème', 'ws_9', 'w p']) {
      const find = filter();
      for (const end of query.split('').keys()) find(list, query.slice(0, end));
      expect(find(list, query)).toEqual(filter()(list, query));
    }
  });

  test('gives the very same answer to the same question', () => {
    const find = filter();
    expect(find(items, 'dev')).toBe(find(items, 'dev'));
    expect(find(items, '')).toBe(items);
  });
});

describe('marking what was found', () => {
  const searched = { loose: ['Acme Staging', 'Crème brûlée', '👨‍👩‍👧 d-e-v'], strict: ['ws_acme'] };
  const marked = (query: string, text: string) =>
    createFilter(() => searched)
      .markerOf(
        {},
        query,
      )(text)
      .map(stretch => (stretch.marked ? `[${stretch.text}]` : stretch.text))
      .join('');

  test.each<[query: string, text: string, shown: string]>([
    ['', 'Acme Staging', 'Acme Staging'],
    ['ACME', 'Acme Staging', '[Acme] Staging'],
    ['stag acme', 'Acme Staging', '[Acme] [Stag]ing'],
    ['acstg', 'Acme Staging', '[Ac]me [St]a[g]ing'],
    ['creme', 'Crème brûlée', '[Crème] brûlée'],
    ['brulee', 'Crème brûlée', 'Crème [brûlée]'],
    ['dev', '👨‍👩‍👧 d-e-v', '👨‍👩‍👧 [d]-[e]-[v]'],
    ['ws_a', 'ws_acme', '[ws_a]cme'],
    ['acme', 'bot ws_acme', 'bot ws_[acme]'],
  ])('%j in %j: %j', (query, text, shown) => {
    expect(marked(query, text)).toBe(shown);
  });

  test('letters in order count only where they were looked for so, and nowhere as a word', () => {
    expect(marked('wac', 'ws_acme')).toBe('ws_acme');
    expect(marked('acme', 'a-c-m-e')).toBe('a-c-m-e');
  });
});
