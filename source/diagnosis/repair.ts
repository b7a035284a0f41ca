// `doctor --repair`: repairs of files on this machine, without the API or an administrator.
import { basename } from 'node:path';
import type { Context } from '../context.ts';
import { AppError, changedMeanwhile, isAppError, systemCode } from '../errors.ts';
import { realTarget } from '../files/replaceable.ts';
import { rightsHint } from '../files/rights.ts';
import { adkPath } from '../profiles/adkFile.ts';
import {
  asideName,
  keepBrokenAside,
  regularText,
  removeBroken,
  replaceBroken,
} from '../profiles/brokenFile.ts';
import { configPath, goodCopyOf, parseConfig } from '../profiles/configFile.ts';
import { narrowMode } from '../profiles/homeDirectory.ts';
import { removeLeftOvers } from '../profiles/leftOvers.ts';
import { targetOf } from '../profiles/linkTarget.ts';
import { type Lock, lockView, takeLock } from '../profiles/lock.ts';
import { lacksModes } from '../profiles/modes.ts';
import { modesElsewhere } from '../profiles/notices.ts';
import { settles } from '../profiles/settling.ts';
import { changeState, readState, type State } from '../profiles/store.ts';
import { credentialPaths, leftOversBeside, lookAtHome } from './home.ts';

export type Repair = {
  /** Two repairs have the same id only if they would do exactly the same. */
  id: string;
  /** The repair as one sentence without a full stop. */
  title: string;
  /** @throws AppError `local` */
  apply(ctx: Context): Promise<void>;
};

/** The repairs that are possible now. Changes nothing. */
export function planRepairs(ctx: Context): Repair[] {
  return [closeModes, freeLock, sweepLeftOvers, sweepBesideAdk, mendConfig, rewriteBpFiles].flatMap(
    plan => plan(ctx) ?? [],
  );
}

const command = 'doctor';

const idOf = (...about: readonly string[]) => about.join('\n');

function closeModes(ctx: Context): Repair | null {
  const { directory, files } = lookAtHome(ctx.botpressHome);
  const wide = [...(directory === null ? [] : [directory]), ...files].filter(
    ({ mode, isMine }) => isMine && (mode & 0o077) !== 0,
  );
  if (ctx.platform === 'win32' || wide.length === 0 || lacksModes(ctx.botpressHome)) return null;
  return {
    id: idOf('modes', ...wide.map(({ path }) => path)),
    title: `Make private: ${wide.map(({ path }) => path).join(', ')}`,
    async apply() {
      for (const { path } of wide) {
        const narrowed = narrowMode(path);
        if (narrowed === 'refused') throw repairFailed(path, 'EPERM');
        if (narrowed === 'unkept') throw modesUnkept(path);
      }
    },
  };
}

/** The error for a file system that accepts a change of mode but ignores it. */
const modesUnkept = (path: string) =>
  new AppError('modes-unkept', `${path} was not made private: its file system keeps no modes`, {
    hint: modesElsewhere,
  });

function freeLock(ctx: Context): Repair | null {
  const path = configTarget(ctx);
  if (path === null || !hasDeadLock(ctx, path)) return null;
  return {
    id: idOf('lock'),
    title: 'Remove the lock of a process that died',
    apply: () => locked(ctx, path, () => {}),
  };
}

function hasDeadLock(ctx: Context, path: string): boolean {
  try {
    return lockView(path, ctx.now()).type === 'dead';
  } catch {
    return false;
  }
}

function sweepLeftOvers(ctx: Context): Repair | null {
  const { leftOvers } = lookAtHome(ctx.botpressHome);
  const path = configTarget(ctx);
  if (path === null || leftOvers.length === 0) return null;
  return {
    id: idOf('left-overs', ...leftOvers),
    title: `Remove the files that crashed processes left behind: ${leftOvers.join(', ')}`,
    apply: () =>
      locked(ctx, path, () => {
        for (const file of credentialPaths(ctx.botpressHome)) removeLeftOvers(file);
      }),
  };
}

/** Removes what a killed process of ours left beside the ADK's file. */
function sweepBesideAdk(ctx: Context): Repair | null {
  const target = adkTargetOf(ctx);
  const leftOvers = target === null ? [] : leftOversBeside(target);
  if (target === null || leftOvers.length === 0) return null;
  return {
    id: idOf('left-overs', ...leftOvers),
    title: `Remove the files that crashed processes left behind: ${leftOvers.join(', ')}`,
    apply: () => locked(ctx, target, () => removeLeftOvers(target)),
  };
}

function adkTargetOf(ctx: Context): string | null {
  try {
    return realTarget(adkPath(ctx.userHome));
  } catch {
    return null;
  }
}

/** Restores config.json from its last good copy, or moves it aside; none of its content is lost. */
function mendConfig(ctx: Context): Repair | null {
  const path = configTarget(ctx);
  const broken = path === null ? null : brokenText(path);
  if (path === null || broken === null) return null;
  const good = goodText(path);
  // A truncated file contains nothing that its good copy lacks.
  const aside = good?.startsWith(broken) ? null : asideName(path);
  const kept = aside === null ? '' : `the broken file is kept as ${basename(aside)}`;
  const title =
    good === null
      ? `Set config.json aside as ${basename(aside ?? '')} and start afresh, with the profiles that bp has`
      : `Put the last good copy of config.json back${kept === '' ? '' : `; ${kept}`}`;
  return {
    id: idOf('config', good === null ? 'without' : 'from the copy', aside ?? 'nothing aside'),
    title,
    apply: () =>
      locked(ctx, path, lock => {
        if (brokenText(path) !== broken) throw fileChanged(path);
        if (aside !== null) keepBrokenAside(path, aside);
        if (good === null) removeBroken(path);
        else replaceBroken(path, good, lock);
      }),
  };
}

/**
 * Rewrites bp's files if bp rejects them, or if they differ from what bp-auth has stored. The
 * repair stores the same config again, because bp-auth rewrites bp's files whenever it stores
 * something.
 */
function rewriteBpFiles(ctx: Context): Repair | null {
  const state = readQuietly(ctx);
  if (state === null) return null;
  const { profiles, cache } = state.bp;
  const isBroken =
    profiles.found === 'unreadable' ||
    cache.found === 'unreadable' ||
    Object.keys(profiles.bad).length > 0;
  const isBehind = state.notices.some(({ type }) => type === 'unpublished' || settles('all', type));
  if (!isBroken && !isBehind) return null;
  const goes = state.notices.flatMap(notice => {
    if (notice.type === 'unfinished-login')
      return `the token #${notice.fingerprint} is removed from bp's cache`;
    return notice.type === 'differs'
      ? `bp's profile ${notice.name} has the credentials of ${notice.name} again, not of ${notice.as}`
      : [];
  });
  return {
    id: idOf('bp-files', ...state.notices.map(notice => JSON.stringify(notice))),
    title: ['Rewrite bp’s files from the stored profiles', ...goes].join('; '),
    async apply() {
      await changeState(ctx, command, config => config, { settling: 'all' });
    },
  };
}

function readQuietly(ctx: Context): State | null {
  try {
    return readState(ctx);
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}

function configTarget(ctx: Context): string | null {
  try {
    return targetOf(configPath(ctx.botpressHome));
  } catch {
    return null;
  }
}

async function locked(ctx: Context, path: string, work: (lock: Lock) => void): Promise<void> {
  const lock = await takeLock(ctx, path, `bp-auth ${command}`);
  try {
    work(lock);
  } catch (error) {
    if (isAppError(error)) throw error;
    const code = systemCode(error) ?? 'UNKNOWN';
    throw repairFailed(path, code, error);
  } finally {
    lock.release();
  }
}

/**
 * The content of config.json if it is unusable; null if it is usable, or if the file cannot be
 * read.
 */
function brokenText(path: string): string | null {
  const text = regularText(path);
  return text === null || isSound(text, path) ? null : text;
}

function goodText(path: string): string | null {
  const good = goodCopyOf(path);
  const text = regularText(good);
  return text !== null && isSound(text, good) ? text : null;
}

function isSound(text: string, path: string): boolean {
  try {
    parseConfig(text, path);
    return true;
  } catch (error) {
    if (isAppError(error)) return false;
    throw error;
  }
}

function fileChanged(path: string): AppError {
  return changedMeanwhile(path, 'Nothing was repaired; run the repair again');
}

function repairFailed(path: string, code: string, cause?: unknown): AppError {
  return new AppError(
    'repair-failed',
    `${path} could not be repaired (${code}); nothing was lost`,
    {
      hint: rightsHint('Check the owner and mode of the file and its directory'),
      cause,
    },
  );
}
