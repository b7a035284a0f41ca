// The title of the profile list: what is listed, in which order, and what goes on with it.
import { progressPieces } from '../../components/bar.ts';
import { filterPieces } from '../../components/filter.ts';
import { linePieces } from '../../components/textField.ts';
import type { Shared } from '../../contract/knowledge.ts';
import { type Piece, type Row, rowWidth, withRight } from '../../look/rows.ts';
import { sortWords } from './order.ts';
import { listedProfiles, type ProfilesState } from './state.ts';
import { progressOf } from './verification.ts';

export function profilesTitleRow(own: ProfilesState, shared: Shared, columns: number): Row {
  const title: Piece = { text: 'Profiles', tone: 'strong' };
  if (shared.home.state === 'failed') return [title];
  if (own.filter?.typing) {
    const count = `${listedProfiles(own, shared).length} of ${shared.profiles.length}`;
    const found: Row = [{ text: count, tone: 'muted' }];
    const field = linePieces(own.filter.line, columns - 12 - rowWidth(found));
    return withRight([title, { text: '  /', tone: 'accent' }, ...field], found, columns);
  }
  return [
    title,
    ...countPieces(own, shared),
    ...sortPieces(own),
    ...verificationPieces(own, shared),
  ];
}

/** How many there are, or what the filter lets through. */
function countPieces(own: ProfilesState, shared: Shared): Piece[] {
  const all = shared.profiles.length;
  if (own.filter === null) return [{ text: `  ${all}`, tone: 'muted' }];
  return [{ text: '  ' }, ...filterPieces(own.filter, listedProfiles(own, shared).length, all)];
}

function sortPieces({ sort }: ProfilesState): Piece[] {
  return sort === 'added' ? [] : [{ text: `  ${sortWords[sort]}`, tone: 'muted' }];
}

function verificationPieces(own: ProfilesState, shared: Shared): Piece[] {
  const progress = progressOf(own, shared);
  if (progress === null) return [];
  return [{ text: '  verifying ' }, ...progressPieces(progress.done, progress.total)];
}
