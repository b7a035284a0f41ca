// The only reader of files from foreign places: a project, a home that others can write to, a path
// that somebody typed. Whatever is there, it never blocks, never exceeds its memory limit and never
// throws.
import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, statSync } from 'node:fs';
import { systemCode } from '../errors.ts';
import { lstatOrNull } from './stat.ts';

/** Why a file was not read. */
type PassedOverKind =
  | 'directory'
  | 'pipe'
  | 'socket'
  | 'device'
  /** A dangling symlink. */
  | 'dangling'
  /** A symlink that leads back to itself. */
  | 'loop'
  | 'too-large'
  /** Binary, or in an unknown encoding. */
  | 'not-text'
  /** Text, but in the wrong format. */
  | 'malformed'
  | 'no-permission'
  /** Any other error of the system, or a symlink that is not followed. */
  | 'unreadable';

export type PassedOver = {
  type: 'passed-over';
  path: string;
  kind: PassedOverKind;
  /** The end of the sentence "PATH was passed over: …". One line, without the file's content. */
  reason: string;
  /** Node's error code, if the system refused. */
  code?: string;
};

/** `code` is ENOENT, or ENOTDIR if a parent is a file. */
export type Missing = { type: 'missing'; path: string; code?: string };

type Decoded = {
  text: string;
  encoding: 'utf-8' | 'utf-16';
  /** Whether the file began with a byte order mark, which is removed from the text. */
  hasMark: boolean;
};

export type ForeignFile = ({ type: 'text'; path: string } & Decoded) | Missing | PassedOver;

export type ForeignBytes = { type: 'bytes'; path: string; bytes: Buffer } | Missing | PassedOver;

/** Bytes: far more than a file written by hand has. */
const usualLimit = 1024 * 1024;

type BytesOptions = {
  /** Bytes; a larger file is skipped. */
  limit?: number;
  /** Whether to follow a symlink to the file. */
  follow?: boolean;
};

type ReadOptions = BytesOptions & {
  /** Accepts other encodings, with U+FFFD for bytes that are not UTF-8. */
  lossy?: boolean;
};

/**
 * Reads a whole text file. Symlinks are followed, but only to regular files. A byte order mark is
 * removed; UTF-16, which PowerShell writes, is read with or without one.
 */
export function readForeign(path: string, options: ReadOptions = {}): ForeignFile {
  const file = readBytes(path, options);
  if (file.type !== 'bytes') return file;
  const decoded = decodeText(file.bytes, options.lossy ?? false);
  return decoded === null
    ? passOver(path, 'not-text', 'it is not text')
    : { type: 'text', path, ...decoded };
}

/** Reads a whole regular file as bytes, without decoding. */
export function readBytes(path: string, options: BytesOptions = {}): ForeignBytes {
  const { limit = usualLimit, follow = true } = options;
  const opened = openRegular(path, { follow });
  if (opened.type !== 'opened') return opened;
  const { descriptor } = opened;
  try {
    const bytes = opened.size > limit ? null : readUpTo(descriptor, limit, opened.size);
    return bytes === null
      ? passOver(path, 'too-large', `it is larger than ${sizeInWords(limit)}`)
      : { type: 'bytes', path, bytes };
  } catch (error) {
    return refusal(path, error);
  } finally {
    closeSync(descriptor);
  }
}

/** The sentence that says that a file was skipped, without a full stop. */
export const passedOverText = ({ path, reason }: PassedOver) =>
  `${path} was passed over: ${reason}`;

export type Opened = { type: 'opened'; descriptor: number; size: number };

/**
 * Opens a regular file for reading; anything else is refused. The caller closes the descriptor.
 * @param follow whether to follow a symlink to it
 */
export function openRegular(
  path: string | Buffer,
  { follow = true } = {},
): Opened | Missing | PassedOver {
  let descriptor: number | undefined;
  try {
    // Checked before opening: opening a device may have an effect, such as rewinding a tape.
    const before = follow ? statSync(path) : lstatSync(path);
    if (!before.isFile()) return notRegular(path, before);
    descriptor = openSync(path, flags | (follow ? 0 : (constants.O_NOFOLLOW ?? 0)));
    // Checked again: the file may have been replaced in between.
    const now = fstatSync(descriptor);
    if (now.isFile()) {
      const opened: Opened = { type: 'opened', descriptor, size: now.size };
      descriptor = undefined;
      return opened;
    }
    return notRegular(path, now);
  } catch (error) {
    return refusal(path, error);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

// With these flags, opening does not wait for a pipe's writer, and a terminal does not become our
// controlling terminal. Windows has neither flag.
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

/**
 * Reads without moving the file's position, which may be shared with another program if the file
 * is /dev/stdin. One byte more than the limit is read, to notice a larger file whatever size is
 * reported.
 */
export function readUpTo(descriptor: number, limit: number, size: number): Buffer | null {
  let buffer = Buffer.allocUnsafe(Math.min(limit, size) + 1);
  let at = 0;
  for (;;) {
    const count = readSync(descriptor, buffer, at, buffer.length - at, at);
    at += count;
    if (at > limit) return null;
    if (count === 0) return buffer.subarray(0, at);
    // Files in /proc report a size of zero.
    if (at === buffer.length) buffer = Buffer.concat([buffer], Math.min(limit + 1, at * 2 + 4096));
  }
}

/** Bytes decoded to text; null if they are no text. */
export function decodeText(bytes: Buffer, lossy: boolean): Decoded | null {
  const [first, second] = bytes;
  const isLittle = first === 0xff && second === 0xfe;
  const isBig = first === 0xfe && second === 0xff;
  // UTF-16 without a mark: text begins with an ASCII character, so one of the first two bytes is
  // zero.
  const looksLittle = first !== 0 && second === 0;
  const looksBig = first === 0 && second !== undefined && second !== 0;
  const is16 = isLittle || isBig || looksLittle || looksBig;
  if (is16 && bytes.length % 2 !== 0) return null;
  if (!is16 && !lossy && !isUtf8(bytes)) return null;
  const even = isBig || looksBig ? Buffer.from(bytes).swap16() : bytes;
  const marked = even.toString(is16 ? 'utf16le' : 'utf8');
  const text = marked.replace(/^\ufeff/, '');
  if (text.includes('\0')) return null;
  return { text, encoding: is16 ? 'utf-16' : 'utf-8', hasMark: text !== marked };
}

type Stats = Pick<
  ReturnType<typeof statSync> & object,
  'isDirectory' | 'isFIFO' | 'isSocket' | 'isSymbolicLink'
>;

function notRegular(path: string | Buffer, stats: Stats): PassedOver {
  if (stats.isDirectory()) return passOver(path, 'directory', 'it is a directory');
  if (stats.isFIFO()) return passOver(path, 'pipe', 'it is a pipe');
  if (stats.isSocket()) return passOver(path, 'socket', 'it is a socket');
  // Only reached if symlinks are not followed.
  if (stats.isSymbolicLink()) return passOver(path, 'unreadable', 'it is a symlink');
  return passOver(path, 'device', 'it is a device');
}

function refusal(path: string | Buffer, error: unknown): Missing | PassedOver {
  const code = systemCode(error) ?? 'UNKNOWN';
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return lstatOrNull(path)?.isSymbolicLink()
      ? { ...passOver(path, 'dangling', 'it is a broken symlink'), code }
      : { type: 'missing', path: String(path), code };
  }
  if (code === 'ELOOP') {
    return { ...passOver(path, 'loop', 'it is a symlink that leads to itself'), code };
  }
  const kind = code === 'EACCES' || code === 'EPERM' ? 'no-permission' : 'unreadable';
  return { ...passOver(path, kind, `it cannot be read (${code})`), code };
}

const passOver = (path: string | Buffer, kind: PassedOverKind, reason: string): PassedOver => ({
  type: 'passed-over',
  path: String(path),
  kind,
  reason,
});

/** A number of bytes in words. */
export function sizeInWords(bytes: number): string {
  const mebibytes = bytes / (1024 * 1024);
  if (mebibytes >= 1024) return `${Math.floor(mebibytes / 1024)} GiB`;
  return mebibytes >= 1 ? `${Math.floor(mebibytes)} MiB` : `${Math.floor(bytes / 1024)} KiB`;
}
