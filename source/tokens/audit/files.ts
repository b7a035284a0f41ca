// A walk through files and directories: no symlink is followed, nothing but regular files is opened,
// and no more than a piece of one is held in memory.
import { closeSync, type Dirent, lstatSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { openRegular } from '../../files/foreignFile.ts';

export type FoundFile = {
  path: string;
  /** How much of the whole it stands for, for a progress bar; all of them together make 1. */
  share: number;
};

/** What was passed over. */
export type SkippedFiles = { symlinks: number; unreadable: number };

/** Virtual file systems: reading there never ends, or changes something. */
const virtual = new Set(['/proc', '/sys', '/dev', '/run']);

/** All regular files below a path, one by one; itself, if it is one. */
export function* filesBelow(
  path: string,
  share: number,
  skipped: SkippedFiles,
): Generator<FoundFile> {
  const open: Array<FoundFile & { entry: Pick<Dirent, TypeQuestion> }> = [];
  try {
    const entry = lstatSync(path);
    open.push({ path, share, entry });
  } catch {
    skipped.unreadable++;
  }
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { path, share, entry } = next;
    if (entry.isSymbolicLink()) skipped.symlinks++;
    else if (entry.isFile()) yield { path, share };
    else if (entry.isDirectory() && !virtual.has(path)) {
      const entries = entriesOf(path, skipped);
      for (const entry of entries) {
        open.push({ path: join(path, entry.name), share: share / entries.length, entry });
      }
    }
  }
}

type TypeQuestion = 'isFile' | 'isDirectory' | 'isSymbolicLink';

function entriesOf(directory: string, skipped: SkippedFiles): Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch {
    skipped.unreadable++;
    return [];
  }
}

/** Bytes read at once. */
const pieceSize = 64 * 1024;
const buffer = Buffer.allocUnsafe(pieceSize);

export type FileReading = {
  /** Text in pieces, one character a byte: tokens are ASCII. Empty for a binary file. */
  pieces: Generator<string>;
  /** Bytes read since it was last asked. */
  takeCount(): number;
  isBinary(): boolean;
};

/**
 * Reads a file piece by piece. One is read at a time; what holds a zero byte near its beginning is binary,
 * but for UTF-16 (as PowerShell writes it), of which the zero bytes are left out.
 * @param asText never takes it for binary: shells leave zero bytes in histories after a crash
 * @throws Node's error; for anything but a regular file too
 */
export function readPieces(path: string, asText: boolean): FileReading {
  let count = 0;
  let isFirst = true;
  let binary = false;
  function* pieces() {
    const file = openFile(path);
    try {
      for (let size = readSync(file, buffer); size > 0; size = readSync(file, buffer)) {
        count += size;
        const hasZero = buffer.subarray(0, size).includes(0);
        if (isFirst && hasZero && !asText && !isUtf16(buffer)) {
          binary = true;
          return;
        }
        isFirst = false;
        const text = buffer.toString('latin1', 0, size);
        yield hasZero ? text.replaceAll('\0', '') : text;
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
  return { pieces: pieces(), takeCount, isBinary: () => binary };
}

const isUtf16 = ([first, second]: Buffer) =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);

/** What was a file a moment ago may be a symlink or a pipe now. */
function openFile(path: string): number {
  const opened = openRegular(path, { follow: false });
  if (opened.type === 'opened') return opened.descriptor;
  throw Object.assign(new Error('No regular file'), { code: opened.code, syscall: 'open' });
}
