// Sentences about a change to several things: how many it reached, which, and where it failed.
import type { AppError } from '../../errors.ts';
import { counted, joinNames } from '../text/names.ts';

/** `3 profiles: dev, acme, old`; `2 of 3 profiles: dev, acme` if not all are named. */
export function countedNames(names: readonly string[], all: number, what: string): string {
  const count = names.length === all ? '' : `${names.length} of `;
  return `${count}${counted(all, what)}: ${joinNames(names)}`;
}

/** The sentence about the changes that were not made, because Esc stopped the work. */
export const stoppedTexts = (left: readonly string[]): string[] =>
  left.length === 0 ? [] : [`Stopped before ${joinNames(left)}`];

/** One sentence for each reason, with the names of all that failed for that reason. */
export function failedTexts(
  failed: readonly { name: string; error: AppError }[],
  what: string,
): string[] {
  const byReason = new Map<string, string[]>();
  for (const { name, error } of failed) {
    const { message, hint } = error;
    const why = [message, ...(hint === undefined ? [] : [hint])].join('. ');
    byReason.set(why, [...(byReason.get(why) ?? []), name]);
  }
  return [...byReason].map(([why, names]) => {
    const was = names.length === 1 ? 'was' : 'were';
    return `${joinNames(names)} ${was} not ${what}: ${why}`;
  });
}
