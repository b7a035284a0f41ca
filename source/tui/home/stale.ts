// The mark on what stays on the screen because it could not be read again.
import type { AppError } from '../../errors.ts';
import { markedParagraph, type Row } from '../look/rows.ts';
import { ago } from '../text/time.ts';

/** What is shown is older than it was to be. Epoch milliseconds. */
export type Stale = { at: number; error: AppError };

/** `from 3 min ago; refresh failed: …` */
export function staleRows({ at, error }: Stale, now: number, columns: number): Row[] {
  const age = ago(at, now).replace(/^just now$/, 'a moment ago');
  const text = `from ${age}; refresh failed: ${error.message}`;
  return markedParagraph({ icon: 'warn', tone: 'warn' }, text, columns, { tone: 'warn' });
}
