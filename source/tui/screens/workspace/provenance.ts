// The tile about the source of each value, as in `profiles active --explain`.
import { provenanceOf } from '../../../profiles/provenance.ts';
import { shadowedReason, sourceName } from '../../../profiles/shadowed.ts';
import { fieldRows } from '../../components/field.ts';
import type { Remark, ScreenSubject, Shared } from '../../contract/knowledge.ts';
import { blankRow, commandRows, headingRow, markedParagraph, type Row } from '../../look/rows.ts';

export function provenanceTile(
  { name, profile, view }: ScreenSubject,
  shared: Shared,
  columns: number,
): Row[] {
  const { home } = shared;
  const resolution = home.state === 'ready' ? home.resolution : null;
  const current = resolution?.current?.name === name ? resolution.current : null;
  const target = view.botId || view.integrationId ? 'bound to' : 'workspace';
  const labels = { profile: 'profile', apiUrl: 'API URL', workspaceId: target, token: 'token' };
  const print = view.tokenFingerprint;
  const source = current?.source ?? ({ type: 'active' } as const);
  return [
    headingRow('Where each value comes from'),
    ...provenanceOf({ name, profile, source }).flatMap(({ field, value, source }) => {
      const isOther = field === 'profile' && current === null;
      const unknown = field === 'token' && print !== null ? `#${print}` : 'none';
      const from = isOther ? 'not what applies here' : source;
      return fieldRows(labels[field], value ?? unknown, columns, from);
    }),
    ...(resolution?.shadowed ?? []).flatMap(found =>
      fieldRows('passed over', sourceName(found.source), columns, shadowedReason(found)),
    ),
    ...differenceRows(shared, columns),
  ];
}

/**
 * What differs from the credentials that apply here: what bp on its own or the ADK on its own would
 * use, and what this project needs.
 */
function differenceRows({ home }: Shared, columns: number): Row[] {
  if (home.state === 'failed') return [];
  return [home.bp, home.adk.differs, home.here.differs].flatMap(remark =>
    remark === null ? [] : remarkRows(remark, columns),
  );
}

function remarkRows({ text, command }: Remark, columns: number): Row[] {
  return [
    blankRow,
    ...markedParagraph({ icon: 'warn', tone: 'warn' }, text, columns, { tone: 'warn' }),
    ...(command === null ? [] : commandRows(command, columns, 4)),
  ];
}
