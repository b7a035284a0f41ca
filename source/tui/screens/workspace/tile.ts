// The parts that every tile of the workspace screen shares: waiting, and saying why it is empty.
import { roleInsufficient } from '../../../botpress/apiError.ts';
import { AppError, rewrapped } from '../../../errors.ts';
import { errorRows } from '../../components/error.ts';
import { fieldRow } from '../../components/field.ts';
import { checkOf, type Loaded, type ScreenSubject, type Shared } from '../../contract/knowledge.ts';
import { type Piece, type Row, textRow } from '../../look/rows.ts';
import type { Look } from './state.ts';

/** What the tiles are made of. */
export type TileFacts = { subject: ScreenSubject; look: Look; shared: Shared };

/**
 * A part of the screen: its rows when the answer is there, else what is known about the wait.
 * @param label stands before a part that has no heading of its own
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
    const text = 'cannot be read: see above';
    return [label === null ? textRow(`  ${text}`, 'muted') : fieldRow(label, text)];
  }
  const [margin, first] = label === null ? [2, []] : [4, [fieldRow(label, 'cannot be read')]];
  const why = errorRows(inThisWorkspace(error, seen), columns - margin);
  return [...first, ...why.map(row => [...indent(margin), ...row])];
}

const indent = (columns: number): Piece[] => [{ text: ' '.repeat(columns) }];

const waiting: Row = [{ icon: 'spinner', tone: 'muted' }, { text: ' loading' }];

/** Whether the top of the screen says it already: a dead network or a rejected token spoils every part. */
function isToldAbove(error: AppError, { subject, shared }: TileFacts): boolean {
  const check = checkOf(shared, subject.view);
  if (check === null || check.state === 'checking') return false;
  const told = check.state === 'known' ? check.status.error : check.error;
  // What is odd about a token that is rejected may be told above, in place of the rejection.
  return told?.code === error.code || (error.kind === 'auth' && told?.kind === 'auth');
}

/** A refusal in the words of this workspace, where it tells the reason. */
function inThisWorkspace(error: AppError, { look }: TileFacts): AppError {
  const { workspace, membership } = look.answers;
  if (error.exchange?.errorType !== 'Forbidden') return error;
  const isBlocked = workspace?.state === 'ready' && workspace.value.blocked;
  if (isBlocked)
    return new AppError('workspace-blocked', 'The workspace is blocked (403 Forbidden)');
  const role = membership?.state === 'ready' ? membership.value.role : 'owner';
  // An owner may everything: then the reason is another one.
  if (role === 'owner') return error;
  return rewrapped(roleInsufficient(error, role, 'see this'), { hint: undefined });
}
