// The painter: brings frames to the terminal, rewriting only the rows that changed, each at its own place.
import { stripVTControlCharacters } from 'node:util';
import type { Size } from '../look/layout.ts';
import { cursorMark } from '../look/styled.ts';
import { widthOf } from '../text/width.ts';

// Rows are addressed absolutely and never wrap: a row whose width the terminal measures differently may
// spoil itself, but never its neighbours.
const moveTo = (row: number, column: number) => `\u001b[${row + 1};${column + 1}H`;

const eraseRow = '\u001b[2K';

const eraseRest = '\u001b[K';

const clearScreen = '\u001b[H\u001b[2J';

const showCursor = '\u001b[?25h';

const hideCursor = '\u001b[?25l';

const beginUpdate = '\u001b[?2026h';

const endUpdate = '\u001b[?2026l';

export type Painter = {
  /** Shows a frame: rows separated by line breaks, at most one row less than the terminal has. */
  paint(frame: string): void;
  /** Forgets the screen's content: the next frame is painted completely, on a cleared screen. */
  forget(): void;
  /** Stops painting: the terminal belongs to another program. */
  close(): void;
  /** Paints the same frame again, after another program wrote on the screen. */
  repaint(): void;
};

type Cursor = { row: number; column: number };

/** @param size gives the terminal's size; called for every frame */
export function createPainter(write: (text: string) => void, size: () => Size): Painter {
  let closed = false;
  let last = '';
  let shown: string[] | null = null;
  let cursor: Cursor | null = null;

  const paint = (frame: string) => {
    if (closed) return;
    last = frame;
    const { columns, rows } = size();
    const { lines, cursor: wanted } = takeCursor(frame.split('\n').slice(0, Math.max(1, rows - 1)));
    const before = shown ?? [];
    let output = shown === null ? clearScreen : '';
    for (let row = 0; row < Math.max(lines.length, before.length); row++) {
      const line = lines[row] ?? '';
      const old = before[row] ?? '';
      if (line !== old) output += changeOf(row, old, line, columns);
    }
    if (output !== '' || !sameCursor(wanted, cursor)) {
      const place = wanted === null ? '' : moveTo(wanted.row, wanted.column) + showCursor;
      write(beginUpdate + hideCursor + output + place + endUpdate);
    }
    shown = lines;
    cursor = wanted;
  };
  const forget = () => {
    shown = null;
    cursor = null;
  };
  const repaint = () => {
    forget();
    paint(last);
  };
  const close = () => {
    closed = true;
  };
  return { paint, forget, repaint, close };
}

/**
 * A plain row that only became shorter is not written again: a screen reader would read it once
 * more.
 */
function changeOf(row: number, old: string, line: string, columns: number): string {
  const isPlain = !old.includes('\u001b');
  if (isPlain && line !== '' && old.startsWith(line)) return moveTo(row, widthOf(line)) + eraseRest;
  return moveTo(row, 0) + lineFor(line, columns);
}

/** Erasing to the end of a row that fills the terminal would also erase its last character. */
function lineFor(line: string, columns: number): string {
  const width = widthOf(stripVTControlCharacters(line));
  return width < columns ? line + eraseRest : eraseRow + line;
}

function sameCursor(a: Cursor | null, b: Cursor | null): boolean {
  return a?.row === b?.row && a?.column === b?.column;
}

function takeCursor(lines: string[]): { lines: string[]; cursor: Cursor | null } {
  const row = lines.findIndex(line => line.includes(cursorMark.start));
  const line = lines[row];
  if (line === undefined) return { lines, cursor: null };
  const [head = '', ...tail] = line.split(cursorMark.start);
  const unmarked = (head + tail.join('')).replaceAll(cursorMark.end, '').trimEnd();
  return {
    lines: lines.with(row, unmarked),
    cursor: { row, column: widthOf(stripVTControlCharacters(head)) },
  };
}
