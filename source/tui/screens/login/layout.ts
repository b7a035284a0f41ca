// The number of rows that the login form has for its lists.
import { layoutOf, type Size } from '../../look/layout.ts';

/** Steps, question, field, blanks between them, and up to three rows of what went wrong. */
const otherRows = 8;
/** In a low terminal: steps and question. */
const fewestOtherRows = 2;

/** Rows of the list of API URLs, or of the workspaces and their filter. */
export function pickerRows(size: Size): number {
  const { body, roomy } = layoutOf(size);
  return Math.max(2, body - (roomy ? otherRows : fewestOtherRows));
}
