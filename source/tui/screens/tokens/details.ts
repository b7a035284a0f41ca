// The details of the selected token, the most important first.
import type { TokenView } from '../../../tokens/inventory.ts';
import type { DetailsExtent } from '../../components/detailsScroll.ts';
import { fieldRow } from '../../components/field.ts';
import type { Shared } from '../../contract/knowledge.ts';
import { paragraph, type Row, rowWidth, textRow } from '../../look/rows.ts';
import { ago, dateOf } from '../../text/time.ts';
import { limitOf } from './head.ts';
import { tokensLayout } from './layout.ts';
import { extentOf, selectedToken } from './list.ts';
import type { TokensState } from './state.ts';

/** How many rows the details have, and how many fit; zero where no details are shown. */
export function tokenDetailsExtent(own: TokensState, shared: Shared): DetailsExtent {
  const { details } = tokensLayout(shared.size, extentOf(own, shared));
  if (details === null) return { count: 0, rows: 0 };
  return { count: tokenDetailRows(own, shared, details.columns).length, rows: details.rows };
}

/** Everything known about the selected token, the most important first. */
export function tokenDetailRows(own: TokensState, shared: Shared, columns: number): Row[] {
  const token = selectedToken(own, shared);
  if (token === null) return [];
  const { id, note, createdAt, ageDays, tooOld, expiresAt, warning } = token;
  const made = ageDays === null ? null : ago(Date.parse(createdAt), shared.now);
  return [
    [{ text: note || '(no note)', tone: 'strong' }],
    idRow(id, columns),
    fieldRow('created', dateOf(createdAt), made),
    ...(tooOld ? [markedRow(`older than your limit of ${limitOf(shared)} days`)] : []),
    warning === null
      ? fieldRow('expires', expiresAt === null ? 'no date noted' : dateOf(expiresAt))
      : markedRow(warning.says),
    ...inUseRows(own, token, columns),
  ];
}

/** An id is never cut: if it does not fit beside its label, the label is dropped. */
function idRow(id: string, columns: number): Row {
  const row = fieldRow('id', id);
  return rowWidth(row) <= columns ? row : textRow(`  ${id}`);
}

function markedRow(says: string): Row {
  return [{ text: '  ' }, { icon: 'warn', tone: 'warn' }, { text: ` ${says}`, tone: 'warn' }];
}

function inUseRows(own: TokensState, { inUse, profiles }: TokenView, columns: number): Row[] {
  const isPat = own.tab === 'account';
  if (inUse === null) {
    const known = isPat ? ' Rotating (R) makes it known.' : '';
    const why = `The API does not tell which of these tokens a profile uses.${known}`;
    return [fieldRow('in use', 'maybe'), ...paragraph(why, columns, 'muted', 2)];
  }
  if (!inUse) return [fieldRow('in use', 'by no profile here'), textRow('  d revokes it', 'muted')];
  const names =
    profiles.length === 0 ? 'by the credentials in the environment' : `by ${profiles.join(', ')}`;
  const next = isPat
    ? 'R replaces it'
    : 'To replace it: put a new key into each profile that uses it (c), then revoke this one (d)';
  return [fieldRow('in use', names), ...paragraph(next, columns, 'muted', 2)];
}
