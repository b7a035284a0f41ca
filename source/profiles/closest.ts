// "Did you mean": what is nearest to something that was typed.
import distance from 'damerau-levenshtein';

/** The nearest candidate within a third of its length, null when none is near. Two letters swapped are one slip. */
export function closest(typed: string, candidates: readonly string[]): string | null {
  const near = candidates
    .map(candidate => ({ candidate, steps: likeness(typed, candidate).steps }))
    .filter(({ candidate, steps }) => steps <= Math.max(1, Math.floor(candidate.length / 3)));
  near.sort((a, b) => a.steps - b.steps);
  return near[0]?.candidate ?? null;
}

/** How many edits lie between two texts, and what they have in common, from 0 to 1. */
export const likeness = (a: string, b: string) => distance(a.toLowerCase(), b.toLowerCase());
