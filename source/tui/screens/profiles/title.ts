// The title of the profile list: the cursor's position, the sort order, and running work.
import { progressPieces } from '../../components/bar.ts';
import { filterRow } from '../../components/filter.ts';
import { markCountPieces } from '../../components/marks.ts';
import { positionRow } from '../../components/position.ts';
import type { Shared } from '../../contract/knowledge.ts';
import type { Title } from '../../contract/screen.ts';
import type { Piece, Row } from '../../look/rows.ts';
import { targetProfiles } from './marking.ts';
import { sortWords } from './order.ts';
import { listedProfiles, type ProfilesState } from './state.ts';
import { progressOf } from './verification.ts';

export function profilesTitle(own: ProfilesState, shared: Shared): Title {
  const path = ['Profiles'];
  if (shared.home.state === 'failed') return { path };
  return { path, beside: columns => besideRow(own, shared, columns) };
}

function besideRow(own: ProfilesState, shared: Shared, columns: number): Row {
  const { filter } = own;
  const found = listedProfiles(own, shared).length;
  const all = shared.profiles.length;
  if (filter?.typing) return filterRow(filter, { found, all }, columns);
  return [
    ...(filter === null
      ? positionRow(own.scroll, found)
      : filterRow(filter, { found, all }, columns)),
    ...markCountPieces(
      own.marks,
      targetProfiles(own, shared),
      'profile',
      shared.size.linear === true,
    ),
    ...sortPieces(own, all),
    ...verificationPieces(own, shared),
  ];
}

function sortPieces({ sort }: ProfilesState, count: number): Piece[] {
  return count < 2 ? [] : [{ text: `  ${sortWords[sort]}`, tone: 'muted' }];
}

function verificationPieces(own: ProfilesState, shared: Shared): Piece[] {
  const progress = progressOf(own, shared);
  if (progress === null) return [];
  return [{ text: '  verifying ' }, ...progressPieces(progress.done, progress.total)];
}
