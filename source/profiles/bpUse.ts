// What bp, run alone, would send, computed as bp 7 does it: `.env` fills what the environment lacks, a
// profile overrules everything, and else each value comes from its variable or from the cache.
import { isAbsolute, join } from 'node:path';
import type { Dotenv } from '../files/dotenv.ts';
import { isLentHome } from '../files/homes.ts';
import { valueAt } from '../valueAt.ts';
import type { BpFiles, Triple } from './bpFiles.ts';

export type Field = keyof Triple;

/** A variable that decides something for bp, and where it stands. */
export type BpVariable = {
  name: string;
  value: string;
  /** The file as the user names it, and the line in it; null for the environment. */
  file: string | null;
  line: number | null;
};

export type BpUse = {
  /** The BP_BOT_ID that bp acts on, whatever its `--botId` says. */
  bot: BpVariable | null;
  /** The BP_BOTPRESS_HOME in `.env` that makes bp look elsewhere for its files. */
  home: BpVariable | null;
} & (
  | {
      type: 'sends';
      triple: Triple;
      /** The variable that decides about each value; null for the cache. */
      by: Record<Field, BpVariable | null>;
      /** The entry of profiles.json that it takes all three from. */
      profile: string | null;
    }
  /** It names a profile that bp does not have, or whose file bp cannot read. */
  | { type: 'fails'; why: 'no-such-profile' | 'profiles-unusable'; profile: BpVariable }
  | { type: 'logged-out' }
);

type Env = Readonly<Record<string, string | undefined>>;

/** What of a `.env` file counts. */
export type Assigned = Pick<Dotenv, 'shown' | 'variables' | 'overrides'>;

/**
 * A variable as bp finds it. For dotenv one that exists counts, even an empty one; for bp an empty one is
 * absent.
 */
function bpVariable(name: string, env: Env, dotenv: Assigned): BpVariable | null {
  const assigned = dotenv.variables.get(name);
  const existing = valueAt(env, name);
  const isFromFile = assigned !== undefined && (existing === undefined || dotenv.overrides);
  const value = isFromFile ? assigned.value : existing;
  if (!value) return null;
  return isFromFile
    ? { name, value, file: dotenv.shown, line: assigned.line }
    : { name, value, file: null, line: null };
}

/** Where bp looks for its files, by an absolute path. Unlike a shell it takes `~` for a name. */
export function bpHome(
  { env, cwd, botpressHome }: { env: Env; cwd: string; botpressHome: string },
  dotenv: Assigned,
): { path: string; by: BpVariable | null } {
  const by = bpVariable('BP_BOTPRESS_HOME', env, dotenv);
  if (by !== null && isLentHome(env, by.value)) return { path: by.value, by: null };
  // What the environment says is where we look, too; but for a path with `~`.
  if (by === null || (by.file === null && isAbsolute(by.value)))
    return { path: botpressHome, by: null };
  const path = isAbsolute(by.value) ? by.value : join(cwd, by.value);
  return path === botpressHome ? { path, by: null } : { path, by };
}

export type BpSurroundings = {
  env: Env;
  dotenv: Assigned;
  /** The files in the home that bp uses. */
  bp: Pick<BpFiles, 'profiles' | 'cache'>;
  /** What makes it another home than ours. */
  home: BpVariable | null;
};

/** What bp would do with credentials. Pure. */
export function bpUse({ env, dotenv, bp, home }: BpSurroundings): BpUse {
  const variable = (name: string) => bpVariable(name, env, dotenv);
  const common = { bot: variable('BP_BOT_ID'), home };
  const named = variable('BP_PROFILE');
  if (named !== null) {
    const { found, bad, entries } = bp.profiles;
    // One bad entry makes the whole file unusable for bp.
    const isUnusable = found === 'unreadable' || Object.keys(bad).length > 0;
    if (isUnusable) return { ...common, type: 'fails', why: 'profiles-unusable', profile: named };
    const triple = valueAt(entries, named.value);
    if (triple === undefined) {
      return { ...common, type: 'fails', why: 'no-such-profile', profile: named };
    }
    const by = { token: named, workspaceId: named, apiUrl: named };
    return hasAll(triple)
      ? { ...common, type: 'sends', triple, by, profile: named.value }
      : { ...common, type: 'logged-out' };
  }
  const by = {
    token: variable('BP_TOKEN'),
    workspaceId: variable('BP_WORKSPACE_ID'),
    apiUrl: variable('BP_API_URL'),
  };
  const { triple: cache } = bp.cache;
  const triple = {
    token: by.token?.value ?? cache?.token ?? '',
    workspaceId: by.workspaceId?.value ?? cache?.workspaceId ?? '',
    apiUrl: by.apiUrl?.value ?? cache?.apiUrl ?? '',
  };
  return hasAll(triple)
    ? { ...common, type: 'sends', triple, by, profile: null }
    : { ...common, type: 'logged-out' };
}

const hasAll = ({ token, workspaceId, apiUrl }: Triple) => Boolean(token && workspaceId && apiUrl);
