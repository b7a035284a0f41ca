// Owns the lock between processes. Each lock file names its holder. Who takes over from a dead holder
// does not remove anything: it adds an heir, a file named after the dead holder, which only one process
// can create. So processes that see the same dead holder never both get in; a lock that is removed and
// made anew has that race (proper-lockfile), and so has one whose names are used again.
//
//   config.json.lock          the first holder, A
//   config.json.lock.A        A's heir, B; there only if A was found dead
//   config.json.lock.B        B's heir …; the last of this chain holds the lock
//   config.json.lock-C        the claim of C, which waits
import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  linkSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  type Stats,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as v from 'valibot';
import type { Context } from '../context.ts';
import { AppError, isAppError } from '../errors.ts';
import { type Holder, holderShape, isHere, mayBeAlive, thisProcess } from './process.ts';

/** Milliseconds. Who waits looks again after `retry`, then less and less often: many may be waiting. */
export const lockTimes = { lifeless: 5000, patience: 10_000, retry: 10, longestRetry: 60 };

export type Lock = {
  /** Unlike that of any other holder, ever. */
  id: string;
  /**
   * Asked right before each file is replaced; also the sign of life for those who wait.
   * @throws AppError local if somebody took the lock over, because we seemed dead
   */
  requireOwnership(): void;
  release(): void;
};

/**
 * Takes the lock of a file. A dead holder is taken over at once, a lifeless one after 5 s.
 * @throws AppError local naming a live holder that did not let go for 10 s; cancelled
 */
export async function takeLock(ctx: Context, path: string, command: string): Promise<Lock> {
  const holder = thisProcess(command);
  const claim = `${path}.lock-${holder.nonce}`;
  try {
    writeClaim(claim, holder);
    await win(ctx, path, claim, holder);
  } catch (error) {
    rmSync(claim, { force: true });
    throw isAppError(error) ? error : unlockable(path, error);
  }
  const lock = held(path, claim, holder);
  try {
    sweep(path, claim);
    return lock;
  } catch (error) {
    lock.release();
    throw isAppError(error) ? error : unlockable(path, error);
  }
}

function writeClaim(claim: string, holder: Holder): void {
  const descriptor = openSync(claim, 'wx', 0o600);
  try {
    // A umask may take even our own rights away.
    fchmodSync(descriptor, 0o600);
    writeFileSync(descriptor, JSON.stringify(holder));
  } finally {
    closeSync(descriptor);
  }
}

/** Waits until the last of the chain is ours. */
async function win(ctx: Context, path: string, claim: string, holder: Holder): Promise<void> {
  const watch = createWatch(ctx);
  let retry = lockTimes.retry;
  for (;;) {
    const links = chainOf(path);
    const last = links.at(-1);
    if (last !== undefined && !isDead(last) && !watch.isLifeless(last)) {
      if (watch.waited(last) > lockTimes.patience) throw busy(path, last.holder);
      await pause(ctx, retry);
      retry = Math.min(retry * 1.5, lockTimes.longestRetry);
      continue;
    }
    const spot = last === undefined ? rootOf(path) : heirOf(path, last.id);
    const taken = tryLink(claim, spot);
    // Our claim was swept: we seemed dead while we waited. Nothing is lost by beginning again.
    if (taken === 'no-claim') writeClaim(claim, holder);
    if (taken !== 'yes') continue;
    const chain = chainOf(path);
    if (chain.at(-1)?.id === holder.nonce) return;
    if (chain.some(({ id }) => id === holder.nonce)) throw takenOver();
    // The dead one's chain has been cleared away meanwhile: the spot leads nowhere.
    if (readLink(spot)?.id === holder.nonce) rmSync(spot, { force: true });
  }
}

/**
 * How long nothing was seen of a holder. Counted in steps of our own waiting and by what changes, not
 * by the file's time: clocks differ between hosts, and jump when a machine wakes up.
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
    throw new AppError('cancelled', 'Cancelled; nothing was changed', { cause: error });
  }
}

function held(path: string, claim: string, holder: Holder): Lock {
  const chain = chainOf(path);
  const own = chain.at(-1)?.file ?? rootOf(path);
  return {
    id: holder.nonce,
    requireOwnership() {
      if (chainOf(path).at(-1)?.id === holder.nonce) return showLife(own);
      throw takenOver();
    },
    release() {
      try {
        letGo(path, claim, holder, chain);
      } catch {
        // What is left names a process that will soon be dead; the next one takes over and clears it away.
      }
    },
  };
}

function letGo(path: string, claim: string, holder: Holder, chain: readonly Link[]): void {
  // By being our own heir nobody else can become it while the chain is cleared away.
  const last = heirOf(path, holder.nonce);
  let taken = tryLink(claim, last);
  if (taken === 'no-claim') {
    writeClaim(claim, holder);
    taken = tryLink(claim, last);
  }
  if (taken === 'yes') {
    // From the first to the last: without the first nobody can come in behind the others.
    for (const { file } of chain) rmSync(file, { force: true });
    rmSync(last, { force: true });
  }
  rmSync(claim, { force: true });
}

const rootOf = (path: string) => `${path}.lock`;
const heirOf = (path: string, id: string) => `${path}.lock.${id}`;

type Link = {
  file: string;
  /** The holder's nonce; where that cannot be read, the file's own identity. */
  id: string;
  holder: Holder | null;
  /** Changes with every sign of life. */
  beat: number;
};

const ending = '.end';

/** One of this host that clears its chain away is waited for: it would clear away its heir's too. */
const isLettingGo = ({ id, holder }: Link) =>
  id.endsWith(ending) && holder !== null && isHere(holder);

/** The lock files from the first holder to the one whose turn it is. @throws AppError local */
function chainOf(path: string): Link[] {
  const links: Link[] = [];
  for (let file = rootOf(path); ; ) {
    const link = readLink(file);
    if (link === null) return links;
    // Who is its own heir is letting go; its heir in turn needs a name of its own.
    if (link.id === links.at(-1)?.id) link.id += ending;
    if (links.some(({ id }) => id === link.id)) throw refused(file);
    links.push(link);
    file = heirOf(path, link.id);
  }
}

function readLink(file: string): Link | null {
  let descriptor: number;
  try {
    // Neither through a symlink nor stuck on a pipe (Windows has neither flag).
    const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
    descriptor = openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    if (code === 'ELOOP') throw refused(file);
    // Another user's, as `sudo` leaves it: held by nobody we could name.
    const found = code === 'EACCES' ? lstatSync(file, { throwIfNoEntry: false }) : undefined;
    if (found === undefined) throw error;
    return { file, id: identityOf(found), holder: null, beat: found.mtimeMs };
  }
  try {
    const found = fstatSync(descriptor);
    if (!found.isFile()) throw refused(file);
    const holder = parseHolder(readFileSync(descriptor, 'utf8'));
    return { file, id: holder?.nonce ?? identityOf(found), holder, beat: found.mtimeMs };
  } finally {
    closeSync(descriptor);
  }
}

const identityOf = ({ ino, ctimeMs }: Stats) => `${ino}-${ctimeMs}`;

function parseHolder(text: string): Holder | null {
  try {
    return v.parse(holderShape, JSON.parse(text));
  } catch {
    return null;
  }
}

const isDead = ({ holder }: Link) => holder !== null && !mayBeAlive(holder);

/** Creates the lock file with its holder's name inside, in one step. */
function tryLink(claim: string, lockFile: string): 'yes' | 'taken' | 'no-claim' {
  try {
    linkSync(claim, lockFile);
    return 'yes';
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'EEXIST') return 'taken';
    if (code === 'ENOENT') return 'no-claim';
    // File systems without hard links: not in one step, but still only one process can create it.
    if (!['EACCES', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(code)) throw error;
  }
  const text = readFileOrNull(claim);
  if (text === null) return 'no-claim';
  let descriptor: number;
  try {
    descriptor = openSync(lockFile, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return 'taken';
    throw error;
  }
  try {
    writeFileSync(descriptor, text);
    return 'yes';
  } catch (error) {
    rmSync(lockFile, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

function readFileOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Removes what dead processes left: claims, and heirs that no chain leads to. The lock is ours. */
function sweep(path: string, ownClaim: string): void {
  const start = `${basename(path)}.lock`;
  const names = readdirSync(dirname(path)).filter(name => name.startsWith(start));
  const files = names.map(name => join(dirname(path), name));
  const ours = new Set([ownClaim, ...chainOf(path).map(({ file }) => file)]);
  for (const file of files.filter(file => !ours.has(file))) {
    const isClaim = file.startsWith(`${path}.lock-`);
    if (!isClaim && !file.startsWith(`${path}.lock.`)) continue;
    const link = readLinkQuietly(file);
    // A waiting process whose claim goes by mistake makes a new one.
    if (link !== null && (!isClaim || link.holder === null || isDead(link))) {
      rmSync(file, { force: true });
    }
  }
}

function readLinkQuietly(file: string): Link | null {
  try {
    return readLink(file);
  } catch {
    return null;
  }
}

function showLife(lockFile: string): void {
  const now = new Date();
  try {
    utimesSync(lockFile, now, now);
  } catch {
    // Another user's file system may refuse it; then we only seem lifeless sooner.
  }
}

export type LockView = { type: 'free' } | { type: 'dead' } | { type: 'alive'; who: string };

/** Who holds the lock of a file, seen from outside; nothing is taken or changed. @throws AppError local */
export function lockView(path: string, now: number): LockView {
  const last = chainOf(path).at(-1);
  if (last === undefined) return { type: 'free' };
  const silent = now - last.beat > lockTimes.lifeless;
  return isDead(last) || silent ? { type: 'dead' } : { type: 'alive', who: nameOf(last.holder) };
}

function nameOf(holder: Holder | null): string {
  if (holder === null) return 'another process';
  return `\`${holder.command}\` (process ${holder.pid} on ${holder.host})`;
}

function busy(path: string, holder: Holder | null): AppError {
  return new AppError('local', `${path} is in use by ${nameOf(holder)}`, {
    hint: 'Wait for it to finish, or end it, and run this again',
  });
}

function takenOver(): AppError {
  return new AppError('local', 'Another process took over while this one was standing still', {
    hint: 'Run it again',
  });
}

function refused(file: string): AppError {
  return new AppError('local', `${file} is not a lock file of ours; refused to touch it`, {
    hint: 'Look at who put it there, then remove it',
  });
}

function unlockable(path: string, error: unknown): AppError {
  const code = (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';
  const says = code === 'ENOSPC' ? 'the disk is full' : 'its directory cannot be written';
  return new AppError('local', `${path} could not be locked: ${says} (${code})`, {
    hint: code === 'ENOSPC' ? 'Make room and run it again' : 'Check the owner and mode of it',
    cause: error,
  });
}
