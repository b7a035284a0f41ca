// The binding that applies to a directory: the nearest one on the way up to the root.
import { dirname } from 'node:path';
import { isSame, realAsSpeltOrNull, realOrNull } from '../files/stat.ts';
import { systemPlatform } from '../system.ts';
import { valueAt } from '../valueAt.ts';

export type DirectoryBinding = { directory: string; profile: string };

/**
 * The binding of the first directory that has one. Pure, except for what `areSame` looks at.
 * @param areSame called for two paths that differ only in what many file systems ignore
 */
export function nearest(
  bindings: Readonly<Record<string, string>>,
  directories: readonly string[],
  areSame: (one: string, other: string) => boolean = isSame,
): DirectoryBinding | null {
  const keys = Object.keys(bindings).map(key => ({ key, folded: foldedOf(key) }));
  const keyOf = (directory: string) => {
    if (Object.hasOwn(bindings, directory)) return directory;
    const wanted = foldedOf(directory);
    return keys.find(({ key, folded }) => folded === wanted && areSame(key, directory))?.key;
  };
  for (const candidate of keys.length === 0 ? [] : directories) {
    const directory = keyOf(candidate);
    if (directory === undefined) continue;
    return { directory, profile: valueAt(bindings, directory) ?? '' };
  }
  return null;
}

/**
 * One form for all spellings that a file system may treat as equal: capitals, and composed or decomposed
 * accents.
 */
const foldedOf = (path: string): string => path.normalize('NFC').toLowerCase();

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

/** A directory as bindings name it: without symlinks, as the disk spells it; null if it was deleted. */
export function directoryPlace(directory: string, platform = systemPlatform): string | null {
  const real = realOrNull(directory);
  // On macOS, accents in a file name may be stored composed (NFC) or decomposed (NFD); either form
  // finds the file.
  return platform === 'darwin' ? (real?.normalize('NFC') ?? null) : real;
}

/** A directory and its ancestors, nearest first, symlinks resolved; empty if it was deleted. */
export function ancestors(directory: string): string[] {
  const place = directoryPlace(directory);
  if (place === null) return [];
  const own = upwards(place);
  // Windows resolves a path on a mapped drive to the share behind it. Bindings that older versions
  // of bp-auth made still name the drive.
  const spelt = systemPlatform === 'win32' ? realAsSpeltOrNull(directory) : null;
  const others = spelt === null || spelt === place ? [] : upwards(spelt);
  return own.flatMap((one, at) => [one, ...(others[at] === undefined ? [] : [others[at]])]);
}

function upwards(directory: string): string[] {
  const found = [directory];
  for (let at = directory; dirname(at) !== at; ) {
    at = dirname(at);
    found.push(at);
  }
  return found;
}
