// The rows of an error: what happened, and the next step.
import type { AppError } from '../../errors.ts';
import { markedParagraph, paragraph, type Row } from '../look/rows.ts';

/** An error on the screens: what happened, and the next step. */
export function errorRows(error: AppError, columns: number): Row[] {
  const tone = 'error';
  return [
    ...markedParagraph({ icon: 'error', tone }, error.message, columns, { tone }),
    ...(error.hint === undefined ? [] : paragraph(error.hint, columns, undefined, 2)),
  ];
}
