// The number of rows for the lists in the login form.
import { layoutOf, type Size } from '../../look/layout.ts';

/** Steps, question, field, blank rows, and up to three rows for an error. */
const otherRows = 8;
/** In a low terminal: the question. */
const fewestOtherRows = 1;

/** Rows for the list of API URLs, or for the workspaces and their filter. */
export function pickerRows(size: Size): number {
  const { body, roomy } = layoutOf(size);
  return Math.max(2, body - (roomy ? otherRows : fewestOtherRows));
}
