// Rows that are scrolled through without a cursor.
import { layoutOf } from '../layout.ts';
import { type Scroll, windowOf } from '../list.ts';
import type { Row } from '../rows.ts';
import type { Shared } from '../shared.ts';
import { Rows } from './Rows.tsx';

type Props = { rows: readonly Row[]; scroll: Scroll; shared: Shared };

export function Pager({ rows, scroll, shared }: Props) {
  const { columns, body } = layoutOf(shared.size);
  const [start, end] = windowOf(scroll, rows.length, body);
  return <Rows rows={rows.slice(start, end)} columns={columns} now={shared.now} />;
}
