// Modes of the home directory and its files that give others rights. The next write and `doctor
// --repair` take those rights away.
import { modelessMount, mountsHere } from '../files/mounts.ts';
import { realOrSame, statOrNull } from '../files/stat.ts';
import { bpCachePath, bpProfilesPath } from './bpFiles.ts';
import { configPath, goodCopyOf } from './configFile.ts';
import { targetOf } from './linkTarget.ts';

export type WideMode = { type: 'wide-mode'; path: string; mode: number };

/** The home is on a file system with a single mode for all files. */
export type NoModes = { type: 'no-modes'; path: string };

/**
 * The home directory and the files in it whose mode gives others any right. Windows has no modes.
 */
export function wideModes(home: string, platform: NodeJS.Platform): WideMode[] | [NoModes] {
  if (platform === 'win32') return [];
  const config = configPath(home);
  const paths = [
    home,
    config,
    goodCopyOf(targetOf(config)),
    bpProfilesPath(home),
    bpCachePath(home),
  ];
  const wide = paths.flatMap((path): WideMode[] => {
    const mode = modeOf(path);
    return (mode & 0o077) === 0 ? [] : [{ type: 'wide-mode', path, mode }];
  });
  return wide.length > 0 && lacksModes(home) ? [{ type: 'no-modes', path: home }] : wide;
}

/** Whether a path is on a file system without modes, as far as Linux shows it. */
export const lacksModes = (path: string): boolean =>
  modelessMount(mountsHere(), realOrSame(path)) !== null;

/** Whether others can access a file. */
export const isWide = (path: string): boolean => (modeOf(path) & 0o077) !== 0;

/** 0 if the file is missing or cannot be read. */
const modeOf = (path: string): number => (statOrNull(path)?.mode ?? 0) & 0o777;
