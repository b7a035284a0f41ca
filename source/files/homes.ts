// The user's home, and the directory of our files and bp's: always absolute. A relative path would
// put a token into whatever directory the user happens to be in.
import { isAbsolute, join } from 'node:path';
import { AppError } from '../errors.ts';

type Env = Readonly<Record<string, string | undefined>>;

export type UserHome = {
  /** Absolute; if the home is not known, a path that does not exist. */
  path: string;
  /** The error to throw where the home is needed; null if the home is known. */
  problem: AppError | null;
};

/** The path that systems give to users without a home. */
const nowhere = (platform: NodeJS.Platform) =>
  platform === 'win32' ? 'C:\\nonexistent' : '/nonexistent';

/**
 * The user's home. Pure.
 * @param listed the home in the system's user list; null if this user is not listed
 */
export function userHomeOf(
  env: Env,
  platform: NodeJS.Platform,
  listed: () => string | null,
): UserHome {
  const variable = platform === 'win32' ? 'USERPROFILE' : 'HOME';
  const named = env[variable] ?? '';
  if (isAbsolute(named)) return { path: named, problem: null };
  const own = listed();
  const known = own !== null && isAbsolute(own) ? own : null;
  const path = known ?? nowhere(platform);
  if (named === '' || afterTilde(named, platform) !== null) {
    if (known === null) return { path, problem: unknownHome(variable) };
    return { path: join(known, afterTilde(named, platform) ?? ''), problem: null };
  }
  return { path, problem: relativeHome(variable, named) };
}

/**
 * Two variables that bp-auth sets when it starts a program with a temporary home for bp: the path
 * of that home, and the path of bp-auth's own home. If that program starts bp-auth again, bp-auth
 * uses its own home instead of the temporary one.
 */
export const lentHomeName = 'BP_AUTH_BP_HOME';
export const ownHomeName = 'BP_AUTH_HOME';

/** Whether a path is that of the temporary home that bp was given. */
export const isLentHome = (env: Env, path: string): boolean =>
  path !== '' && env[lentHomeName] === path;

/**
 * The directory of config.json and bp's files. Pure.
 * @throws AppError `usage` for a relative path; `local` if the user's home is needed but unknown
 */
export function botpressHomeOf(env: Env, user: UserHome, platform: NodeJS.Platform): string {
  const { BP_BOTPRESS_HOME: named = '', [ownHomeName]: own = '' } = env;
  if (isLentHome(env, named) && isAbsolute(own)) return own;
  if (isAbsolute(named)) return named;
  const below = named === '' ? '.botpress' : afterTilde(named, platform);
  if (below === null) throw relativeHome('BP_BOTPRESS_HOME', named);
  if (user.problem !== null) throw user.problem;
  return join(user.path, below);
}

/** The part after `~/` at the start of a path; null if it starts otherwise. */
export function afterTilde(path: string, platform: NodeJS.Platform): string | null {
  if (path === '~') return '';
  if (path.startsWith('~/') || (platform === 'win32' && path.startsWith('~\\')))
    return path.slice(2);
  return null;
}

function relativeHome(variable: string, path: string): AppError {
  return new AppError('home-relative', `${variable} is the relative path ${path}`, {
    hint: `Nothing is read or written there. Give ${variable} an absolute path, or one that begins with ~/`,
  });
}

function unknownHome(variable: string): AppError {
  return new AppError(
    'home-unknown',
    `Your home directory is not known: ${variable} is not set, and the system does not list this user`,
    {
      hint: `Set ${variable}, or name a directory for bp-auth: BP_BOTPRESS_HOME=/path`,
    },
  );
}
