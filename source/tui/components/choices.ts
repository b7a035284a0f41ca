// Lists that one chooses from: the rows that are seen, the marked one pointed at.
import { type Scroll, windowOf } from '../contract/scroll.ts';
import type { Piece, Row } from '../look/rows.ts';
import type { Tone } from '../look/theme.ts';

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
function pointed(selected: boolean, pieces: readonly Piece[]): Row {
  const pointer: Piece = selected ? { icon: 'pointer', tone: 'selected' } : { text: ' ' };
  return [pointer, { text: ' ' }, ...pieces];
}

/** Without the first rows, if what is pointed at would else not be among so many. */
export function downToPointer(rows: readonly Row[], height: number): readonly Row[] {
  const at = rows.findIndex(row => row.some(piece => 'icon' in piece && piece.icon === 'pointer'));
  return rows.slice(Math.max(0, at - Math.max(1, height) + 1));
}

/**
 * The choices that are seen, each on a row of its own.
 * @param pieces what stands behind the pointer; the tone is that of the marked one
 */
export function choiceRows<Choice>(
  choices: readonly Choice[],
  scroll: Scroll,
  height: number,
  pieces: (choice: Choice, tone: Tone | undefined) => readonly Piece[],
): Row[] {
  const [start, end] = windowOf(scroll, choices.length, height);
  return choices.slice(start, end).map((choice, index) => {
    const isMarked = start + index === scroll.index;
    return pointed(isMarked, pieces(choice, isMarked ? 'selected' : undefined));
  });
}
