// The rows of an error: what happened, and the next step.
import { commandsIn } from '../../commandLine.ts';
import type { AppError } from '../../errors.ts';
import { markedParagraph, paragraph, type Row, showing } from '../look/rows.ts';
import type { Tone } from '../look/theme.ts';

export function errorRows(error: AppError, columns: number): Row[] {
  const tone = 'error';
  return [
    ...markedParagraph({ icon: 'error', tone }, error.message, columns, { tone }),
    ...hintRows(error, columns),
  ];
}

/** The next step of an error, if it has one. */
export const hintRows = ({ hint, advice }: AppError, columns: number, tone?: Tone): Row[] =>
  hint === undefined ? [] : showing(commandsIn(advice), paragraph(hint, columns, tone, 2));
