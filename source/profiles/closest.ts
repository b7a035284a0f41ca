// "Did you mean": the candidate nearest to what was typed.
import distance from 'damerau-levenshtein';

/**
 * The candidate that is the fewest edits away from the typed text. Allowed are a third as many edits
 * as the candidate has letters, but always one; null if no candidate is that near. Two swapped
 * letters count as one edit.
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
