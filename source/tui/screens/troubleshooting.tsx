// Draws a diagnosis: the cause and the fixes first, then every check.
import { Pager } from '../components/Pager.tsx';
import { Rows } from '../components/Rows.tsx';
import type { Shared } from '../shared.ts';
import { type State, wishes, wishRows } from './troubleshooting.ts';
import { troubleshootingRows, wishListRows } from './troubleshootingRows.ts';

export function TroubleshootingScreen({ own, shared }: { own: State; shared: Shared }) {
  const { columns } = shared.size;
  if (own.choosing !== null) {
    const choices = wishListRows(own.name, wishes, own.choosing, wishRows(shared));
    return <Rows rows={choices} columns={columns} />;
  }
  const rows = troubleshootingRows(own, columns);
  return <Pager rows={rows} scroll={own.scroll} shared={shared} />;
}
