// Rows as sentences for somebody who has them read aloud.
import type { Piece, Row } from './rows.ts';

const selected = ', selected';

/**
 * An entry of a list is told column by column, and at its end whether it is selected: so leaving it takes
 * something off its row, and only the one that is come to is told. @param textOf in words @param trimmed cuts to the room there is, less some columns
 */
export function spokenLine(
  row: Row,
  textOf: (piece: Piece) => string,
  trimmed: (text: string, less: number) => string,
): string {
  const [first, ...others] = row;
  const isEntry = first !== undefined && 'entry' in first;
  const text = (isEntry ? others : row).map(textOf).join('').trim();
  if (!isEntry) return trimmed(text, 0);
  const sentence = text
    .replace(/\s{2,}/g, ', ')
    .replace(/\s+,/g, ',')
    .replace(/,(?:\s*,)+/g, ',');
  if (first.entry === 'other') return trimmed(sentence, 0);
  return trimmed(sentence, selected.length) + selected;
}
