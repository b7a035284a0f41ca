// Scrollable rows without a cursor.
import type { Shared } from '../contract/knowledge.ts';
import type { Scroll } from '../contract/scroll.ts';
import { layoutOf } from '../look/layout.ts';
import { Rows } from '../look/Rows.tsx';
import type { Row } from '../look/rows.ts';
import { scrolledRows } from './more.ts';

type Props = { rows: readonly Row[]; scroll: Scroll; shared: Shared };

export function Pager({ rows, scroll, shared }: Props) {
  const { columns, body } = layoutOf(shared.size);
  return <Rows rows={scrolledRows(rows, scroll, body)} columns={columns} now={shared.now} />;
}
