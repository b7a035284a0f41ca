// A file of ours that cannot be understood: kept aside, and replaced by what can.
import { linkSync, lstatSync, renameSync, rmSync } from 'node:fs';
import { systemCode } from '../errors.ts';
import { decodeText, readBytes } from '../files/foreignFile.ts';
import { createPrivate } from '../files/privateFile.ts';
import { largestHomeFile } from './configFile.ts';
import { narrowMode } from './homeDirectory.ts';
import type { Lock } from './lock.ts';

/** A regular file's text; a symlink at these names may have been planted. */
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

/** A second name for the same file: made in one step, and never onto something that is there. */
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

/** Written whole beside the file, then renamed onto it. The name is one that writers sweep. */
export function replaceBroken(path: string, text: string, lock: Lock): void {
  const staged = `${path}.new-0`;
  rmSync(staged, { force: true });
  createPrivate(staged, text, { isSynced: true });
  lock.requireOwnership();
  renameSync(staged, path);
}

export const removeBroken = (path: string): void => rmSync(path);
