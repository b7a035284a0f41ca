// The binding that applies to a directory: the nearest one on the way up to the root.
import { dirname } from 'node:path';
import { realOrNull } from '../files/stat.ts';
import { valueAt } from '../valueAt.ts';

export type DirectoryBinding = { directory: string; profile: string };

/** The binding of the first directory that has one. Pure. */
export function nearest(
  bindings: Readonly<Record<string, string>>,
  directories: readonly string[],
): DirectoryBinding | null {
  const directory = directories.find(candidate => Object.hasOwn(bindings, candidate));
  return directory === undefined
    ? null
    : { directory, profile: valueAt(bindings, directory) ?? '' };
}

/** The directories bound to each profile. Pure. */
export function directoriesByProfile(
  bindings: Readonly<Record<string, string>>,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [directory, profile] of Object.entries(bindings)) {
    found.set(profile, [...(found.get(profile) ?? []), directory]);
  }
  return found;
}

/** A directory and its ancestors, nearest first, symlinks resolved; empty if it was deleted. */
export function ancestors(directory: string): string[] {
  let current = realOrNull(directory);
  if (current === null) return [];
  const found = [current];
  for (let parent = dirname(current); parent !== current; parent = dirname(current)) {
    found.push(parent);
    current = parent;
  }
  return found;
}
