// A text field: the visible part of its line, with the cursor.
import { veil } from '../../secrets/kind.ts';
import type { Piece } from '../look/rows.ts';
import { type EditedLine, textOf, viewOf } from './lineEditor.ts';

/** A text field: the visible part of the line, with the cursor; tokens in it are masked. */
export function linePieces(line: EditedLine, columns: number): Piece[] {
  const { before, at, after } = viewOf(veiled(line), columns);
  return [{ text: before }, { cursor: at }, { text: after }];
}

function veiled(line: EditedLine): EditedLine {
  const text = veil(textOf(line));
  return { before: text.slice(0, line.before.length), after: text.slice(line.before.length) };
}
