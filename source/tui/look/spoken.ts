// Rows as sentences for somebody who has them read aloud.
import type { Piece, Row } from './rows.ts';

/**
 * An entry of a list is told column by column, and at its end whether it is selected: so leaving it takes
 * something off its row, and only the one that is come to is told. @param textOf in words
 */
export function spokenLine(row: Row, textOf: (piece: Piece) => string): string {
  const [first, ...others] = row;
  const isEntry = first !== undefined && 'entry' in first;
  const text = (isEntry ? others : row).map(textOf).join('').trim();
  if (!isEntry) return text;
  const sentence = text
    .replace(/\s{2,}/g, ', ')
    .replace(/\s+,/g, ',')
    .replace(/,(?:\s*,)+/g, ',');
  return first.entry === 'selected' ? `${sentence}, selected` : sentence;
}
