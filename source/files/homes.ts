// Where the user's home lies, and the directory of ours and bp's files: always at an absolute path. One that
// is not would put a token into whatever directory somebody happens to be in.
import { isAbsolute, join } from 'node:path';
import { AppError } from '../errors.ts';

type Env = Readonly<Record<string, string | undefined>>;

export type UserHome = {
  /** Absolute; a place that does not exist where the home is not known. */
  path: string;
  /** Why it is not known; for whoever needs it. */
  problem: AppError | null;
};

/** The name that systems give to the home of those who have none. */
const nowhere = (platform: NodeJS.Platform) =>
  platform === 'win32' ? 'C:\\nonexistent' : '/nonexistent';

/**
 * The user's home. Pure.
 * @param listed the home as the system's list of users has it; null where it does not know this user
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
 * Variables of a program whose bp is lent a home for one run: which one that is, and where ours is all the while. They
 * count as long as BP_BOTPRESS_HOME names that home.
 */
export const lentHomeName = 'BP_AUTH_BP_HOME';
export const ownHomeName = 'BP_AUTH_HOME';

/** Whether this is the home that bp was lent. */
export const isLentHome = (env: Env, path: string): boolean =>
  path !== '' && env[lentHomeName] === path;

/**
 * Where config.json and bp's files lie. Pure.
 * @throws AppError usage for a relative path; local where the user's home would have to be known
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

/** What follows `~/` at the beginning of a path; null where it begins otherwise. */
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
