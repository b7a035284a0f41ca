// The temporary files of a write: their names, and the search for those that a killed process has
// left behind.
import { lstatSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { removeFile } from '../files/privateFile.ts';

/**
 * @param id the lock's id
 * @param step the number of the file within the change
 */
export const stagedName = (path: string, id: string, step: number) => `${path}.new-${id}-${step}`;

/** Whether a process that was killed while it wrote `target` left this file. */
export function isLeftOver(file: string, target: string): boolean {
  if (!file.startsWith(`${target}.`)) return false;
  return /^new-[\w-]+(\.tmp-\d{10}[0-9a-f]{6})?$/.test(file.slice(target.length + 1));
}

/** The files that killed processes left beside a target. */
export function leftOversOf(target: string): string[] {
  const directory = dirname(target);
  return readdirSync(directory)
    .map(name => join(directory, name))
    .filter(file => isLeftOver(file, target))
    .filter(file => lstatSync(file, { throwIfNoEntry: false })?.isFile());
}

/**
 * Removes what killed processes left beside a target. The caller holds the lock, so nobody is
 * writing.
 */
export function removeLeftOvers(target: string): void {
  for (const file of leftOversOf(target)) removeQuietly(file);
}

export function removeQuietly(file: string): void {
  try {
    removeFile(file);
  } catch {
    // The next write removes the file.
  }
}
