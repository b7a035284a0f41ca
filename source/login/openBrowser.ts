// The start of the user's browser: as a program with arguments, never through a shell.
import isWsl from 'is-wsl';
import { altered, type Context } from '../context.ts';
import { programToStart } from '../files/findProgram.ts';
import { driveOfWindows, mountsHere } from '../files/mounts.ts';
import { neutralDirectory, startAside } from '../files/startAside.ts';
import { withoutCredentials } from '../secrets/environment.ts';
import { mayOpen } from './dashboard.ts';

/**
 * Milliseconds in which a launcher may fail; after that it is taken for the browser and left
 * running.
 */
const timeToFail = 1000;

/** A program and its arguments; the URL replaces `%s`, or comes last. */
type Launcher = readonly [program: string, ...args: string[]];

/** Facts about WSL: a Linux that may see Windows' drives and start Windows programs. */
type Wsl = {
  /** The mount point of drive C:; null if there is none. */
  drive: string | null;
};

/**
 * Opens a Botpress page or one on this computer in the user's browser.
 * @returns whether a browser seems to have started; if false, show the URL. Never throws.
 */
export async function openBrowser(ctx: Context, address: string): Promise<boolean> {
  if (!mayOpen(address)) return false;
  const { href } = new URL(address);
  const wsl = isWsl ? { drive: driveOfWindows(mountsHere()) } : null;
  for (const launcher of launchers(ctx, wsl)) {
    if (await launch(ctx, launcher, href).catch(() => false)) return true;
  }
  return false;
}

/**
 * The launchers to try, in order. If `$BROWSER` is set, only that: a program with its arguments,
 * split at blanks (double quotes keep a path with blanks together), or several separated by `:`
 * (`;` on Windows). Otherwise the system's own, and none over SSH or without a display.
 */
export function launchers(
  { env, platform }: Pick<Context, 'env' | 'platform'>,
  wsl: Wsl | null,
): Launcher[] {
  if (env.BROWSER) return fromVariable(env.BROWSER, platform === 'win32' ? ';' : ':');
  if (env.SSH_CONNECTION || env.SSH_TTY) return [];
  if (platform === 'darwin') return [['/usr/bin/open']];
  if (platform === 'win32') return [urlHandler(`${env.SystemRoot ?? 'C:\\Windows'}\\System32\\`)];
  const wslview: Launcher[] = wsl === null ? [] : [['wslview']];
  const windows = wsl?.drive ? [urlHandler(`${wsl.drive}/Windows/System32/`)] : [];
  const display: Launcher[] = env.DISPLAY || env.WAYLAND_DISPLAY ? [['xdg-open']] : [];
  return [...wslview, ...windows, ...display];
}

/** Windows' own URL handler. `start` and PowerShell would give the URL to a shell. */
function urlHandler(system: string): Launcher {
  return [`${system}rundll32.exe`, 'url.dll,FileProtocolHandler'];
}

function fromVariable(value: string, separator: string): Launcher[] {
  return value.split(separator).flatMap((command): Launcher[] => {
    const words = command.match(/"[^"]*"|\S+/g)?.map(word => word.replaceAll('"', '')) ?? [];
    const [program, ...args] = words;
    return program ? [[program, ...args]] : [];
  });
}

async function launch(ctx: Context, [name, ...args]: Launcher, url: string): Promise<boolean> {
  // No program of the current directory is started, whether `$BROWSER` names it by a relative path
  // or a search would find it.
  const cwd = neutralDirectory(ctx);
  const words = args.some(argument => argument.includes('%s'))
    ? args.map(argument => argument.replaceAll('%s', () => url))
    : [...args, url];
  const program = {
    path: programToStart(altered(ctx, { cwd }), name),
    args: words,
    ...{ cwd, env: withoutCredentials(ctx), detached: true },
  };
  return (await startAside(ctx, program, timeToFail, 'left')) !== 'badly';
}
