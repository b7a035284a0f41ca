// Appending to files that other programs also read and write.
import {
  appendFileSync,
  closeSync,
  constants,
  fstatSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';

/**
 * Creates the file if it is missing, readable by the owner only.
 * @throws Node's error
 */
export const appendText = (path: string, text: string): void =>
  appendFileSync(path, text, { mode: 0o600 });

/**
 * Appends whole lines, even if the file's last line is unfinished. Never waits for a pipe's reader.
 * @returns false if it is not a regular file; then nothing was written
 * @throws Node's error
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
