// The rows of a field: its label, its value, and where the value came from.
import { markedPieces, paragraph, type Row, rowWidth } from '../look/rows.ts';
import { unmarked } from '../text/fuzzy.ts';
import { fixed, widthOf } from '../text/width.ts';

const labelColumns = 13;

/** `label value`, with the value's source at the end. */
export function fieldRow(
  label: string,
  value: string,
  source: string | null = null,
  mark = unmarked,
): Row {
  return [
    { text: fixed(`  ${label}`, labelColumns + 2), tone: 'muted' },
    ...markedPieces(value, widthOf(value), mark),
    ...(source === null ? [] : markedPieces(`  ${source}`, widthOf(source) + 2, mark, 'muted')),
  ];
}

/** `fieldRow` in as many rows as needed: nothing is cut, so that an id is always complete. */
export function fieldRows(
  label: string,
  value: string,
  columns: number,
  source: string | null = null,
  mark = unmarked,
): Row[] {
  const whole = fieldRow(label, value, source, mark);
  if (rowWidth(whole) <= columns) return [whole];
  const named = fieldRow(label, value, null, mark);
  const indent = labelColumns + 2;
  const valueRows =
    rowWidth(named) <= columns
      ? [named]
      : [fieldRow(label, ''), ...paragraph(value, columns, undefined, 4)];
  return source === null
    ? valueRows
    : [
        ...valueRows,
        ...paragraph(source, columns, 'muted', columns < 2 * indent + 12 ? 4 : indent),
      ];
}
