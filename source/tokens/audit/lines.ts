// Line numbers for an audit's hits, found in a second reading, so that only files with hits are
// read by line.
import { type RealPath, readPieces } from '../../files/walk.ts';
import type { Found } from './scan.ts';

export type Located = { token: string; line: number };

/**
 * Each token with its line, counted from 1; the same token twice on a line counts once.
 * @throws Unread
 */
export function located(real: RealPath, found: readonly Found[]): Located[] {
  const wanted = found.toSorted((a, b) => a.at - b.at);
  const result: Located[] = [];
  let line = 1;
  let offset = 0;
  for (const piece of readPieces(real).pieces) {
    let from = 0;
    for (let next = wanted[result.length]; next !== undefined; next = wanted[result.length]) {
      const at = next.at - offset;
      if (at >= piece.length) break;
      line += newlinesIn(piece, from, at);
      from = at;
      result.push({ token: next.token, line });
    }
    if (result.length === wanted.length) break;
    line += newlinesIn(piece, from, piece.length);
    offset += piece.length;
  }
  return [...new Map(result.map(one => [`${one.line} ${one.token}`, one])).values()];
}

function newlinesIn(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) {
    count++;
  }
  return count;
}
