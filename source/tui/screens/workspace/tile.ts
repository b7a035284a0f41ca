// The shared parts of the workspace screen's tiles: waiting, and the reason for an empty one.
import { roleInsufficient } from '../../../botpress/apiError.ts';
import { AppError, rewrapped } from '../../../errors.ts';
import { errorRows } from '../../components/error.ts';
import { fieldRow } from '../../components/field.ts';
import { checkOf, type Loaded, type ScreenSubject, type Shared } from '../../contract/knowledge.ts';
import { type Piece, type Row, textRow } from '../../look/rows.ts';
import type { Look } from './state.ts';

/** The input of the tiles. */
export type TileFacts = { subject: ScreenSubject; look: Look; shared: Shared };

/**
 * A part of the screen: its rows once the answer has arrived, otherwise the state of waiting.
 * @param label precedes a part without its own heading
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

/** Whether the head already shows the error: a dead network or a rejected token affects every part. */
function isToldAbove(error: AppError, { subject, shared }: TileFacts): boolean {
  const check = checkOf(shared, subject.view);
  if (check === null || check.state === 'checking') return false;
  const told = check.state === 'known' ? check.status.error : check.error;
  // The head may show an oddity of the rejected token instead of the rejection.
  return told?.code === error.code || (error.kind === 'auth' && told?.kind === 'auth');
}

/** A refusal in terms of this workspace, if that gives the reason. */
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
