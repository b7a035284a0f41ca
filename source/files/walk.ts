// The files below a directory, and what they hold in pieces. Nothing but regular files is opened, no symlink
// below the directory is followed, and no more than a piece of one file is held in memory.
import {
  closeSync,
  type Dirent,
  readdirSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { systemCode } from '../errors.ts';
import { openRegular, sizeInWords } from './foreignFile.ts';

/** A path as the system knows it: bytes where a name in it is no UTF-8. */
export type RealPath = string | Buffer;

export type FoundFile = {
  /** As people read it, from the root as it was named; bytes that are no UTF-8 are marked in it (U+FFFD). */
  path: string;
  /** Without symlinks. */
  real: RealPath;
  /** How much of the whole it stands for, for a progress bar; all of them together make 1. */
  share: number;
};

export type Root = {
  path: string;
  share: number;
  /** Somebody named it: then it counts whatever it is. Else it is a place where something may lie. */
  isNamed: boolean;
};

/** What was not looked into, and why: the reason ends the sentence "PATH was passed over: …". */
export type Unseen = { path: string; reason: string };

export type Looking = {
  /** Told of what is not looked into, and why. */
  passOver(path: string, reason: string): void;
  /** Whether what lies there is looked into anyway. */
  isSeen(real: string): boolean;
};

/** Virtual file systems: reading there never ends, or changes something. */
const virtual = new Set(['/proc', '/sys', '/dev', '/run']);

/** All regular files below a root, one by one; itself, if it is one. Where the root is a symlink, it is followed. */
export function* filesBelow(root: Root, looking: Looking): Generator<FoundFile> {
  const start = startOf(root, looking);
  const open = start === null ? [] : [start];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { path, real, share, entry } = next;
    if (entry.isSymbolicLink()) lookBehind(path, real, looking);
    else if (entry.isFile()) yield { path, real, share };
    else if (entry.isDirectory()) {
      if (typeof real === 'string' && virtual.has(real)) {
        looking.passOver(path, 'it is a virtual file system');
        continue;
      }
      const entries = entriesOf(path, real, looking);
      for (const { name, entry } of entries) {
        open.push({
          path: join(path, String(name)),
          real: below(real, name),
          share: share / entries.length,
          entry,
        });
      }
    } else if (path === root.path && root.isNamed) {
      looking.passOver(path, 'it is neither a file nor a directory');
    }
  }
}

type TypeQuestion = 'isFile' | 'isDirectory' | 'isSymbolicLink';
type Open = FoundFile & { entry: Pick<Dirent | Stats, TypeQuestion> };

function startOf({ path, share, isNamed }: Root, { passOver }: Looking): Open | null {
  try {
    return { path, real: realPathOf(path), share, entry: statSync(path) };
  } catch (error) {
    const isMissing = ['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '');
    if (isNamed || !isMissing) passOver(path, cannotBeRead(error));
    return null;
  }
}

/** A symlink is nothing to worry about where it leads to what is looked into, or to nothing that has content. */
function lookBehind(path: string, real: RealPath, { passOver, isSeen }: Looking): void {
  try {
    const target = statSync(real);
    if (!target.isFile() && !target.isDirectory()) return;
    if (isSeen(realPathOf(real))) return;
    passOver(path, 'it is a symlink that leads elsewhere');
  } catch (error) {
    const leadsNowhere = ['ENOENT', 'ENOTDIR', 'ELOOP'].includes(systemCode(error) ?? '');
    if (!leadsNowhere) passOver(path, cannotBeRead(error));
  }
}

type Named = { name: RealPath; entry: Pick<Dirent, TypeQuestion> };

function entriesOf(path: string, real: RealPath, { passOver }: Looking): Named[] {
  try {
    const entries = readdirSync(real, { withFileTypes: true });
    // The mark of bytes that are no UTF-8, by which no file is found again.
    if (!entries.some(({ name }) => name.includes('\ufffd'))) {
      return entries.map(entry => ({ name: entry.name, entry }));
    }
    const exact = readdirSync(real, { withFileTypes: true, encoding: 'buffer' });
    return exact.map(entry => ({ name: textOrBytes(entry.name), entry }));
  } catch (error) {
    passOver(path, cannotBeRead(error));
    return [];
  }
}

function textOrBytes(name: Buffer): RealPath {
  const text = name.toString();
  return Buffer.from(text).equals(name) ? text : name;
}

function below(directory: RealPath, name: RealPath): RealPath {
  if (typeof directory === 'string' && typeof name === 'string') return join(directory, name);
  return Buffer.concat([Buffer.from(directory), Buffer.from(sep), Buffer.from(name)]);
}

/** Where symlinks lead, spelt as the file system spells it. @throws Node's error */
function realPathOf(path: RealPath): string {
  try {
    return realpathSync.native(path);
  } catch {
    // Some file systems of Windows cannot answer.
    return realpathSync(path);
  }
}

/** The same of a file that need not exist. */
export function realFile(path: string): string {
  try {
    return realPathOf(path);
  } catch {
    const directory = dirname(path);
    return directory === path ? path : join(realFile(directory), basename(path));
  }
}

/** Whether a path lies below another, or is it; both without symlinks. */
export function isBelow(directory: string, path: string): boolean {
  const way = relative(directory, path);
  return !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way));
}

/** One text for one file, to know it again. */
export const fileKeyOf = (real: RealPath): string =>
  typeof real === 'string' ? real : `\0${real.toString('latin1')}`;

const cannotBeRead = (error: unknown) => `it cannot be read (${systemCode(error) ?? 'UNKNOWN'})`;

/** Bytes read at once. */
const pieceSize = 64 * 1024;
const buffer = Buffer.allocUnsafe(pieceSize);

/** Bytes. What is larger was written by no hand, and may have no end. */
const largest = 1024 ** 3;

export type FileReading = {
  /** Text in pieces, one character a byte: tokens are ASCII. */
  pieces: Generator<string>;
  /** Bytes read since it was last asked. */
  takeCount(): number;
};

/** Why a file was not read to its end. */
export type Unread = Error & { type: 'missing' | 'passed-over'; reason: string };

export const isUnread = (error: unknown): error is Unread =>
  error instanceof Error && 'reason' in error && 'type' in error;

/**
 * Reads a file piece by piece; one is read at a time. Binary files are text with odd characters; of UTF-16
 * (as PowerShell writes it) the zero bytes are left out.
 * @throws Unread
 */
export function readPieces(real: RealPath): FileReading {
  let count = 0;
  function* pieces() {
    const file = openFile(real);
    let at = 0;
    let is16 = false;
    try {
      for (let size = readFrom(file); size > 0; size = readFrom(file)) {
        if (at === 0) is16 = isUtf16(buffer.subarray(0, size));
        count += size;
        at += size;
        if (at > largest) throw unread('passed-over', tooLarge);
        const text = buffer.toString('latin1', 0, size);
        yield is16 ? text.replaceAll('\0', '') : text;
      }
    } finally {
      closeSync(file);
    }
  }
  const takeCount = () => {
    const taken = count;
    count = 0;
    return taken;
  };
  return { pieces: pieces(), takeCount };
}

const tooLarge = `it is larger than ${sizeInWords(largest)}`;

/** By its mark, or as text of ASCII characters looks in it. */
function isUtf16([a = 0, b = 0, c = 0, d = 0]: Buffer): boolean {
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return true;
  return (isAscii(a) && b === 0 && isAscii(c) && d === 0) || (a === 0 && isAscii(b) && c === 0);
}

const isAscii = (byte: number) => byte >= 0x09 && byte < 0x7f;

function readFrom(file: number): number {
  try {
    return readSync(file, buffer);
  } catch (error) {
    throw unread('passed-over', cannotBeRead(error));
  }
}

/** What was a file a moment ago may be a symlink or a pipe now. */
function openFile(real: RealPath): number {
  const opened = openRegular(real, { follow: false });
  if (opened.type === 'missing') throw unread('missing', 'it is gone');
  if (opened.type === 'passed-over') throw unread('passed-over', opened.reason);
  if (opened.size <= largest) return opened.descriptor;
  closeSync(opened.descriptor);
  throw unread('passed-over', tooLarge);
}

const unread = (type: Unread['type'], reason: string): Unread =>
  Object.assign(new Error(reason), { type, reason });
