// Draws a workspace and who one is there.
import { Pager } from '../components/Pager.tsx';
import type { Shared } from '../shared.ts';
import type { State } from './workspace.ts';
import { workspaceRows } from './workspaceRows.ts';

export function WorkspaceScreen({ own, shared }: { own: State; shared: Shared }) {
  const rows = workspaceRows(own.name, own.answers, shared, shared.size.columns);
  return <Pager rows={rows} scroll={own.scroll} shared={shared} />;
}
