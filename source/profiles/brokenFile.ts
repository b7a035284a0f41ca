// Repair of our own files that cannot be parsed: the old one is kept aside and replaced.
import { linkSync, lstatSync, renameSync, rmSync } from 'node:fs';
import { systemCode } from '../errors.ts';
import { decodeText, readBytes } from '../files/foreignFile.ts';
import { patiently } from '../files/patience.ts';
import { createPrivate, removeFile } from '../files/privateFile.ts';
import { largestHomeFile } from './configFile.ts';
import { narrowMode } from './homeDirectory.ts';
import type { Lock } from './lock.ts';

/** A regular file's text; not through a symlink, which somebody may have planted. */
export function regularText(path: string): string | null {
  const file = readBytes(path, { limit: largestHomeFile, follow: false });
  if (file.type !== 'bytes') return null;
  return decodeText(file.bytes, true)?.text ?? file.bytes.toString('utf8');
}

export function asideName(path: string): string {
  for (let number = 1; ; number++) {
    const name = `${path}.broken-${number}`;
    if (lstatSync(name, { throwIfNoEntry: false }) === undefined) return name;
  }
}

/** Gives the file a second name: in one step, and never over an existing file. */
export function keepBrokenAside(path: string, aside: string): void {
  narrowMode(path);
  try {
    linkSync(path, aside);
  } catch (error) {
    if (systemCode(error) === 'EEXIST') throw error;
    const file = readBytes(path, { limit: largestHomeFile, follow: false });
    if (file.type !== 'bytes') throw error;
    createPrivate(aside, file.bytes);
  }
}

/**
 * Replaces a file: the new one is written completely beside it, then renamed over it. The new one
 * is named like a temporary file: if we die before the rename, the next write removes it.
 */
export function replaceBroken(path: string, text: string, lock: Lock): void {
  const staged = `${path}.new-0`;
  removeFile(staged);
  createPrivate(staged, text, { isSynced: true });
  lock.requireOwnership();
  patiently(() => renameSync(staged, path));
}

export const removeBroken = (path: string): void => patiently(() => rmSync(path));
