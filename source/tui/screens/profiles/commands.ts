// The commands that the profile list shows: in its details, below it, or in its place.
import type { Shared } from '../../contract/knowledge.ts';
import { layoutOf } from '../../look/layout.ts';
import { commandsShownIn } from '../../look/rows.ts';
import { profileBlocks } from './blocks.ts';
import { profileDetailRows } from './details.ts';
import { profileListRows } from './rows.ts';
import { listedProfiles, type ProfilesState } from './state.ts';

export function profileCommands(own: ProfilesState, shared: Shared): string[] {
  const { columns } = layoutOf(shared.size);
  const isEmpty = listedProfiles(own, shared).length === 0;
  return commandsShownIn([
    ...(isEmpty ? profileListRows(own, shared) : profileDetailRows(own, shared, columns)),
    ...profileBlocks(own, shared).flatMap(rowsIn => rowsIn(columns)),
  ]);
}
