// The surroundings of a printed command: the shell that it is copied into, and the flags of this
// run that it has to repeat (home, profile, bot, integration, API URL).
import type { LinePlace, Shell } from './commandLine.ts';
import type { Context } from './context.ts';
import { botpressHomeOf } from './files/homes.ts';
import { pathFrom } from './files/paths.ts';

export type LineSurroundings = Pick<Context, 'argv' | 'cwd' | 'env' | 'userHome' | 'platform'>;

/** What decides the text of the commands that this run prints. */
export function linePlace(ctx: LineSurroundings): LinePlace {
  const flags = ['--profile', '--bot', '--integration', '--apiUrl'];
  const about = flags.flatMap(flag => {
    const value = flagIn(ctx.argv, flag);
    return value === null ? [] : [[flag, value] as const];
  });
  return { platform: ctx.platform, shell: shellOf(ctx), home: homeToName(ctx), about };
}

/**
 * The shell that started us, as far as variables show it. Most shells export nothing of their own,
 * so the login shell is taken instead.
 */
export function shellOf({ env, platform }: Pick<Context, 'env' | 'platform'>): Shell {
  const login = /(\w+)(?:\.exe)?$/.exec(env.SHELL ?? '')?.[1] ?? '';
  if (platform === 'win32') {
    // Git's bash and MSYS2 set SHELL; cmd and PowerShell do not.
    if (login !== '' || env.MSYSTEM) return login === 'fish' ? 'fish' : 'posix';
    // Every program has PSModulePath, but only PowerShell adds the user's modules to it. Only cmd
    // exports PROMPT.
    const hasUserModules = /\\Documents\\(?:Windows)?PowerShell\\Modules/i.test(
      env.PSModulePath ?? '',
    );
    return hasUserModules || !env.PROMPT ? 'powershell' : 'cmd';
  }
  if (env.PSModulePath) return 'powershell';
  if (login === 'fish') return 'fish';
  return login === 'csh' || login === 'tcsh' ? 'csh' : 'posix';
}

/** The home, if a flag named one that bp-auth would not find by default. */
function homeToName(ctx: LineSurroundings): string | null {
  const named = flagIn(ctx.argv, '--botpressHome');
  if (named === null) return null;
  try {
    const path = pathFrom(ctx, named);
    return path === usualHome(ctx) ? null : path;
  } catch {
    return null;
  }
}

/** The default home; null if it cannot be determined. */
export function usualHome({ env, userHome, platform }: LineSurroundings): string | null {
  try {
    return botpressHomeOf(env, { path: userHome, problem: null }, platform);
  } catch {
    return null;
  }
}

/** The value of a flag, spelled in camelCase or with hyphens; null if missing or empty. */
function flagIn(argv: readonly string[], flag: string): string | null {
  const dashed = flag.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
  const end = argv.includes('--') ? argv.indexOf('--') : argv.length;
  let value: string | null = null;
  for (const [at, word] of argv.slice(0, end).entries()) {
    const [name = '', inside] = /^(--[^=]+)(?:=(.*))?$/s.exec(word)?.slice(1) ?? [];
    if (name === flag || name === dashed) value = inside ?? argv[at + 1] ?? null;
  }
  return value || null;
}
