// What bp did and we do not follow, and which writes of ours put it right.
import type { Notice } from './notice.ts';

/**
 * What a write puts right: `cache`, credentials of a login of bp that did not finish; `all`, also names of
 * ours that mean another profile in bp's files.
 */
export type Settling = 'nothing' | 'cache' | 'all';

/** Something of bp's that a write replaced, in a form that screens and commands put into words. */
export type Settled =
  | { type: 'cache-replaced'; fingerprint: string }
  | { type: 'put-back'; name: string; as: string };

/** Whether a write puts right what a notice tells. */
export function settles(settling: Settling, type: Notice['type']): boolean {
  if (type === 'unfinished-login') return settling !== 'nothing';
  return type === 'differs' && settling === 'all';
}
