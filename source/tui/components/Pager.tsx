// Scrollable rows without a cursor.
import type { Shared } from '../contract/knowledge.ts';
import { type Scroll, windowOf } from '../contract/scroll.ts';
import { layoutOf } from '../look/layout.ts';
import { Rows } from '../look/Rows.tsx';
import type { Row } from '../look/rows.ts';

type Props = { rows: readonly Row[]; scroll: Scroll; shared: Shared };

export function Pager({ rows, scroll, shared }: Props) {
  const { columns, body } = layoutOf(shared.size);
  const [start, end] = windowOf(scroll, rows.length, body);
  return <Rows rows={rows.slice(start, end)} columns={columns} now={shared.now} />;
}
