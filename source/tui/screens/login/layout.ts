// The rows above and below the lists of the login form, and the room that they leave.

import { chosenPieces } from '../../components/choices.ts';
import { errorRows } from '../../components/error.ts';
import { waitingRow } from '../../components/waiting.ts';
import type { Shared } from '../../contract/knowledge.ts';
import { hostOf } from '../../home/labels.ts';
import { layoutOf } from '../../look/layout.ts';
import { blankRow, type Piece, paragraph, type Row, textRow } from '../../look/rows.ts';
import { type LoginState, loginSteps } from './state.ts';
import { isUrlTyped, urlOf } from './urls.ts';

/** The width of the complete list of steps. */
const columnsForSteps = 60;

/** All steps in one row, with the current step marked. */
export function stepsRows(own: LoginState, { size }: Shared): Row[] {
  const { columns, roomy } = layoutOf(size);
  if (!roomy) return [];
  const steps = loginSteps(own);
  const here = steps.indexOf(own.step);
  if (size.linear) return [textRow(`Login, step ${here + 1} of ${steps.length}: ${own.step}`)];
  if (columns < columnsForSteps) return [];
  const trail = steps.flatMap((step, index): Piece[] => [
    ...(index === 0
      ? []
      : ([{ text: ' ' }, { icon: 'arrow', tone: 'muted' }, { text: ' ' }] as const)),
    ...(index === here
      ? chosenPieces(step)
      : [{ text: step, tone: index < here ? undefined : ('muted' as const) }]),
  ]);
  return [trail, blankRow];
}

/** The question above a list in the form. */
export function questionRows(own: LoginState, columns: number): Row[] {
  if (own.step === 'where') return [textRow('Which Botpress API?')];
  if (own.step === 'how') {
    return paragraph(`How do you log in to ${hostOf(urlOf(own))}?`, columns);
  }
  const email = own.verified?.account.email ?? '';
  return [[{ text: 'Which workspace of ' }, { text: email, tone: 'strong' }, { text: '?' }]];
}

/** The running request, and the last error. */
export const noteRows = (own: LoginState, columns: number): Row[] => [
  // While saving, the wait is shown above the footer.
  ...(own.busy === null || own.step === 'name' ? [] : [waitingRow(own.busy)]),
  ...(own.problem === null ? [] : errorRows(own.problem, columns)),
];

/** The largest number of rows for the remarks below the field for a URL. */
const remarkRows = 4;

/** The number of rows for the workspaces and the row that counts them. */
export function workspaceRoom(own: LoginState, shared: Shared): number {
  const { body, columns, roomy } = layoutOf(shared.size);
  const notes = noteRows(own, columns).length;
  const others =
    stepsRows(own, shared).length +
    questionRows(own, columns).length +
    notes +
    (roomy && notes > 0 ? 1 : 0);
  return Math.max(2, body - others);
}

/** The number of rows for a list of choices. */
export function choiceRoom(own: LoginState, shared: Shared): number {
  const { roomy } = layoutOf(shared.size);
  const others = roomy ? 1 + (isUrlTyped(own) ? remarkRows : 0) : 0;
  return Math.max(2, workspaceRoom(own, shared) - others);
}
