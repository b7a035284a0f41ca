// The head of the workspace screen: whether the profile works, why not, and when that was checked.
import { hintRows } from '../../components/error.ts';
import { signPieces } from '../../components/sign.ts';
import { checkOf, type ScreenSubject, type Shared } from '../../contract/knowledge.ts';
import { checkedAtOf, errorOf, fullSignOf } from '../../home/signs.ts';
import { paragraph, type Row } from '../../look/rows.ts';
import { ago } from '../../text/time.ts';

export function authenticationRows(
  { view }: ScreenSubject,
  shared: Shared,
  columns: number,
): Row[] {
  const check = checkOf(shared, view);
  const sign = fullSignOf(check);
  const checkedAt = checkedAtOf(check);
  const age = checkedAt === null ? '' : `, ${ago(checkedAt, shared.now)}`;
  const error = errorOf(check);
  return [
    [...signPieces(sign), { text: age, tone: 'muted' }],
    ...(sign.reason === null ? [] : paragraph(sign.reason, columns, undefined, 2)),
    ...(error === null ? [] : hintRows(error, columns, 'muted')),
  ];
}
