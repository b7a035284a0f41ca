// The credentials that bp would send if it ran without bp-auth in the current directory.
import type { Context } from '../context.ts';
import { type Dotenv, readDotenv } from '../files/dotenv.ts';
import { type BpDifference, bpDifference } from './bpDifference.ts';
import { readBpFiles, unreadableBpFiles } from './bpFiles.ts';
import { type BpUse, bpHome, bpUse } from './bpUse.ts';
import type { Current } from './resolve.ts';
import type { State } from './store.ts';

export type BpAlone = {
  use: BpUse;
  /**
   * Null if bp would send the current credentials, or if nobody knows because bp's files may not be
   * read.
   */
  difference: BpDifference | null;
  dotenv: Dotenv;
};

/**
 * Reads the `.env` of the current directory, and bp's files from the home that bp would use. Never
 * throws.
 */
export function bpAlone(
  ctx: Context,
  state: Pick<State, 'config' | 'bp'>,
  current: Current | null,
): BpAlone {
  const dotenv = readDotenv(ctx);
  const home = bpHome(ctx, dotenv);
  const bp = home.by === null ? state.bp : readBpFiles(home.path);
  const use = bpUse({ env: ctx.env, dotenv, bp, home: home.by });
  // Files that we cannot read do not show that bp is logged out.
  const isHidden = bp === unreadableBpFiles && use.type === 'logged-out';
  return { use, difference: isHidden ? null : bpDifference(state, current, use), dotenv };
}
