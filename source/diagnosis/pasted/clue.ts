// A clue: words of some program that tell a cause; and the search for it that stays quick in any text.
import type { ErrorCode } from '../../errorCodes.ts';
import type { Confidence } from '../diagnosis.ts';

export type Clue = {
  cause: ErrorCode;
  confidence: Confidence;
  /** In small letters: one of them stands in every text that the pattern fits, and the pattern is tried around it. */
  hints: readonly string[];
  pattern: RegExp;
  /** What it means, where the cause's own words say less. */
  means?: string;
};

/** A row of a table of clues. */
export function clue(
  cause: ErrorCode,
  confidence: Confidence,
  hints: readonly string[],
  pattern: RegExp,
  means?: string,
): Clue {
  return {
    cause,
    confidence,
    hints,
    pattern,
    ...(means === undefined ? {} : { means }),
  };
}

/** Characters before and behind a hint in which the pattern is tried. */
const around = { before: 240, behind: 320 } as const;

/** Places of one hint that are tried, from the front and from the end. */
const mostPlaces = 6;

/** A view of a text, with its small letters. */
export type View = { text: string; small: string };

export const searchable = (text: string): View => {
  const small = text.toLowerCase();
  // A few letters have small forms of another length; places would not be the same.
  return { text, small: small.length === text.length ? small : text };
};

/** What the pattern matches, and where; null where the clue is not there. */
export function findClue(
  { hints, pattern }: Pick<Clue, 'hints' | 'pattern'>,
  { text, small }: View,
): FoundClue | null {
  for (const hint of hints) {
    for (const at of placesOf(hint, small)) {
      const begin = Math.max(0, at - around.before);
      const match = pattern.exec(text.slice(begin, at + hint.length + around.behind));
      if (match !== null) return { found: match[0], at: begin + match.index };
    }
  }
  return null;
}

type FoundClue = { found: string; at: number };

function placesOf(hint: string, small: string): number[] {
  const places: number[] = [];
  let at = small.indexOf(hint);
  while (at !== -1 && places.length < mostPlaces) {
    places.push(at);
    at = small.indexOf(hint, at + hint.length);
  }
  if (at === -1) return places;
  for (let from = small.length, left = mostPlaces; left > 0; left--) {
    const last = small.lastIndexOf(hint, from);
    if (last <= (places.at(-1) ?? 0)) break;
    places.push(last);
    from = last - hint.length;
    if (from < 0) break;
  }
  return places;
}
