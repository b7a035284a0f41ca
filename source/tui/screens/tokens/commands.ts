// The commands that the tokens screen shows: after a rotation, or where nothing can be listed.
import type { Shared } from '../../contract/knowledge.ts';
import { layoutOf } from '../../look/layout.ts';
import { commandsShownIn } from '../../look/rows.ts';
import { tokenDetailRows } from './details.ts';
import { headRows } from './head.ts';
import { rotationRows } from './rotationRows.ts';
import { tokenListRows } from './rows.ts';
import type { TokensState } from './state.ts';

export function tokenCommands(own: TokensState, shared: Shared): string[] {
  const { columns } = layoutOf(shared.size);
  const { panel } = own;
  if (panel?.type === 'rotation') {
    return commandsShownIn(rotationRows(panel.rotating, shared, columns));
  }
  if (panel !== null) return [];
  return commandsShownIn([
    ...headRows(own, shared, columns),
    ...tokenListRows(own, shared, columns),
    ...tokenDetailRows(own, shared, columns),
  ]);
}
