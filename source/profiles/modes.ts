// Permissions of the home directory and its files that let others in; writes and repairs fix them.
import { statOrNull } from '../files/stat.ts';
import { bpCachePath, bpProfilesPath } from './bpFiles.ts';
import { configPath, goodCopyOf } from './configFile.ts';
import { targetOf } from './linkTarget.ts';

export type WideMode = { type: 'wide-mode'; path: string; mode: number };

/** The directory, and files in it, that others can access. Windows has no such modes. */
export function wideModes(home: string, platform: NodeJS.Platform): WideMode[] {
  if (platform === 'win32') return [];
  const config = configPath(home);
  const paths = [
    home,
    config,
    goodCopyOf(targetOf(config)),
    bpProfilesPath(home),
    bpCachePath(home),
  ];
  return paths.flatMap(path => {
    const mode = modeOf(path);
    return (mode & 0o077) === 0 ? [] : [{ type: 'wide-mode', path, mode }];
  });
}

/** Whether others can access a file. */
export const isWide = (path: string): boolean => (modeOf(path) & 0o077) !== 0;

/** 0 if it is missing or cannot be read. */
const modeOf = (path: string): number => (statOrNull(path)?.mode ?? 0) & 0o777;
