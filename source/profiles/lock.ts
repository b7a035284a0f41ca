// Owns the lock between processes. Each lock file names its holder and carries a generation: who takes
// over from a dead holder creates the next generation, which only one process can do; so two processes
// that see the same dead holder never both get in (a lock that is removed and made anew has that race).
import {
  linkSync,
  lstatSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as v from 'valibot';
import type { Context } from '../context.ts';
import { AppError } from '../errors.ts';
import { type Holder, mayBeAlive, thisProcess } from './process.ts';

/** Milliseconds. */
export const lockTimes = { beat: 1000, lifeless: 5000, patience: 10_000, retry: 15 };

const holderShape = v.object({
  pid: v.number(),
  started: v.nullable(v.string()),
  host: v.string(),
  command: v.string(),
  nonce: v.string(),
});
type LockHolder = Holder & { nonce: string };

export type Lock = {
  /** @throws AppError local if somebody took the lock over, because we seemed dead */
  requireOwnership(): void;
  release(): void;
};

/**
 * Takes the lock of a file. A dead holder is taken over at once, a lifeless one after 5 s.
 * @throws AppError local naming a live holder that did not let go for 10 s
 */
export async function takeLock(ctx: Context, path: string, command: string): Promise<Lock> {
  const nonce = ctx.randomId();
  const claim = join(dirname(path), `${basename(path)}.lock-${nonce}`);
  const holder: LockHolder = { ...thisProcess(command), nonce };
  writeFileSync(claim, JSON.stringify(holder), { flag: 'wx', mode: 0o600 });
  try {
    const own = await win(ctx, path, claim);
    sweepClaims(path);
    return held(own, nonce);
  } finally {
    rmSync(claim, { force: true });
  }
}

/** Removes the claims of processes that died while they waited. */
function sweepClaims(path: string): void {
  for (const name of readdirSync(dirname(path))) {
    if (!name.startsWith(`${basename(path)}.lock-`)) continue;
    const claim = join(dirname(path), name);
    const holder = readHolder(claim);
    if (holder !== null && !mayBeAlive(holder)) rmSync(claim, { force: true });
  }
}

/** Waits until a generation is ours. @returns the path of our lock file */
async function win(ctx: Context, path: string, claim: string): Promise<string> {
  let waitingFor = '';
  let since = ctx.now();
  for (;;) {
    const newest = lockFiles(path).at(-1);
    if (newest === undefined) {
      const first = generationPath(path, 1);
      if (tryLink(claim, first)) return first;
      continue;
    }
    const state = stateOf(newest.path, ctx.now());
    if (state.type === 'gone') continue;
    if (state.type === 'dead') {
      const next = generationPath(path, newest.generation + 1);
      // Ours counts only while the dead one is still there: else its heir came and went already.
      if (tryLink(claim, next)) {
        if (lockFiles(path).some(file => file.path === newest.path)) return next;
        rmSync(next, { force: true });
      }
      continue;
    }
    if (state.key !== waitingFor) {
      waitingFor = state.key;
      since = ctx.now();
    }
    if (ctx.now() - since > lockTimes.patience) throw busy(path, state.holder);
    await ctx.wait(lockTimes.retry, ctx.signal);
  }
}

function held(own: string, nonce: string): Lock {
  const beat = setInterval(() => touch(own), lockTimes.beat);
  beat.unref();
  return {
    requireOwnership() {
      const newest = lockFiles(pathOf(own)).at(-1);
      if (newest?.path === own && readHolder(own)?.nonce === nonce) return;
      throw new AppError('local', 'Another process took over while this one was standing still', {
        hint: 'Nothing was changed; run it again',
      });
    },
    release() {
      clearInterval(beat);
      if (readHolder(own)?.nonce !== nonce) return;
      // Dead ancestors first: while one of them is there, an heir's generation counts.
      for (const file of lockFiles(pathOf(own))) {
        rmSync(file.path, { force: true });
        if (file.path === own) break;
      }
    },
  };
}

const generationPath = (path: string, generation: number) => `${path}.lock.${generation}`;
const pathOf = (lockFile: string) => lockFile.replace(/\.lock\.\d+$/, '');

/** Lock files of a path, oldest generation first. */
function lockFiles(path: string): Array<{ path: string; generation: number }> {
  const start = `${basename(path)}.lock.`;
  return readdirSync(dirname(path))
    .filter(name => name.startsWith(start) && /^\d+$/.test(name.slice(start.length)))
    .map(name => ({
      path: join(dirname(path), name),
      generation: Number(name.slice(start.length)),
    }))
    .sort((a, b) => a.generation - b.generation);
}

/** Creates the lock file with its holder's name inside, in one step. */
function tryLink(claim: string, lockFile: string): boolean {
  try {
    linkSync(claim, lockFile);
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST') return false;
    // File systems without hard links: not in one step, but still only one process can create it.
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
  }
  try {
    writeFileSync(lockFile, readFileSync(claim), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

type LockState =
  | { type: 'gone' }
  | { type: 'dead' }
  | { type: 'alive'; key: string; holder: LockHolder | null };

function stateOf(lockFile: string, now: number): LockState {
  const found = lstatSync(lockFile, { throwIfNoEntry: false });
  if (found === undefined) return { type: 'gone' };
  if (!found.isFile()) {
    throw new AppError('local', `${lockFile} is not a file of ours; refused to touch it`, {
      hint: 'Look at who put it there, then remove it',
    });
  }
  const holder = readHolder(lockFile);
  const lifeless = Math.abs(now - found.mtimeMs) > lockTimes.lifeless;
  if (lifeless || (holder !== null && !mayBeAlive(holder))) return { type: 'dead' };
  return { type: 'alive', key: holder?.nonce ?? lockFile, holder };
}

export type LockView = { type: 'free' } | { type: 'dead' } | { type: 'alive'; who: string };

/** Who holds the lock of a file, seen from outside; nothing is taken or changed. */
export function lockView(path: string, now: number): LockView {
  const newest = lockFiles(path).at(-1);
  if (newest === undefined) return { type: 'free' };
  const state = stateOf(newest.path, now);
  if (state.type === 'gone') return { type: 'free' };
  return state.type === 'dead' ? state : { type: 'alive', who: nameOf(state.holder) };
}

function readHolder(lockFile: string): LockHolder | null {
  try {
    return v.parse(holderShape, JSON.parse(readFileSync(lockFile, 'utf8')));
  } catch {
    return null;
  }
}

function touch(lockFile: string): void {
  const now = new Date();
  try {
    utimesSync(lockFile, now, now);
  } catch {
    // Taken over or removed; requireOwnership tells.
  }
}

function nameOf(holder: LockHolder | null): string {
  if (holder === null) return 'another process';
  return `\`${holder.command}\` (process ${holder.pid} on ${holder.host})`;
}

function busy(path: string, holder: LockHolder | null): AppError {
  return new AppError('local', `${path} is in use by ${nameOf(holder)}`, {
    hint: 'Wait for it to finish, or end it, and run this again',
  });
}
