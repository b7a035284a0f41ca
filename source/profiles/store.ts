// The one way to read and to change what is stored: config.json, and bp's files in step with it.

import type { Context } from '../context.ts';
import { type AppError, isAppError } from '../errors.ts';
import { type BpFiles, readBpFiles, unreadableBpFiles } from './bpFiles.ts';
import { type Config, emptyConfig } from './config.ts';
import { type ConfigFile, readConfigFile } from './configFile.ts';
import { wideModes } from './modes.ts';
import type { Notice } from './notice.ts';
import { reconcile } from './reconcile.ts';
import type { Settled, Settling } from './settling.ts';
import { isEnvironmentEnough } from './units.ts';

export type State = {
  /** Merged with what bp changed since our last write. */
  config: Config;
  /** What bp did and what it means; what others may read. */
  notices: Notice[];
  /** Profiles that we do not understand: name → raw value. */
  broken: Record<string, unknown>;
  bp: BpFiles;
  /** What of bp's the write replaced that ended in this state, where it was left alone so far. */
  settled?: readonly Settled[];
};

/** What is stored, as of now. Writes nothing. @throws AppError local */
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

/** Only where the home is not ours at all: what we may not look into, we have stored nothing in. */
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
  /** Broken profiles to forget along with the change; or they and all that was ever set aside. */
  forget?: readonly string[] | 'everything';
  /** What bp did and we do not follow stays as it is, unless this write is one that puts it right. */
  settling?: Settling;
  /** Whether it may take seconds: who is silent for that long while others wait is taken for dead. */
  long?: boolean;
};

/**
 * Changes what is stored: lock → read again → apply → write → verify → publish → release.
 * `change` is pure and gets the config as it is under the lock; what it throws changes nothing.
 * @param command for the message to those who wait meanwhile; without arguments
 * @returns the state as this write left it
 * @throws AppError local
 */
export async function changeState(
  ctx: Context,
  command: string,
  change: (config: Config) => Config,
  options: ChangeOptions = {},
): Promise<State> {
  // Loaded by those who write only: conf alone costs more than a whole scripted read.
  const { openForWriting } = await import('./writing.ts');
  const writing = await openForWriting(ctx, `bp-auth ${command}`, options.long ?? false);
  try {
    const before = mergedState(ctx, readConfigFile(ctx.botpressHome));
    const { forget = [], settling = 'nothing' } = options;
    ctx.onChange?.();
    const settled = writing.write(before, change, forget, settling);
    // Before anybody else may change it.
    return { ...readState(ctx), settled };
  } finally {
    writing.close();
  }
}
