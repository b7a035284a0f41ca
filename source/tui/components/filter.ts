// A list's filter: typed in a field, kept, cleared.
import { type Row, rowWidth, withRight } from '../look/rows.ts';
import type { KeyInput } from '../terminal/keys.ts';
import { type EditedLine, edit, emptyLine, textOf } from './lineEditor.ts';
import { linePieces } from './textField.ts';

/** Null if there is no filter. A filter stays in force after typing has ended. */
export type ListFilter = { line: EditedLine; typing: boolean } | null;

export const openedFilter = (filter: ListFilter): ListFilter => ({
  line: filter?.line ?? emptyLine,
  typing: true,
});

export const typedFilter = (filter: ListFilter, input: KeyInput): ListFilter =>
  filter && { line: edit(filter.line, input), typing: true };

/** An empty filter is removed. */
export const keptFilter = (filter: ListFilter): ListFilter =>
  filterText(filter) === '' ? null : filter && { ...filter, typing: false };

export const filterText = (filter: ListFilter): string =>
  filter === null ? '' : textOf(filter.line);

/** How many entries match, and how many there are. */
type Found = { found: number; all: number };

/**
 * The row of a filter: the text field while the user types, then the filter and its result.
 * @param counts null if nothing is counted
 */
export function filterRow(
  filter: NonNullable<ListFilter>,
  counts: Found | null,
  columns: number,
): Row {
  const text = filterText(filter);
  const count = counts === null ? '' : `${counts.found} of ${counts.all}`;
  if (filter.typing) {
    const right: Row = [{ text: count, tone: 'muted' }];
    const field = linePieces(filter.line, columns - 2 - rowWidth(right));
    return withRight([{ text: '/', tone: 'accent' }, ...field], right, columns);
  }
  return [
    {
      text: counts === null ? '/' : `${count} match `,
      tone: counts === null ? 'accent' : undefined,
    },
    { text, tone: 'accent' },
    { text: '  (esc clears)', tone: 'muted' },
  ];
}
