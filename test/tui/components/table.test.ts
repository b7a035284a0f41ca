// Tables sized by their content, and the mark for hidden rows above and below.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listLayout } from '../../../source/tui/components/listLayout.ts';
import { moreRow, scrolledRows } from '../../../source/tui/components/more.ts';
import {
  type Column,
  rowPlaces,
  tableRow,
  tableStarts,
  tableWidth,
} from '../../../source/tui/components/table.ts';
import { type Row, rowWidth, textRow } from '../../../source/tui/look/rows.ts';
import { fixed } from '../../../source/tui/text/width.ts';

const column = (widest: number, more: Partial<Column> = {}): Column => ({
  ...{ heading: '', widest, most: 32, least: 10 },
  ...more,
});

describe('columns', () => {
  const three = [column(20), column(24, { optional: true }), column(16, { least: 16 })];
  test.each<[room: number, starts: (number | null)[]]>([
    [100, [0, 22, 48]],
    [64, [0, 22, 48]],
    // The widest columns shrink first.
    [60, [0, 22, 44]],
    [46, [0, 15, 30]],
    // There is no room for all columns.
    [39, [0, null, 22]],
  ])('in %i columns begin at %j', (room, starts) => {
    expect(tableStarts(three, room)).toEqual(starts);
  });

  test('are as wide as their heading, and take no more than they may', () => {
    expect(tableWidth([column(2, { heading: 'workspace' }), column(64)])).toBe(9 + 2 + 32);
  });
});

describe('the values of a row', () => {
  test.each<[what: string, widths: number[], room: number, places: [number, number][]]>([
    [
      'stand where their columns begin',
      [5, 5, 5],
      60,
      [
        [0, 5],
        [20, 5],
        [40, 5],
      ],
    ],
    [
      'push others aside',
      [30, 5, 5],
      60,
      [
        [0, 30],
        [32, 5],
        [40, 5],
      ],
    ],
    [
      'are pulled back by the end of the row',
      [5, 5, 30],
      60,
      [
        [0, 5],
        [20, 5],
        [30, 30],
      ],
    ],
    [
      'are cut only where all of them have no room',
      [30, 30, 10],
      60,
      [
        [0, 23],
        [25, 23],
        [50, 10],
      ],
    ],
  ])('%s', (_, widths, room, places) => {
    const found = rowPlaces([0, 20, 40], widths, [0, 0, 10], room);
    expect(found.map(({ start, width }) => [start, width])).toEqual(places);
  });

  test('are whole wherever the row has room for them, and never lie over each other', () => {
    const widths = fc.array(fc.integer({ min: 0, max: 70 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(widths, widths, fc.integer({ min: 40, max: 200 }), (widest, own, room) => {
        const columns = widest.map(width => column(width));
        const texts = own.map((width, index) => String(index).repeat(width));
        const cells = texts.map(text => ({
          width: text.length,
          pieces: (room: number) => [{ text: fixed(text, room) }],
        }));
        const row = tableRow(columns, tableStarts(columns, room), cells, room);
        const shown = row.map(piece => ('text' in piece ? piece.text : '')).join('');
        const needed = own.reduce((sum, width) => sum + width, 4);
        if (needed <= room) {
          expect(rowWidth(row)).toBeLessThanOrEqual(room);
          for (const text of texts) expect(shown).toContain(text);
        }
        expect(shown.replace(/[ …]/g, '')).toMatch(/^0*1*2*$/);
      }),
    );
  });
});

describe('what has no room', () => {
  const says = (row: Row) =>
    row
      .map(piece => ('icon' in piece ? `<${piece.icon}>` : 'text' in piece ? piece.text : ''))
      .join('');

  test('is counted above and below', () => {
    expect(says(moreRow(0, 5, 19))).toBe('  <down> 14 more');
    expect(says(moreRow(5, 10, 10))).toBe('  <up> 5 more');
    expect(says(moreRow(3, 5, 19))).toBe('  <up> 3 more  <down> 14 more');
  });

  test('is all that is not seen, at every height', () => {
    const some = fc.tuple(fc.nat(60), fc.nat(80), fc.integer({ min: 1, max: 30 }));
    fc.assert(
      fc.property(some, ([count, top, height]) => {
        const rows = Array.from({ length: count }, (_, index) => textRow(`row ${index}`));
        const shown = scrolledRows(rows, { index: top, top }, height).map(says);
        expect(shown.length).toBe(Math.min(count, height));
        const seen = shown.filter(text => text.startsWith('row'));
        const [above = 0, below = 0] = ['up', 'down'].map(way =>
          Number(new RegExp(`<${way}> (\\d+) more`).exec(shown.at(-1) ?? '')?.[1] ?? 0),
        );
        if (count <= height) expect(seen.length).toBe(count);
        else if (height > 1) expect(above + seen.length + below).toBe(count);
        if (seen.length > 0 && count > height && height > 1) expect(seen[0]).toBe(`row ${above}`);
      }),
    );
  });
});

describe('a list and its details', () => {
  const at = (columns: number, rows: number, count: number, widest: number) =>
    listLayout({ columns, rows }, { head: 1, count, fewest: 8, widest });
  test.each<[columns: number, rows: number, count: number, widest: number, where: unknown]>([
    // The list and its details are side by side if both have room.
    [120, 40, 5, 70, { list: 32, width: 70, details: { at: 'right', columns: 48, rows: 33 } }],
    [119, 40, 5, 70, { list: 5, width: 119, details: { at: 'below', columns: 119, rows: 26 } }],
    [80, 24, 6, 90, { list: 6, width: 80, details: { at: 'below', columns: 80, rows: 9 } }],
    [80, 24, 300, 90, { list: 8, width: 80, details: { at: 'below', columns: 80, rows: 7 } }],
    [40, 10, 6, 90, { list: 4, width: 40, details: null }],
  ])('%i×%i, %i entries of %i columns', (columns, rows, count, widest, where) => {
    expect(at(columns, rows, count, widest)).toEqual(where);
  });
});
