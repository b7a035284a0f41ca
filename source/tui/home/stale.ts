// The mark on content that stays on the screen because it could not be refreshed.
import type { AppError } from '../../errors.ts';
import { markedParagraph, type Row } from '../look/rows.ts';
import { ago } from '../text/time.ts';

/** Content that is older than it should be: `at` is when it arrived, in epoch milliseconds. */
export type Stale = { at: number; error: AppError };

/** `from 3 min ago; refresh failed: …` */
export function staleRows({ at, error }: Stale, now: number, columns: number): Row[] {
  const age = ago(at, now).replace(/^just now$/, 'a moment ago');
  const text = `from ${age}; refresh failed: ${error.message}`;
  return markedParagraph({ icon: 'warn', tone: 'warn' }, text, columns, { tone: 'warn' });
}
