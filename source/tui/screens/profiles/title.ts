// The title of the profile list: what is listed, in which order, and what goes on with it.

import { progressPieces } from '../../components/bar.ts';
import { linePieces } from '../../components/textField.ts';
import type { Shared } from '../../contract/knowledge.ts';
import { type Piece, type Row, rowWidth, withRight } from '../../look/rows.ts';
import { sortWords } from './order.ts';
import { listed, type ProfilesState, queryOf } from './state.ts';
import { progressOf } from './verification.ts';

export function profilesTitleRow(own: ProfilesState, shared: Shared, columns: number): Row {
  const title: Piece = { text: 'Profiles', tone: 'strong' };
  if (shared.home.state === 'failed') return [title];
  if (own.filter?.typing) {
    const found: Row = [{ text: countOf(own, shared), tone: 'muted' }];
    const field = linePieces(own.filter.line, columns - 12 - rowWidth(found));
    return withRight([title, { text: '  /', tone: 'accent' }, ...field], found, columns);
  }
  return [
    title,
    ...filterPieces(own, shared),
    ...sortPieces(own),
    ...verificationPieces(own, shared),
  ];
}

const countOf = (own: ProfilesState, shared: Shared): string =>
  `${listed(own, shared).length} of ${shared.profiles.length}`;

function filterPieces(own: ProfilesState, shared: Shared): Piece[] {
  if (own.filter === null) return [{ text: `  ${shared.profiles.length}`, tone: 'muted' }];
  return [
    { text: `  ${countOf(own, shared)} match ` },
    { text: queryOf(own), tone: 'accent' },
    { text: '  (esc clears)', tone: 'muted' },
  ];
}

function sortPieces({ sort }: ProfilesState): Piece[] {
  return sort === 'added' ? [] : [{ text: `  ${sortWords[sort]}`, tone: 'muted' }];
}

function verificationPieces(own: ProfilesState, shared: Shared): Piece[] {
  const progress = progressOf(own, shared);
  if (progress === null) return [];
  return [{ text: '  verifying ' }, ...progressPieces(progress.done, progress.total)];
}
