// Places where tokens are known to end up: files of neighbouring tools, shell histories, start-up
// files.
import { join } from 'node:path';
import type { Context } from '../../context.ts';
import { systemCode } from '../../errors.ts';
import { namesIn } from '../../files/names.ts';
import { realFile, type Unseen } from '../../files/walk.ts';
import { bpCachePath, bpProfilesPath } from '../../profiles/bpFiles.ts';
import { configPath, goodCopyOf } from '../../profiles/configFile.ts';

export type Places = {
  files: string[];
  /** Directories that could not be listed. */
  unlisted: Unseen[];
};

/** Paths below the user's home. */
const shellFiles = [
  '.bash_history',
  '.zsh_history',
  '.histfile',
  '.sh_history',
  '.local/share/fish/fish_history',
  '.local/share/powershell/PSReadLine/ConsoleHost_history.txt',
  '.node_repl_history',
  '.python_history',
  '.bashrc',
  '.bash_profile',
  '.bash_login',
  '.profile',
  '.zshrc',
  '.zshenv',
  '.zprofile',
  '.config/fish/config.fish',
];

/** Files to search if no path is given; not all of them exist. */
export function knownPlaces(ctx: Context): Places {
  const { userHome, env } = ctx;
  const below = (names: readonly string[]) => names.map(name => join(userHome, name));
  const appData = env.APPDATA;
  const windows = 'Microsoft/Windows/PowerShell/PSReadLine/ConsoleHost_history.txt';
  const dotenvs = envFilesIn(userHome);
  return {
    files: [
      ...placesOfBp(ctx),
      ...below(['.adk/credentials', ...shellFiles]),
      ...dotenvs.files,
      ...(env.HISTFILE ? [env.HISTFILE] : []),
      ...(appData ? [join(appData, windows)] : []),
    ],
    unlisted: dotenvs.unlisted,
  };
}

/** The `.env` files in a directory, including `.env.local` and the like. */
export function envFilesIn(directory: string): Places {
  try {
    const names = namesIn(directory).filter(name => name.startsWith('.env'));
    return { files: names.map(name => join(directory, name)), unlisted: [] };
  } catch (error) {
    const code = systemCode(error) ?? 'UNKNOWN';
    const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
    const reason = `it cannot be listed (${code})`;
    return { files: [], unlisted: isMissing ? [] : [{ path: directory, reason }] };
  }
}

/** bp's files, which hold tokens, including those that we put there. */
export function placesOfBp({ botpressHome }: Context): string[] {
  return [bpProfilesPath(botpressHome), bpCachePath(botpressHome)];
}

/**
 * Our own files, which are supposed to hold tokens. If config.json is a symlink, the good copy is
 * beside its target.
 */
export function ownFiles({ botpressHome }: Context): string[] {
  const path = configPath(botpressHome);
  return [path, ...[path, realFile(path)].map(goodCopyOf)];
}
