// The lock between processes: taking it, waiting for it, releasing it. lockFiles.ts explains its
// files.
import { utimesSync } from 'node:fs';
import type { Context } from '../context.ts';
import { AppError, cancelled, isAppError, systemCode } from '../errors.ts';
import { removeFile } from '../files/privateFile.ts';
import { rightsHint } from '../files/rights.ts';
import { keepTouching } from './lifeSign.ts';
import {
  chainOf,
  claimOf,
  heirOf,
  isDead,
  isLettingGo,
  type Link,
  lockRoot,
  readLink,
  sweepClaims,
  tryLink,
  writeClaim,
} from './lockFiles.ts';
import { type LockHolder, thisProcess } from './process.ts';

/**
 * Milliseconds. A waiting process looks again after `retry`, then less and less often, because many
 * may wait.
 */
export const lockTimes = {
  lifeless: 5000,
  sign: 500,
  tell: 1000,
  patience: 10_000,
  retry: 10,
  longestRetry: 60,
};

export type Lock = {
  /** Globally unique. */
  id: string;
  /**
   * Called right before each file is replaced; also a sign of life for waiting processes.
   * @throws AppError `local` if another process took the lock over because we seemed dead
   */
  requireOwnership(): void;
  /** Gives signs of life until the lock is released, even while work blocks this thread. */
  keepAlive(): void;
  release(): void;
};

/**
 * Takes the lock of a file: at once from a dead holder, after 5 s from a holder that shows no sign
 * of life.
 * @throws AppError `cancelled`, or `local` if a live holder, whom it names, keeps the lock for 10 s
 */
export async function takeLock(ctx: Context, path: string, command: string): Promise<Lock> {
  const holder = thisProcess(command);
  const claim = claimOf(path, holder);
  try {
    writeClaim(claim, holder);
    await win(ctx, path, claim, holder);
  } catch (error) {
    removeFile(claim);
    throw isAppError(error) ? error : unlockable(path, error);
  }
  const lock = held(path, claim, holder);
  try {
    sweepClaims(path, claim);
    return lock;
  } catch (error) {
    lock.release();
    throw isAppError(error) ? error : unlockable(path, error);
  }
}

/** Waits until this process is the last of the chain. */
async function win(ctx: Context, path: string, claim: string, holder: LockHolder): Promise<void> {
  const watch = createWatch(ctx);
  const begun = ctx.now();
  let told = false;
  let retry = lockTimes.retry;
  for (;;) {
    const links = chainOf(path);
    const last = links.at(-1);
    if (last !== undefined && !isDead(last) && !watch.isLifeless(last)) {
      if (watch.waited(last) > lockTimes.patience) throw busy(path, last.holder);
      if (!told && ctx.now() - begun >= lockTimes.tell) {
        ctx.waitsFor?.(nameOf(last.holder));
        told = true;
      }
      await pause(ctx, retry);
      retry = Math.min(retry * 1.5, lockTimes.longestRetry);
      continue;
    }
    const spot = last === undefined ? lockRoot(path) : heirOf(path, last.id);
    const taken = tryLink(claim, spot);
    // Our claim was removed: we seemed dead while we waited. It is safe to start again.
    if (taken === 'no-claim') writeClaim(claim, holder);
    if (taken !== 'yes') continue;
    const chain = chainOf(path);
    if (chain.at(-1)?.id === holder.nonce) return;
    if (chain.some(({ id }) => id === holder.nonce)) throw takenOver();
    // The dead holder's chain has been removed meanwhile, so this file belongs to no chain.
    if (readLink(spot)?.id === holder.nonce) removeFile(spot);
  }
}

/**
 * How long a holder has shown no sign of life: the time that we waited without a change of its lock
 * file. The file's times are not compared with our clock. Clocks differ between hosts, and jump
 * when a machine wakes up.
 */
function createWatch(ctx: Context) {
  let before = ctx.now();
  let id = '';
  let beat = Number.NaN;
  let waited = 0;
  let quiet = 0;
  const look = (link: Link) => {
    const now = ctx.now();
    const step = Math.max(0, Math.min(now - before, 1000));
    before = now;
    waited = link.id === id ? waited + step : 0;
    quiet = link.id === id && link.beat === beat ? quiet + step : 0;
    ({ id, beat } = link);
  };
  return {
    isLifeless(link: Link): boolean {
      look(link);
      return quiet >= lockTimes.lifeless && !isLettingGo(link);
    },
    waited: (link: Link) => (link.id === id ? waited : 0),
  };
}

async function pause(ctx: Context, ms: number): Promise<void> {
  try {
    await ctx.wait(ms, ctx.signal);
  } catch (error) {
    if (!ctx.signal.aborted) throw error;
    throw cancelled('nothing was changed', error);
  }
}

function held(path: string, claim: string, holder: LockHolder): Lock {
  const chain = chainOf(path);
  const own = chain.at(-1)?.file ?? lockRoot(path);
  let ending: (() => void) | undefined;
  return {
    id: holder.nonce,
    requireOwnership() {
      if (chainOf(path).at(-1)?.id === holder.nonce) return showLife(own);
      throw takenOver();
    },
    keepAlive() {
      ending ??= keepTouching(own, lockTimes.sign);
    },
    release() {
      ending?.();
      try {
        letGo(path, claim, holder, chain);
      } catch {
        // The file that remains names a process that will soon be dead. The next process takes over
        // and removes it.
      }
    },
  };
}

function letGo(path: string, claim: string, holder: LockHolder, chain: readonly Link[]): void {
  // First this process creates the file of its own heir: then nobody else can become its heir while
  // the chain is removed.
  const last = heirOf(path, holder.nonce);
  let taken = tryLink(claim, last);
  if (taken === 'no-claim') {
    writeClaim(claim, holder);
    taken = tryLink(claim, last);
  }
  if (taken === 'yes') {
    // From the first to the last: nobody finds a chain without its first file. In another order, a
    // process could become the heir of a dead holder whose file is removed next.
    for (const { file } of chain) removeFile(file);
    removeFile(last);
  }
  removeFile(claim);
}

function showLife(lockFile: string): void {
  const now = new Date();
  try {
    utimesSync(lockFile, now, now);
  } catch {
    // Some file systems refuse to set times. The only effect is that waiting processes take us for
    // dead sooner.
  }
}

export type LockView = { type: 'free' } | { type: 'dead' } | { type: 'alive'; who: string };

/**
 * The lock's state seen from outside; nothing is taken or changed.
 * @throws AppError `local`
 */
export function lockView(path: string, now: number): LockView {
  const last = chainOf(path).at(-1);
  if (last === undefined) return { type: 'free' };
  const silent = now - last.beat > lockTimes.lifeless;
  return isDead(last) || silent ? { type: 'dead' } : { type: 'alive', who: nameOf(last.holder) };
}

function nameOf(holder: LockHolder | null): string {
  if (holder === null) return 'another process';
  return `\`${holder.command}\` (process ${holder.pid} on ${holder.host})`;
}

function busy(path: string, holder: LockHolder | null): AppError {
  return new AppError('lock-held', `${path} is in use by ${nameOf(holder)}`, {
    hint: 'Wait for it to finish, or end it, and run this again',
  });
}

function takenOver(): AppError {
  return new AppError(
    'lock-lost',
    'Another process took over the lock, because this one seemed dead',
    {
      hint: 'Run the command again',
    },
  );
}

function unlockable(path: string, error: unknown): AppError {
  const code = systemCode(error) ?? 'UNKNOWN';
  const says = code === 'ENOSPC' ? 'the disk is full' : 'its directory cannot be written';
  return new AppError('lock-failed', `${path} could not be locked: ${says} (${code})`, {
    hint:
      code === 'ENOSPC'
        ? 'Make room and run the command again'
        : rightsHint('Check the owner and mode of the directory'),
    cause: error,
  });
}
