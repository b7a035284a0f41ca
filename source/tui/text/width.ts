// Text widths on the screen, and cutting and padding to a width.
import stringWidth, { PlainSegmenter } from './plainText.ts';

const segmenter = PlainSegmenter(undefined, { granularity: 'grapheme' });

/** The characters that a person sees. */
export function graphemes(text: string): string[] {
  return Array.from(segmenter.segment(text), part => part.segment);
}

/** The width of a text; measured like ink's layout. */
export function widthOf(text: string): number {
  return stringWidth(text);
}

/** As much of the text's start as fits into the columns. */
export function headOf(text: string, columns: number): string {
  let head = '';
  let used = 0;
  for (const grapheme of graphemes(text)) {
    used += widthOf(grapheme);
    if (used > columns) break;
    head += grapheme;
  }
  return head;
}

/** The text, or its start and the ellipsis if it is too long. */
export function cut(text: string, columns: number, ellipsis = '…'): string {
  if (columns <= 0) return '';
  if (widthOf(text) <= columns) return text;
  return headOf(text, columns - widthOf(ellipsis)) + headOf(ellipsis, columns);
}

/** The text cut, or padded with blanks, to exactly `columns` columns. */
export function fixed(text: string, columns: number, ellipsis = '…'): string {
  const shown = cut(text, columns, ellipsis);
  return shown + ' '.repeat(Math.max(0, columns - widthOf(shown)));
}

/** The text in lines of at most `columns` columns, broken at blanks if possible. */
export function wrapped(text: string, columns: number): string[] {
  const room = Math.max(1, columns);
  const lines: string[] = [];
  let line = '';
  for (let word of text.split(/\s+/)) {
    while (widthOf(word) > room) {
      if (line !== '') lines.push(line);
      line = '';
      const head = headOf(word, room) || word;
      lines.push(head);
      word = word.slice(head.length);
    }
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= room) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}
