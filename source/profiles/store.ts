// The store: the only way to read and change config.json, and to keep bp's files in step with it.

import type { Context } from '../context.ts';
import { type AppError, isAppError } from '../errors.ts';
import { type BpFiles, readBpFiles, type Triple, unreadableBpFiles } from './bpFiles.ts';
import { type Config, emptyConfig } from './config.ts';
import { type ConfigFile, readConfigFile } from './configFile.ts';
import { wideModes } from './modes.ts';
import type { Notice } from './notice.ts';
import { reconcile } from './reconcile.ts';
import type { Settled, Settling } from './settling.ts';
import { isEnvironmentEnough } from './units.ts';

export type State = {
  /** Includes bp's changes since our last write. */
  config: Config;
  /** About changes by bp, and about files that others can read. */
  notices: Notice[];
  /** Profiles that we cannot understand: name → raw value. */
  broken: Record<string, unknown>;
  bp: BpFiles;
  /** What this write repaired in bp's files. */
  settled?: readonly Settled[];
};

/**
 * The stored state as of now. Writes nothing.
 * @throws AppError `local`
 */
export function readState(ctx: Context): State {
  try {
    const state = mergedState(ctx, readConfigFile(ctx.botpressHome));
    const wide = wideModes(ctx.botpressHome, ctx.platform);
    return { ...state, notices: [...state.notices, ...wide] };
  } catch (error) {
    if (canDoWithout(ctx, error)) return withoutHome(error);
    throw error;
  }
}

/**
 * Whether the run can go on without the home: if the home belongs to another user, so that nothing
 * in it is ours, and the environment holds complete credentials.
 */
function canDoWithout({ canLackHome, env }: Context, error: unknown): error is AppError {
  if (!canLackHome || !isAppError(error) || error.code !== 'home-foreign') return false;
  return isEnvironmentEnough(env);
}

function withoutHome({ message }: AppError): State {
  const bp = unreadableBpFiles;
  return { config: emptyConfig, broken: {}, bp, notices: [{ type: 'home-closed', why: message }] };
}

function mergedState(ctx: Context, { config, broken }: ConfigFile): State {
  const bp = readBpFiles(ctx.botpressHome);
  const names = new Set(Object.keys(broken));
  return { ...reconcile(config, names, bp, ctx.randomId), broken, bp };
}

export type ChangeOptions = {
  /**
   * Names of broken profiles to remove with the change. `everything`: all broken profiles, and
   * everything ever set aside.
   */
  forget?: readonly string[] | 'everything';
  /** What this write repairs in bp's files. By default it repairs nothing there. */
  settling?: Settling;
  /** Further names that our profiles get in bp's file. They replace no entry of the file. */
  aliases?: Readonly<Record<string, Triple>>;
  /**
   * Whether the change may take seconds: then the lock is kept alive, so that nobody takes this
   * process for dead.
   */
  long?: boolean;
};

/**
 * Changes what is stored: lock → read again → apply → write → verify → publish → release. `change`
 * is pure and gets the config as it is under the lock; if it throws, nothing changes. It may be
 * called again with a newer config, so what it collects for its caller must start afresh each time.
 * @param command the command without its arguments; shown to processes that wait meanwhile
 * @returns the state after this write
 * @throws AppError `local`
 */
export async function changeState(
  ctx: Context,
  command: string,
  change: (config: Config, broken: State['broken']) => Config,
  options: ChangeOptions = {},
): Promise<State> {
  // Loaded only by commands that write: loading conf alone takes longer than a whole command that
  // only reads.
  const { openForWriting } = await import('./writing.ts');
  const { forget = [], settling = 'nothing', aliases = {}, long = false } = options;
  for (let lost = 0; ; lost++) {
    // After a lost lock, another thread shows signs of life, so that nobody takes us for dead again.
    const writing = await openForWriting(ctx, `bp-auth ${command}`, long || lost > 0);
    try {
      const before = mergedState(ctx, readConfigFile(ctx.botpressHome));
      ctx.onChange?.();
      const settled = writing.write(withAliases(before, aliases), change, forget, settling);
      // Read before the lock is released, so nobody else has changed it.
      return { ...readState(ctx), settled };
    } catch (error) {
      const isLost = isAppError(error) && error.code === 'lock-lost' && !writing.hasReplaced();
      if (!isLost || lost === mostLost || (await writing.wasSuspended())) throw error;
    } finally {
      writing.close();
    }
  }
}

/** How often a change is restarted if the lock was lost before anything was written, as on a busy machine. */
const mostLost = 3;

/** The state with the aliases among the entries of bp's file, so that the write keeps them. */
function withAliases(state: State, aliases: Readonly<Record<string, Triple>>): State {
  const { bp } = state;
  const entries = { ...aliases, ...bp.profiles.entries };
  return { ...state, bp: { ...bp, profiles: { ...bp.profiles, entries } } };
}
