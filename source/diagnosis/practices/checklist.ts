// The checklist: the documentation's security best practices in their order, then ours. Pure.
import { rotated } from './ages.ts';
import type { Practice, Situation } from './practice.ts';
import { elsewhere, envIgnored, envTokens } from './project.ts';
import { closed, finished, narrow, protectedOnes, stored, watched } from './tokens.ts';

export function checklist(situation: Situation): Practice[] {
  const judges = [
    ...[envIgnored, envTokens, elsewhere],
    ...[rotated, narrow, closed, stored, watched, protectedOnes, finished],
  ];
  return judges.flatMap(judge => judge(situation) ?? []);
}

/** `warn` if something can be done better; what cannot be told is no finding. */
export const verdictOf = (practices: readonly Practice[]): 'ok' | 'warn' =>
  practices.some(({ status }) => status === 'warn') ? 'warn' : 'ok';
