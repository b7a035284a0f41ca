// The files below a directory and their content in pieces. Only regular files are opened, symlinks
// below the directory are not followed, and one piece of one file is in memory at a time.
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

/** A path as the system knows it: bytes if a name in it is not UTF-8. */
export type RealPath = string | Buffer;

export type FoundFile = {
  /**
   * The path for people, starting at the root as it was named; bytes that are not UTF-8 appear as
   * U+FFFD.
   */
  path: string;
  /** The path without symlinks. */
  real: RealPath;
  /**
   * The file's share of the whole search, for a progress bar. The shares of all files add up to 1,
   * or to less if a directory is empty or skipped.
   */
  share: number;
};

export type Root = {
  path: string;
  share: number;
  /**
   * Whether somebody named this path: then it is reported whenever it cannot be searched, even if
   * it is missing. Other roots are only places to try.
   */
  isNamed: boolean;
};

/** A path that was skipped; the reason ends the sentence "PATH was passed over: …". */
export type Unseen = { path: string; reason: string };

export type Looking = {
  /** Called with each skipped path and the reason. */
  passOver(path: string, reason: string): void;
  /** Whether the target of a symlink is searched in another way, or need not be searched. */
  isSeen(real: string): boolean;
};

/** Virtual file systems: reading from them may change something, or never end. */
const virtual = new Set(['/proc', '/sys', '/dev', '/run']);

/**
 * All regular files below a root; the root itself if it is one. If the root is a symlink, it is
 * followed.
 */
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

/** A symlink needs no mention if `isSeen` says so, or if its target has no content. */
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
    // U+FFFD stands for bytes that are not UTF-8; a file cannot be opened by such a name.
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

/**
 * The path with its symlinks resolved, spelled as the file system has it.
 * @throws Node's error
 */
function realPathOf(path: RealPath): string {
  try {
    return realpathSync.native(path);
  } catch {
    // Some file systems on Windows do not support the native call.
    return realpathSync(path);
  }
}

/** The path of a file without symlinks in it, even if the file does not exist. */
export function realFile(path: string): string {
  try {
    return realPathOf(path);
  } catch {
    const directory = dirname(path);
    return directory === path ? path : join(realFile(directory), basename(path));
  }
}

/** Whether a path equals another or is below it; both without symlinks. */
export function isBelow(directory: string, path: string): boolean {
  const way = relative(directory, path);
  return !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way));
}

/** A key that identifies a file. */
export const fileKeyOf = (real: RealPath): string =>
  typeof real === 'string' ? real : `\0${real.toString('latin1')}`;

const cannotBeRead = (error: unknown) => `it cannot be read (${systemCode(error) ?? 'UNKNOWN'})`;

/** Bytes per read. */
const pieceSize = 64 * 1024;
const buffer = Buffer.allocUnsafe(pieceSize);

/** Bytes. A larger file was not written by hand, and may have no end. */
const largest = 1024 ** 3;

export type FileReading = {
  /** Text in pieces, one character per byte: tokens are ASCII. */
  pieces: Generator<string>;
  /** Bytes read since the last call. */
  takeCount(): number;
};

/** The reason why a file was not read completely. */
export type Unread = Error & { type: 'missing' | 'passed-over'; reason: string };

export const isUnread = (error: unknown): error is Unread =>
  error instanceof Error && 'reason' in error && 'type' in error;

/**
 * Reads a file piece by piece. A binary file is read as text with odd characters. From UTF-16,
 * which PowerShell writes, zero bytes are removed.
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

/** Recognised by the byte order mark, or by the zero bytes beside ASCII characters. */
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

/** A file found a moment ago may be a symlink or a pipe by now. */
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
