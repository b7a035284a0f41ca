// The credentials that bp, run on its own, would send, computed as bp 7 does: `.env` fills gaps in
// the environment, a profile overrides everything, otherwise each value comes from its variable or
// the cache.
import { isAbsolute, join } from 'node:path';
import type { Dotenv } from '../files/dotenv.ts';
import { isLentHome } from '../files/homes.ts';
import { valueAt } from '../valueAt.ts';
import type { BpFiles, Triple } from './bpFiles.ts';

export type Field = keyof Triple;

/** A variable that influences bp, and where it is set. */
export type BpVariable = {
  name: string;
  value: string;
  /** The file as the user would name it, and the line; null for the environment. */
  file: string | null;
  line: number | null;
};

export type BpUse = {
  /** The BP_BOT_ID that bp uses: it overrules bp's flag `--botId`. */
  bot: BpVariable | null;
  /** The BP_BOTPRESS_HOME that moves bp's home away from ours; null if none does. */
  home: BpVariable | null;
} & (
  | {
      type: 'sends';
      triple: Triple;
      /** The variable that gives each value; null if bp's cache gives it. */
      by: Record<Field, BpVariable | null>;
      /** The entry of profiles.json that all three values come from. */
      profile: string | null;
    }
  /** BP_PROFILE names a profile that bp does not have, or bp cannot read its profiles.json. */
  | { type: 'fails'; why: 'no-such-profile' | 'profiles-unusable'; profile: BpVariable }
  | { type: 'logged-out' }
);

type Env = Readonly<Record<string, string | undefined>>;

/** The parts of a `.env` file that decide which values bp sees. */
export type Assigned = Pick<Dotenv, 'shown' | 'variables' | 'overrides'>;

/**
 * A variable as bp sees it. dotenv lets any existing variable win, even an empty one; bp treats an
 * empty one as absent.
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

/** Where bp looks for its files: an absolute path. Unlike a shell, it takes `~` literally. */
export function bpHome(
  { env, cwd, botpressHome }: { env: Env; cwd: string; botpressHome: string },
  dotenv: Assigned,
): { path: string; by: BpVariable | null } {
  const by = bpVariable('BP_BOTPRESS_HOME', env, dotenv);
  if (by !== null && isLentHome(env, by.value)) return { path: by.value, by: null };
  // An absolute path in the environment means the same to bp-auth and bp. In a path that begins
  // with `~`, only bp-auth replaces the `~`.
  if (by === null || (by.file === null && isAbsolute(by.value)))
    return { path: botpressHome, by: null };
  const path = isAbsolute(by.value) ? by.value : join(cwd, by.value);
  return path === botpressHome ? { path, by: null } : { path, by };
}

export type BpSurroundings = {
  env: Env;
  dotenv: Assigned;
  /** bp's files, read from the home that bp would use. */
  bp: Pick<BpFiles, 'profiles' | 'cache'>;
  /** The variable that moves bp's home away from ours. */
  home: BpVariable | null;
};

/** The credentials that bp would use. Pure. */
export function bpUse({ env, dotenv, bp, home }: BpSurroundings): BpUse {
  const variable = (name: string) => bpVariable(name, env, dotenv);
  const common = { bot: variable('BP_BOT_ID'), home };
  const named = variable('BP_PROFILE');
  if (named !== null) {
    const { found, bad, entries } = bp.profiles;
    // One bad entry makes bp reject the whole file.
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
