// "Did you mean": the candidate nearest to what was typed.
import distance from 'damerau-levenshtein';

/**
 * The candidate with the fewest edits from the typed text; null if all need too many. One edit is
 * always allowed, more only up to a third of the candidate's letters. Two swapped letters count as
 * one edit.
 */
export function closest(typed: string, candidates: readonly string[]): string | null {
  const near = candidates
    .map(candidate => ({ candidate, steps: likeness(typed, candidate).steps }))
    .filter(({ candidate, steps }) => steps <= Math.max(1, Math.floor(candidate.length / 3)));
  near.sort((a, b) => a.steps - b.steps);
  return near[0]?.candidate ?? null;
}

/** `steps`: how many edits lead from one text to the other; `similarity`: from 0 to 1. */
export const likeness = (a: string, b: string) => distance(a.toLowerCase(), b.toLowerCase());
