// The checklist page: the security best practices of Botpress's documentation, each with its fixes.
import type { Fix } from '../../../diagnosis/diagnosis.ts';
import { numbered, type Practice, practiceWords } from '../../../diagnosis/practices/practice.ts';
import { errorRows } from '../../components/error.ts';
import { waitingRow } from '../../components/waiting.ts';
import type { Sign } from '../../home/signs.ts';
import { staleRows } from '../../home/stale.ts';
import { blankRow, paragraph, type Row } from '../../look/rows.ts';
import { fixRows, signedRows } from './rows.ts';
import type { Checklist } from './state.ts';

const signs: Readonly<Record<Practice['status'], Pick<Sign, 'icon' | 'tone'>>> = {
  ok: { icon: 'ok', tone: 'ok' },
  warn: { icon: 'warn', tone: 'warn' },
  unknown: { icon: 'unknown', tone: 'muted' },
};

/** The most items that a practice lists on this page; `bp-auth checklist` lists all. */
const mostItems = 6;

/** @param keyed the fixes that have a key, in key order */
export function checklistRows(
  { practices, at, again }: Checklist,
  keyed: readonly Fix[],
  columns: number,
  now: number,
): Row[] {
  const title = paragraph('Security best practices of Botpress’s documentation', columns, 'strong');
  if (practices.state === 'failed') return [...title, ...errorRows(practices.error, columns)];
  if (practices.state === 'loading') {
    return [...title, blankRow, waitingRow('checking')];
  }
  const older =
    again === null || again === 'asked' ? [] : staleRows({ at, error: again }, now, columns);
  return [
    ...title,
    ...(again === 'asked' ? [waitingRow('checking again')] : older),
    ...practices.value.flatMap(practice => [blankRow, ...practiceRows(practice, keyed, columns)]),
  ];
}

function practiceRows(practice: Practice, keyed: readonly Fix[], columns: number): Row[] {
  const { status, says, items, fixes } = practice;
  const what = `${practiceWords[status]}: ${numbered(practice)}`;
  const hidden = items.length - mostItems;
  return [
    ...signedRows(signs[status], what, columns),
    ...paragraph(says, columns, 'muted', 2),
    ...items.slice(0, mostItems).flatMap(item => paragraph(item, columns, undefined, 4)),
    ...(hidden > 0 ? paragraph(`and ${hidden} more`, columns, 'muted', 4) : []),
    ...fixRows(fixes, keyed, columns),
  ];
}
