// Lists of choices: the visible rows, with a pointer at the marked one.
import { type Scroll, windowOf } from '../contract/scroll.ts';
import type { Piece, Row } from '../look/rows.ts';
import type { Tone } from '../look/theme.ts';
import { isMore, moreRow } from './more.ts';

/** The chosen word, where several words stand in one row. */
export function chosenPieces(text: string): Piece[] {
  const tone = 'selected';
  return [
    { icon: 'chosen', tone },
    { text, tone },
    { icon: 'chosenEnd', tone },
  ];
}

/** A row in a list of choices. */
function pointed(selected: boolean, gap: Piece, pieces: readonly Piece[]): Row {
  return [{ entry: selected ? 'selected' : 'other' }, gap, ...pieces];
}

const isPointer = (piece: Piece) =>
  ('icon' in piece && piece.icon === 'pointer') || ('entry' in piece && piece.entry === 'selected');

/** Drops leading rows so that the marked row stays visible. */
export function downToPointer(rows: readonly Row[], height: number): readonly Row[] {
  const at = rows.findIndex(row => row.some(isPointer));
  return rows.slice(Math.max(0, at - Math.max(1, height) + 1));
}

/**
 * The visible choices, one per row, and a mark below them if there are more.
 * @param pieces gives a choice's content, after the pointer; `tone` is given only for the choice at
 * the pointer
 * @param gap the piece between pointer and content
 */
export function choiceRows<Choice>(
  choices: readonly Choice[],
  scroll: Scroll,
  height: number,
  pieces: (choice: Choice, tone: Tone | undefined) => readonly Piece[],
  gap: (choice: Choice) => Piece = () => ({ text: ' ' }),
): Row[] {
  const [start, end] = windowOf(scroll, choices.length, height);
  const rows = choices.slice(start, end).map((choice, index) => {
    const isPointedAt = start + index === scroll.index;
    return pointed(isPointedAt, gap(choice), pieces(choice, isPointedAt ? 'selected' : undefined));
  });
  return isMore(choices.length, height) ? [...rows, moreRow(start, end, choices.length)] : rows;
}
