// The system's clipboard, written by one of the system's programs.
import isWsl from 'is-wsl';
import { altered, type Context } from '../../context.ts';
import { findProgram } from '../../files/findProgram.ts';
import { driveOfWindows, mountsHere } from '../../files/mounts.ts';
import { neutralDirectory, startAside } from '../../files/startAside.ts';
import { withoutCredentials } from '../../secrets/environment.ts';

type Place = Pick<Context, 'env' | 'platform'>;

/** Linux in Windows (WSL): where drive C: is mounted; null if it is not mounted. */
type Wsl = { drive: string | null };

/** A program that puts its standard input on the system's clipboard. */
export type ClipboardProgram = {
  path: string;
  args: readonly string[];
  encoding: 'utf8' | 'utf16le';
};

/** Milliseconds that a program may take: one may wait for a display that does not answer. */
export const timeToCopy = 2000;

/**
 * The programs to try, the likeliest first. None over SSH: nobody uses the clipboard of the remote computer.
 * Pure.
 * @param find returns a program's path; null if it is not installed
 */
export function clipboardPrograms(
  { env, platform }: Place,
  wsl: Wsl | null,
  find: (name: string) => string | null,
): ClipboardProgram[] {
  if (env.SSH_CONNECTION || env.SSH_TTY) return [];
  return namesFor({ env, platform }, wsl).flatMap(([name, ...args]) => {
    const path = find(name);
    // clip.exe guesses the encoding, and takes some ASCII words for UTF-16. So it gets UTF-16, without a byte order
    // mark, because clip.exe would copy the mark too.
    const encoding = name.endsWith('clip.exe') ? 'utf16le' : 'utf8';
    return path === null ? [] : [{ path, args, encoding } as const];
  });
}

type Named = readonly [name: string, ...args: string[]];

function namesFor({ env, platform }: Place, wsl: Wsl | null): Named[] {
  if (platform === 'darwin') return [['pbcopy']];
  if (platform === 'win32') return [[`${env.SystemRoot ?? 'C:\\Windows'}\\System32\\clip.exe`]];
  const windows: Named[] = wsl?.drive ? [[`${wsl.drive}/Windows/System32/clip.exe`]] : [];
  const termux: Named[] = env.TERMUX_VERSION ? [['termux-clipboard-set']] : [];
  const wayland: Named[] = env.WAYLAND_DISPLAY ? [['wl-copy']] : [];
  const x: Named[] = env.DISPLAY
    ? [
        ['xclip', '-selection', 'clipboard'],
        ['xsel', '--clipboard', '--input'],
      ]
    : [];
  return [...windows, ...termux, ...wayland, ...x];
}

/**
 * Gives a text to the first program that accepts it.
 * @returns whether one did. Never throws.
 */
export async function copyToSystem(ctx: Context, text: string): Promise<boolean> {
  const wsl = isWsl ? { drive: driveOfWindows(mountsHere()) } : null;
  // Programs are looked up and run in a neutral directory, so that none from the current directory is run.
  const place = altered(ctx, { cwd: neutralDirectory(ctx) });
  const find = (name: string) => {
    const found = findProgram(place, name);
    return found.type === 'found' ? found.path : null;
  };
  for (const program of clipboardPrograms(ctx, wsl, find)) {
    if (await take(ctx, place.cwd, program, text).catch(() => false)) return true;
  }
  return false;
}

/** The text goes through standard input: everybody can read a program's arguments. */
async function take(
  ctx: Context,
  cwd: string,
  { path, args, encoding }: ClipboardProgram,
  text: string,
): Promise<boolean> {
  const program = {
    ...{ path, args, cwd, env: withoutCredentials(ctx) },
    detached: ctx.platform !== 'win32',
    input: Buffer.from(text, encoding),
  };
  return (await startAside(ctx, program, timeToCopy, 'killed')) === 'well';
}
