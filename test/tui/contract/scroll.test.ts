import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  atTop,
  type ListMove,
  move,
  scrollBy,
  scrollTo,
  windowOf,
} from '../../../source/tui/contract/scroll.ts';

describe('moving through a list', () => {
  test.each<[by: ListMove, from: number, to: number]>([
    ['down', 0, 1],
    ['down', 99, 99],
    ['up', 5, 4],
    ['up', 0, 0],
    ['pageDown', 0, 8],
    ['pageUp', 20, 12],
    ['pageUp', 3, 0],
    ['first', 50, 0],
    ['last', 0, 99],
  ])('%s from %i is %i', (by, from, to) => {
    expect(move(scrollTo(atTop, from, 100, 10), by, 100, 10).index).toBe(to);
  });

  test('the window moves no further than the cursor needs', () => {
    const atEdge = scrollTo(atTop, 8, 100, 10);
    expect(windowOf(atEdge, 100, 10)).toEqual([0, 9]);
    expect(windowOf(move(atEdge, 'down', 100, 10), 100, 10)).toEqual([1, 10]);
    expect(windowOf(move({ index: 5, top: 3 }, 'up', 100, 10), 100, 10)).toEqual([3, 12]);
  });

  test('always shows the cursor, and no empty rows while there are others', () => {
    const anything = fc.tuple(fc.nat(60), fc.nat(60), fc.nat(50), fc.integer({ min: 1, max: 20 }));
    fc.assert(
      fc.property(anything, ([index, top, count, height]) => {
        const [start, end] = windowOf({ index, top }, count, height);
        const cursor = scrollTo({ index, top }, index, count, height).index;
        const mark = count > height && height > 1 ? 1 : 0;
        expect(end - start).toBe(Math.min(count, height) - mark);
        if (count > 0) expect(cursor >= start && cursor < end).toBe(true);
      }),
    );
  });

  test('text without a cursor is scrolled to its last row and no further', () => {
    const end = scrollBy(atTop, 'last', 30, 10);
    expect(windowOf(end, 30, 10)).toEqual([21, 30]);
    expect(scrollBy(end, 'down', 30, 10)).toEqual(end);
    expect(windowOf(scrollBy(end, 'up', 30, 10), 30, 10)).toEqual([20, 29]);
  });
});
