// Appending to files that others read and write, too.
import {
  appendFileSync,
  closeSync,
  constants,
  fstatSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';

/** Makes the file where it is missing, closed to others. @throws Node's error */
export const appendText = (path: string, text: string): void =>
  appendFileSync(path, text, { mode: 0o600 });

/**
 * Appends whole lines, even where the last line there is open. Nothing waits for the reader of a pipe.
 * @returns false where it is no regular file; nothing was written then. @throws Node's error
 */
export function appendLines(path: string, text: string): boolean {
  const { O_RDWR, O_APPEND, O_CREAT, O_NONBLOCK = 0 } = constants;
  const file = openSync(path, O_RDWR | O_APPEND | O_CREAT | O_NONBLOCK, 0o600);
  try {
    const found = fstatSync(file);
    if (!found.isFile()) return false;
    writeSync(file, `${endsOpen(file, found.size) ? '\n' : ''}${text}`);
    return true;
  } finally {
    closeSync(file);
  }
}

function endsOpen(file: number, size: number): boolean {
  const last = Buffer.alloc(1);
  return size > 0 && readSync(file, last, 0, 1, size - 1) === 1 && last.toString() !== '\n';
}
