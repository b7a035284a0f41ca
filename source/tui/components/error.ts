// An error as the screens explain it.
import type { AppError } from '../../errors.ts';
import { paragraph, type Row, textRow } from '../look/rows.ts';
import { wrapped } from '../text/width.ts';

/** An error as the screens explain it: what happened, and the next step. */
export function errorRows(error: AppError, columns: number): Row[] {
  const [first = '', ...rest] = wrapped(error.message, columns - 2);
  return [
    [
      { icon: 'error', tone: 'error' },
      { text: ` ${first}`, tone: 'error' },
    ],
    ...rest.map(line => textRow(`  ${line}`, 'error')),
    ...(error.hint === undefined ? [] : paragraph(error.hint, columns, undefined, 2)),
  ];
}
