// The files of a lock: each names its holder. A process that takes over from a dead holder removes
// nothing: it adds an heir, a file named after the dead holder, which only one process can create. So
// two processes that see the same dead holder never both take the lock. Both could take it if it
// was removed and created again, as proper-lockfile does, or if file names were reused.
//
//   config.json.lock          the first holder, A
//   config.json.lock.A        A's heir, B; there only if A was found dead
//   config.json.lock.B        B's heir …; the last of this chain holds the lock
//   config.json.lock-C        the claim of C, which waits
import {
  closeSync,
  constants,
  fstatSync,
  linkSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  type Stats,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as v from 'valibot';
import { AppError, systemCode } from '../errors.ts';
import { readUpTo } from '../files/foreignFile.ts';
import { patiently } from '../files/patience.ts';
import { createPrivate, removeFile } from '../files/privateFile.ts';
import { holderShape, isHere, type LockHolder, mayBeAlive } from './process.ts';

/**
 * The file that marks a waiting process. To take the lock, the process gives this file a second
 * name: that of the lock file.
 */
export const claimOf = (path: string, { nonce }: LockHolder) => `${path}.lock-${nonce}`;

export function writeClaim(claim: string, holder: LockHolder): void {
  createPrivate(claim, JSON.stringify(holder));
}

export const lockRoot = (path: string) => `${path}.lock`;
export const heirOf = (path: string, id: string) => `${path}.lock.${id}`;

export type Link = {
  file: string;
  /** The holder's nonce; if it cannot be read, the file's own identity. */
  id: string;
  holder: LockHolder | null;
  /** Changes with every sign of life. */
  beat: number;
};

const ending = '.end';

/**
 * Whether a holder on this host is removing its chain. Others wait until it has ended, even if it shows
 * no sign of life. It may be suspended: once resumed, it would remove the files that lead to its
 * successor's file.
 */
export const isLettingGo = ({ id, holder }: Link) =>
  id.endsWith(ending) && holder !== null && isHere(holder);

/**
 * The lock files from the first holder to the current one.
 * @throws AppError `local`
 */
export function chainOf(path: string): Link[] {
  const links: Link[] = [];
  for (let file = lockRoot(path); ; ) {
    const link = readLink(file);
    if (link === null) return links;
    // A holder that is listed twice in a row is releasing the lock (lock.ts, letGo). Its second
    // link gets a new id, and the next holder's file is named after the new one.
    if (link.id === links.at(-1)?.id) link.id += ending;
    if (links.some(({ id }) => id === link.id)) throw refused(file);
    links.push(link);
    file = heirOf(path, link.id);
  }
}

export function readLink(file: string): Link | null {
  let descriptor: number;
  try {
    // Does not follow a symlink or block on a pipe; Windows has neither flag.
    const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
    descriptor = patiently(() => openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK));
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT') return null;
    if (code === 'ELOOP') throw refused(file);
    // Another user's file, as `sudo` leaves it: its holder is unknown to us.
    const found = code === 'EACCES' ? lstatSync(file, { throwIfNoEntry: false }) : undefined;
    if (found === undefined) throw error;
    return { file, id: identityOf(found), holder: null, beat: found.mtimeMs };
  }
  try {
    const found = fstatSync(descriptor);
    if (!found.isFile()) throw refused(file);
    const holder = parseHolder(readUpTo(descriptor, longest, 0)?.toString('utf8') ?? '');
    return { file, id: holder?.nonce ?? identityOf(found), holder, beat: found.mtimeMs };
  } finally {
    closeSync(descriptor);
  }
}

/** The most bytes in a lock file. */
const longest = 64 * 1024;

const identityOf = ({ ino, ctimeMs }: Stats) => `${ino}-${ctimeMs}`;

function parseHolder(text: string): LockHolder | null {
  try {
    return v.parse(holderShape, JSON.parse(text));
  } catch {
    return null;
  }
}

export const isDead = ({ holder }: Link) => holder !== null && !mayBeAlive(holder);

/** Creates the lock file, already naming its holder, in one step. */
export function tryLink(claim: string, lockFile: string): 'yes' | 'taken' | 'no-claim' {
  try {
    linkSync(claim, lockFile);
    return 'yes';
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    if (code === 'EEXIST') return 'taken';
    if (code === 'ENOENT') return 'no-claim';
    // Another code may mean that the file system has no hard links. Then the file is created first
    // and filled afterwards; still, only one process can create it. In a read-only directory, this
    // fails, too.
  }
  const text = readFileOrNull(claim);
  if (text === null) return 'no-claim';
  try {
    createPrivate(lockFile, text);
    return 'yes';
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return 'taken';
    throw error;
  }
}

function readFileOrNull(path: string): string | null {
  try {
    return patiently(() => readFileSync(path, 'utf8'));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Removes what dead processes left: claims, and lock files outside any chain. We hold the lock. */
export function sweepClaims(path: string, ownClaim: string): void {
  const start = `${basename(path)}.lock`;
  const names = readdirSync(dirname(path)).filter(name => name.startsWith(start));
  const files = names.map(name => join(dirname(path), name));
  const ours = new Set([ownClaim, ...chainOf(path).map(({ file }) => file)]);
  for (const file of files.filter(file => !ours.has(file))) {
    const isClaim = file.startsWith(`${path}.lock-`);
    if (!isClaim && !file.startsWith(`${path}.lock.`)) continue;
    const link = readLinkQuietly(file);
    // If a waiting process loses its claim by mistake, it creates a new one.
    if (link !== null && (!isClaim || link.holder === null || isDead(link))) {
      removeFile(file);
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

function refused(file: string): AppError {
  return new AppError('lock-foreign', `${file} is not a lock file of ours; refused to touch it`, {
    hint: 'Find out who put the file there, then remove it',
  });
}
