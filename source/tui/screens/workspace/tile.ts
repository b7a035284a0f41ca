// The parts that the tiles of the workspace screen share: the wait for an answer, and its error.
import { roleInsufficient } from '../../../botpress/apiError.ts';
import { AppError, rewrapped } from '../../../errors.ts';
import { errorRows } from '../../components/error.ts';
import { fieldRow } from '../../components/field.ts';
import { checkOf, type Loaded, type ScreenSubject, type Shared } from '../../contract/knowledge.ts';
import { type Piece, type Row, textRow } from '../../look/rows.ts';
import type { Look } from './state.ts';

/** What every tile is made from. */
export type TileFacts = { subject: ScreenSubject; look: Look; shared: Shared };

/**
 * The rows of a part: its answer, its error if it failed, or a spinner while it loads.
 * @param label the text before the spinner or the error, for a part without a heading
 */
export function partRows<Value>(
  part: Loaded<Value> | null,
  seen: TileFacts,
  columns: number,
  rows: (value: Value) => Row[],
  label: string | null = null,
): Row[] {
  if (part === null) return [];
  if (part.state === 'ready') return rows(part.value);
  if (part.state === 'loading') {
    return [[...(label === null ? indent(2) : fieldRow(label, '')), ...waiting]];
  }
  const { error } = part;
  if (isToldAbove(error, seen)) {
    const text = 'not loaded, for the reason at the top';
    return [label === null ? textRow(`  ${text}`, 'muted') : fieldRow(label, text)];
  }
  const [margin, first] = label === null ? [2, []] : [4, [fieldRow(label, 'not loaded')]];
  const why = errorRows(inThisWorkspace(error, seen), columns - margin);
  return [...first, ...why.map(row => [...indent(margin), ...row])];
}

const indent = (columns: number): Piece[] => [{ text: ' '.repeat(columns) }];

const waiting: Row = [{ icon: 'spinner', tone: 'muted' }, { text: ' loading' }];

/**
 * Whether the head of the screen shows the error already, such as a rejected token, which fails
 * every part.
 */
function isToldAbove(error: AppError, { subject, shared }: TileFacts): boolean {
  const check = checkOf(shared, subject.view);
  if (check === null || check.state === 'checking') return false;
  const told = check.state === 'known' ? check.status.error : check.error;
  // The head may show a different `auth` error for the same rejected token.
  return told?.code === error.code || (error.kind === 'auth' && told?.kind === 'auth');
}

/**
 * Explains a refusal if the workspace is blocked or the account's role in it is too low; any other
 * error stays as it is.
 */
function inThisWorkspace(error: AppError, { look }: TileFacts): AppError {
  const { workspace, membership } = look.answers;
  if (error.exchange?.errorType !== 'Forbidden') return error;
  const isBlocked = workspace?.state === 'ready' && workspace.value.blocked;
  if (isBlocked)
    return new AppError('workspace-blocked', 'The workspace is blocked (403 Forbidden)');
  const role = membership?.state === 'ready' ? membership.value.role : 'owner';
  // Owners have every permission, so the role is not the reason.
  if (role === 'owner') return error;
  return rewrapped(roleInsufficient(error, role, 'see this'), { hint: undefined });
}
