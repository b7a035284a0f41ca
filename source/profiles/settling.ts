// Changes by bp that we do not adopt, and which of our writes undo them.
import type { Notice } from './notice.ts';

/**
 * What a write repairs in bp's files. `cache`: the credentials of an unfinished login of bp. `all`:
 * also entries that have one profile's name and another profile's credentials.
 */
export type Settling = 'nothing' | 'cache' | 'all';

/**
 * Something in bp's files that a write replaced, as data; screens and commands put it into words.
 */
export type Settled =
  | { type: 'cache-replaced'; fingerprint: string }
  | { type: 'put-back'; name: string; as: string };

/** Whether a write repairs what a notice reports. */
export function settles(settling: Settling, type: Notice['type']): boolean {
  if (type === 'unfinished-login') return settling !== 'nothing';
  return type === 'differs' && settling === 'all';
}
