// Owns how many rows the login form has for its lists.
import { layoutOf, type Size } from '../layout.ts';

/** Title, steps, question, field, count, and up to three rows of problem and hint. */
const otherRows = 8;

/** Rows of the list of API URLs or workspaces. */
export function pickerRows(size: Size): number {
  const { body } = layoutOf(size);
  return Math.max(2, body - Math.min(otherRows, body - 2));
}
