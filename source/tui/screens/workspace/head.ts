// The head of the workspace screen: the account, whether the profile works, and the age of the answers.
import { signPieces } from '../../components/sign.ts';
import { checkOf, type ScreenSubject, type Shared } from '../../contract/knowledge.ts';
import { checkedAtOf, fullSignOf, hintOf } from '../../home/signs.ts';
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
  const hint = hintOf(check);
  return [
    [...signPieces(sign), { text: age, tone: 'muted' }],
    ...(sign.reason === null ? [] : paragraph(sign.reason, columns, undefined, 2)),
    ...(hint === null ? [] : paragraph(hint, columns, 'muted', 2)),
  ];
}
