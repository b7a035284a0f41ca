// A clue: a program's words that reveal a cause; and a search for clues that stays fast in any
// text.
import type { ErrorCode } from '../../errorCodes.ts';
import type { Confidence } from '../diagnosis.ts';

export type Clue = {
  cause: ErrorCode;
  confidence: Confidence;
  /**
   * Texts in lower case. Every match contains one of them, so the pattern is tried only around
   * them.
   */
  hints: readonly string[];
  pattern: RegExp;
  /** The meaning, if the cause's own words are less precise. */
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

/** A pattern is tried on a hint together with this many characters before and after it. */
const around = { before: 240, behind: 320 } as const;

/** The most places of a hint that are tried: this many from the start, and as many from the end. */
const mostPlaces = 6;

/** A text with its lower-case form. */
export type View = { text: string; small: string };

export const searchable = (text: string): View => {
  const small = text.toLowerCase();
  // Some letters become two in lower case: then a place in `small` is another place in `text`.
  return { text, small: small.length === text.length ? small : text };
};

/** The match and its place; null if the clue is absent. */
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
