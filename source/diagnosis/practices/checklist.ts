// The checklist: the security best practices of Botpress's documentation in their order, then our
// own. Pure.
import { rotated } from './ages.ts';
import type { Practice, Situation } from './practice.ts';
import { elsewhere, envIgnored, envTokens } from './project.ts';
import { closed, finished, narrowTokens, protectedOnes, stored, watched } from './tokens.ts';

export function judgePractices(situation: Situation): Practice[] {
  const judges = [
    ...[envIgnored, envTokens, elsewhere],
    ...[rotated, narrowTokens, closed, stored, watched, protectedOnes, finished],
  ];
  return judges.flatMap(judge => judge(situation) ?? []);
}

/** `warn` if any practice needs attention. A practice that is `unknown` does not count. */
export const verdictOf = (practices: readonly Practice[]): 'ok' | 'warn' =>
  practices.some(({ status }) => status === 'warn') ? 'warn' : 'ok';
