// A list that one chooses from: the rows that are seen, the marked one pointed at.
import type { Piece, Row } from '../look/rows.ts';

/** The one of several words in a row that is chosen. */
export function chosenPieces(text: string): Piece[] {
  const tone = 'selected';
  return [
    { icon: 'chosen', tone },
    { text, tone },
    { icon: 'chosenEnd', tone },
  ];
}

/** A row of a list that one chooses from. */
export function pointed(selected: boolean, pieces: readonly Piece[]): Row {
  const pointer: Piece = selected ? { icon: 'pointer', tone: 'selected' } : { text: ' ' };
  return [pointer, { text: ' ' }, ...pieces];
}

/** Without the first rows, if what is pointed at would else not be among so many. */
export function downToPointer(rows: readonly Row[], height: number): readonly Row[] {
  const at = rows.findIndex(row => row.some(piece => 'icon' in piece && piece.icon === 'pointer'));
  return rows.slice(Math.max(0, at - Math.max(1, height) + 1));
}
