// Rows as sentences for screen readers.
import type { Piece, Row } from './rows.ts';

const selected = ', selected';

/**
 * A list entry is read column by column; if it is selected, the sentence ends in `, selected`. So a
 * row that loses the selection only becomes shorter, and only the newly selected row is read aloud.
 * @param textOf a piece in words
 * @param trimmed cuts a text to the available room, which is reduced by `less` columns
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
