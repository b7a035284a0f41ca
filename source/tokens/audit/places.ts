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

type Listed = readonly [directory: string, isMeant: RegExp];

/** Directories below the user's home, and which of their files to search. */
const shellDirectories: readonly Listed[] = [
  // macOS keeps a history for each terminal window.
  ['.zsh_sessions', /\.history(?:new)?$/],
  ['.bash_sessions', /\.history(?:new)?$/],
  ['.local/share/powershell/PSReadLine', /_history\.txt$/],
  ['.config/powershell', /profile\.ps1$/],
];

/**
 * The directories of the editors made from Visual Studio Code, below the directory where the system
 * keeps settings.
 */
const editors = ['Code', 'Code - Insiders', 'VSCodium', 'Cursor'];

/** The editors' copies of every file that was edited, in one directory for each file. */
function editorHistories({ userHome, env }: Context): Places {
  const places = [
    join(userHome, '.config'),
    join(userHome, 'Library', 'Application Support'),
    ...(env.APPDATA ? [env.APPDATA] : []),
  ];
  const histories = places.flatMap(place =>
    editors.map(editor => join(place, editor, 'User', 'History')),
  );
  const all = histories.map(history => filesIn(history, () => true));
  const edited = all.flatMap(({ files }) => files).map(place => filesIn(place, () => true));
  return {
    files: edited.flatMap(({ files }) => files),
    unlisted: [...all, ...edited].flatMap(({ unlisted }) => unlisted),
  };
}

/** Files to search if no path is given; not all of them exist. */
export function knownPlaces(ctx: Context): Places {
  const { userHome, env } = ctx;
  const below = (names: readonly string[]) => names.map(name => join(userHome, name));
  const directories: Listed[] = [
    ...shellDirectories.map(([name, isMeant]): Listed => [join(userHome, name), isMeant]),
    ...directoriesOnWindows(ctx),
  ];
  const listed = [
    envFilesIn(userHome),
    editorHistories(ctx),
    ...directories.map(([directory, isMeant]) => filesIn(directory, name => isMeant.test(name))),
  ];
  return {
    files: [
      ...placesOfBp(ctx),
      ...below(['.adk/credentials', ...shellFiles]),
      ...listed.flatMap(({ files }) => files),
      ...(env.HISTFILE ? [env.HISTFILE] : []),
    ],
    unlisted: listed.flatMap(({ unlisted }) => unlisted),
  };
}

/**
 * PowerShell's directories on Windows: one with histories, and those in Documents with start-up
 * files. OneDrive may have moved Documents.
 */
function directoriesOnWindows({ userHome, env }: Context): Listed[] {
  const { APPDATA, OneDrive } = env;
  const histories = 'Microsoft/Windows/PowerShell/PSReadLine';
  return [
    ...(APPDATA ? [[join(APPDATA, histories), /_history\.txt$/] as const] : []),
    ...[userHome, ...(OneDrive ? [OneDrive] : [])].flatMap(place =>
      ['PowerShell', 'WindowsPowerShell'].map(
        (name): Listed => [join(place, 'Documents', name), /profile\.ps1$/i],
      ),
    ),
  ];
}

/** The `.env` files in a directory, including `.env.local` and the like. */
export const envFilesIn = (directory: string): Places =>
  filesIn(directory, name => name.startsWith('.env'));

function filesIn(directory: string, isMeant: (name: string) => boolean): Places {
  try {
    const names = namesIn(directory).filter(isMeant);
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
 * Our own files, which are supposed to hold tokens: config.json, and the copy of what was last
 * written. If config.json is a symlink, the copy is beside the link's target.
 */
export function ownFiles({ botpressHome }: Context): string[] {
  const path = configPath(botpressHome);
  return [path, ...[path, realFile(path)].map(goodCopyOf)];
}
