// The files of journals: claimed by one process, written, listed, cleaned up.
import { join } from 'node:path';
import * as v from 'valibot';
import type { Context } from '../context.ts';
import { AppError, systemCode } from '../errors.ts';
import { readForeign } from '../files/foreignFile.ts';
import { namesIn } from '../files/names.ts';
import { removeFile } from '../files/privateFile.ts';
import { unreadable } from '../profiles/configFile.ts';
import { takeSteps, textStep } from '../profiles/guardedWrite.ts';
import { prepareDirectory } from '../profiles/homeDirectory.ts';
import { removeLeftOvers } from '../profiles/leftOvers.ts';
import { lockView, takeLock } from '../profiles/lock.ts';
import { isSurelyAlive, thisProcess } from '../profiles/process.ts';
import {
  type Before,
  type Journal,
  journalShape,
  nothingBefore,
  nothingCreated,
} from './journal.ts';

/** The facts known before anything is created. */
type Beginning = Pick<
  Journal,
  | 'type'
  | 'origin'
  | 'accountId'
  | 'accountEmail'
  | 'profile'
  | 'creation'
  | 'oldFingerprint'
  | 'oldId'
> &
  Partial<Before>;

export type OpenJournal = {
  /** The journal as stored on disk; null before `begin` and after `end`. */
  journal: Journal | null;
  /**
   * Writes the journal for the first time, before a token is created.
   * @throws AppError `local`
   */
  begin(beginning: Beginning): Promise<Journal>;
  /** @throws AppError `local` */
  note(
    facts: Partial<Pick<Journal, 'oldId' | 'newId' | 'newFingerprint'> & Before>,
  ): Promise<Journal>;
  /** Removes the journal: nothing is left to do. */
  end(): void;
  /** Releases the journal for other processes. */
  close(): void;
};

/**
 * The name contains the token's fingerprint, so only one rotation of a token can run. Other
 * journals have random names and do not exclude each other.
 */
export function rotationPath(home: string, oldFingerprint: string): string {
  return join(home, `rotation-${oldFingerprint}.json`);
}

export function ephemeralPath(home: string, id: string): string {
  return join(home, `ephemeral-${id}.json`);
}

export function creationPath(home: string, id: string): string {
  return join(home, `creation-${id}.json`);
}

export type Pending = {
  path: string;
  /** Null if the file cannot be read. */
  journal: Journal | null;
};

/**
 * The journals in the home, including those of running processes.
 * @throws AppError `local` if they cannot be listed
 */
export function pendingJournals(home: string): Pending[] {
  return namesInHome(home)
    .filter(name => /^(rotation|ephemeral|creation)-[\w-]+\.json$/.test(name))
    .sort()
    .map(name => ({ path: join(home, name), journal: readJournal(join(home, name)) }));
}

function namesInHome(home: string): string[] {
  try {
    return namesIn(home);
  } catch (error) {
    const code = systemCode(error) ?? 'UNKNOWN';
    if (code === 'ENOENT') return [];
    throw unreadable(home, code);
  }
}

function readJournal(path: string): Journal | null {
  const file = readForeign(path);
  if (file.type !== 'text') return null;
  try {
    return v.parse(journalShape, JSON.parse(file.text));
  } catch {
    return null;
  }
}

/** The journal, for callers that have begun it; otherwise the caller has a bug. */
export function begunIn({ journal }: Pick<OpenJournal, 'journal'>): Journal {
  if (journal === null) throw new Error('Nothing was begun in this journal');
  return journal;
}

const lockedName = /^((?:rotation|ephemeral|creation)-[\w-]+\.json)\./;

/**
 * Removes what killed processes left beside journals that were ended or never begun: lock files and
 * temporary files.
 * @throws AppError `local`
 */
export async function sweepJournals(ctx: Context): Promise<void> {
  const { botpressHome: home } = ctx;
  const names = namesIn(home);
  const beside = names.flatMap(name => lockedName.exec(name)?.[1] ?? []);
  const ended = new Set(beside.filter(name => !names.includes(name)));
  for (const name of ended) {
    const path = join(home, name);
    if (workerOf({ path, journal: null }, ctx.now()) !== null) continue;
    // `openJournal` removes the lock and the temporary files that a dead process left.
    const open = await openJournal(ctx, path, 'bp-auth tokens rotate').catch(() => null);
    open?.close();
  }
}

/** The process that is using a journal now, in words; null if there is none. */
export function workerOf({ path, journal }: Pending, now: number): string | null {
  const lock = lockView(path, now);
  if (lock.type === 'alive') return lock.who;
  const holder = journal?.holder;
  // A suspended process gives no signs of life, but still exists. If start times cannot be read,
  // its pid may belong to another process by now: then only signs of life count.
  if (holder === undefined || isOurs(holder) || !isSurelyAlive(holder)) return null;
  return `\`${holder.command}\` (process ${holder.pid})`;
}

const isOurs = (holder: Journal['holder']) => holder.pid === thisProcess('').pid;

/**
 * Milliseconds between signs of life. After five seconds of silence the lock counts its holder as
 * dead.
 */
const beat = 1000;

/**
 * Claims a journal for this process until it is closed.
 * @throws AppError `local` if another process uses the journal; `cancelled`
 */
export async function openJournal(
  ctx: Context,
  path: string,
  command: string,
): Promise<OpenJournal> {
  prepareDirectory(ctx.botpressHome);
  const pending = { path, journal: readJournal(path) };
  const worker = workerOf(pending, ctx.now());
  if (worker !== null) throw busy(worker, pending);
  const lock = await takeLock(ctx, path, command);
  const stopped = new AbortController();
  void showLife(ctx, lock.requireOwnership, stopped.signal);
  removeLeftOvers(path);
  const write = async (journal: Journal) => {
    const text = `${JSON.stringify(journal, null, 2)}\n`;
    takeSteps([textStep(path, text)], { ...lock, clear: [] });
    open.journal = journal;
    return journal;
  };
  const open: OpenJournal = {
    journal: readJournal(path),
    begin: beginning =>
      write({
        version: 1,
        ...nothingBefore,
        ...beginning,
        nonce: ctx.randomId(),
        startedAt: new Date(ctx.now()).toISOString(),
        ...nothingCreated,
        holder: thisProcess(command),
      }),
    note: facts => write({ ...begunIn(open), ...facts, holder: thisProcess(command) }),
    end() {
      removeFile(path);
      open.journal = null;
    },
    close() {
      stopped.abort();
      lock.release();
    },
  };
  return open;
}

/**
 * Removes a journal for which nothing is left to do, or nothing can be done.
 * @throws as openJournal
 */
export async function forgetJournal(ctx: Context, path: string, command: string): Promise<void> {
  const open = await openJournal(ctx, path, command);
  try {
    open.end();
  } finally {
    open.close();
  }
}

/**
 * Shows signs of life while the journal is open: a rotation may wait for the network, and a program
 * of `exec --ephemeral` may run for hours.
 */
async function showLife(ctx: Context, show: () => void, stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted) {
    try {
      await ctx.wait(beat, stopped);
      show();
    } catch {
      // `stopped` was aborted, or another process took the lock over: the next write finds that out
      // and reports it.
      return;
    }
  }
}

function busy(worker: string, { journal }: Pending): AppError {
  const isRotation = journal === null || journal.type === 'rotation';
  const work = isRotation ? 'being rotated' : 'in use';
  return new AppError('rotation-running', `This token is ${work} by ${worker}`, {
    hint: 'Wait for it to finish, or end it, and run this again',
  });
}
