// Places where tokens are known to end up: files of the tools beside us, shell histories, start-up files.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from '../../context.ts';
import { bpCachePath, bpProfilesPath } from '../../profiles/bpFiles.ts';
import { configPath, goodCopyOf } from '../../profiles/configFile.ts';

/** Below the user's home. */
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

/** Files that are looked into when no path is given; not all of them exist. */
export function knownPlaces(ctx: Context): string[] {
  const { userHome, env } = ctx;
  const below = (names: readonly string[]) => names.map(name => join(userHome, name));
  const appData = env.APPDATA;
  const windows = 'Microsoft/Windows/PowerShell/PSReadLine/ConsoleHost_history.txt';
  return [
    ...placesOfBp(ctx),
    ...below(['.adk/credentials', ...shellFiles, ...envFilesIn(userHome)]),
    ...(env.HISTFILE ? [env.HISTFILE] : []),
    ...(appData ? [join(appData, windows)] : []),
  ];
}

/** Names of the `.env` files in a directory, `.env.local` and the like included. */
export function envFilesIn(directory: string): string[] {
  try {
    return readdirSync(directory).filter(name => name.startsWith('.env'));
  } catch {
    return [];
  }
}

/** Where bp keeps tokens, those that we put there among them. */
export function placesOfBp({ botpressHome }: Context): string[] {
  return [bpProfilesPath(botpressHome), bpCachePath(botpressHome)];
}

/** Our own store: tokens belong there. */
export function ownFiles({ botpressHome }: Context): string[] {
  const path = configPath(botpressHome);
  return [path, goodCopyOf(path)];
}
