// The facts for the checklist. Changes nothing, opens no keychain and runs no token command.
import { join } from 'node:path';
import { quote } from '../../commandLine.ts';
import type { Context } from '../../context.ts';
import { isAppError, toAppError } from '../../errors.ts';
import { readForeign } from '../../files/foreignFile.ts';
import { statOrNull } from '../../files/stat.ts';
import type { Unseen } from '../../files/walk.ts';
import { adkPath } from '../../profiles/adkFile.ts';
import {
  type Config,
  fingerprintOf,
  kindOfProfile,
  type StoredProfile,
  sourceOf,
} from '../../profiles/config.ts';
import { connect } from '../../profiles/connect.ts';
import { lacksModes } from '../../profiles/modes.ts';
import { looksLikeProduction } from '../../profiles/production.ts';
import { findProject } from '../../profiles/project.ts';
import { readState } from '../../profiles/store.ts';
import { kindOf } from '../../secrets/kind.ts';
import { placeOf } from '../../shell.ts';
import { ownId } from '../../system.ts';
import { maxAgeOf } from '../../tokens/age.ts';
import { auditFiles, type Hit } from '../../tokens/audit/audit.ts';
import { type GitState, gitStates, repositoryOf } from '../../tokens/audit/git.ts';
import { envFilesIn, knownPlaces, ownFiles, placesOfBp } from '../../tokens/audit/places.ts';
import { leftBehind, leftBehindText } from '../../tokens/leftBehind.ts';
import { accountOwner } from '../../tokens/owner.ts';
import { takeInventory } from '../../tokens/revoke.ts';
import { type HomeEntry, lookAtHome } from '../home.ts';
import type { Access, Ages, EnvFile, Situation } from './practice.ts';
import { isForBot } from './tokens.ts';

type Options = { offline?: boolean; signal?: AbortSignal };

type Profiles = Readonly<Record<string, StoredProfile>>;

/** @throws AppError `local` if config.json cannot be read, or `cancelled` */
export async function lookAround(ctx: Context, { offline, signal }: Options): Promise<Situation> {
  const { config } = readState(ctx);
  const { profiles } = config;
  const { project } = findProject(ctx.cwd);
  const root = repositoryOf(join(ctx.cwd, '.env'));
  const directories = [ctx.cwd, root, project?.directory].filter(path => path != null);
  const dotenvs = [...new Set(directories)].map(envFilesIn);
  const paths = dotenvs.flatMap(({ files }) => files);
  const places = knownPlaces(ctx);
  const [audit, states, ages] = await Promise.all([
    auditFiles(ctx, {
      paths: [],
      known: [...paths, ...places.files],
      unlisted: [],
      // These files are not searched: bp-auth, bp and the ADK read their tokens from them.
      except: [...ownFiles(ctx), ...placesOfBp(ctx), adkPath(ctx.userHome)],
    }),
    gitStates(ctx, root === null ? paths : [...paths, join(root, '.env')]),
    offline ? null : agesOf(ctx, profiles, signal),
  ]);
  const here = new Set(paths);
  const isHere = ({ path }: Unseen) => here.has(path);
  return {
    place: placeOf(ctx),
    directory: ctx.cwd,
    profiles: Object.entries(profiles).map(([name, profile]) => ({
      name,
      kind: kindOfProfile(profile),
      source: sourceOf(profile).kind,
      isProtected: profile.protected ?? false,
      isProduction: looksLikeProduction(name, profile),
    })),
    left: whatIsLeft(ctx, config),
    access: accessTo(ctx),
    envFiles: paths.filter(isFile).map(
      (path): EnvFile => ({
        path,
        git: states.get(path) ?? null,
        othersMayRead: ctx.platform === 'win32' || lacksModes(path) ? null : mayOthersRead(path),
        tokens: audit.hits.filter(hit => hit.path === path).map(tokenOf),
      }),
    ),
    envUnseen: [...dotenvs.flatMap(({ unlisted }) => unlisted), ...audit.unseen.filter(isHere)],
    repository: repositoryAt(root, states),
    isProject: project !== null,
    elsewhere: audit.hits.filter(({ path }) => !here.has(path)),
    elsewhereUnseen: [...places.unlisted, ...audit.unseen.filter(one => !isHere(one))],
    wideVariables: Object.entries(ctx.env).flatMap(([name, value]) =>
      isForBot(name) && kindOf(value ?? '') === 'pat' ? [name] : [],
    ),
    ages,
    maxAge: maxAgeOf(config),
  };
}

function repositoryAt(
  root: string | null,
  states: ReadonlyMap<string, GitState>,
): Situation['repository'] {
  if (root === null) return null;
  const state = states.get(join(root, '.env'));
  return { root, ignoresEnv: state === undefined ? null : state === 'ignored' };
}

const isFile = (path: string) => statOrNull(path)?.isFile() ?? false;

/** Null if the file cannot be examined. */
function mayOthersRead(path: string): boolean | null {
  const found = statOrNull(path);
  return found && ((found.mode & 0o077) !== 0 || found.uid !== (ownId() ?? found.uid));
}

function accessTo(ctx: Context): Access {
  const { botpressHome, platform } = ctx;
  const { directory, files, hidden } = lookAtHome(botpressHome);
  if (platform === 'win32') {
    const why = 'Windows has no modes that would tell who may read these files';
    return { type: 'unknown', why, command: `icacls ${quote(botpressHome, placeOf(ctx))}` };
  }
  if (lacksModes(botpressHome)) {
    const why = 'This file system keeps no modes: its mount decides who may read these files';
    return { type: 'unknown', why, command: null };
  }
  if (hidden !== null) {
    return { type: 'unknown', why: `${hidden} cannot be looked at`, command: null };
  }
  if (directory === null) return { type: 'none-yet' };
  const all = [directory, ...files];
  const pathsOf = (entries: readonly HomeEntry[]) => entries.map(({ path }) => path);
  const foreign = all.filter(({ isMine }) => !isMine);
  if (foreign.length > 0) return { type: 'others', paths: pathsOf(foreign), areForeign: true };
  const wide = all.filter(({ mode }) => (mode & 0o077) !== 0);
  return wide.length === 0
    ? { type: 'ours' }
    : { type: 'others', paths: pathsOf(wide), areForeign: false };
}

function whatIsLeft(ctx: Context, config: Config): Situation['left'] {
  try {
    return { says: leftBehind(ctx, config).map(leftBehindText) };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { unknown: error.message };
  }
}

function tokenOf({ path, line, kind, known }: Hit): EnvFile['tokens'][number] {
  return { line, kind, known, variable: variableAt(path, line) };
}

/** The name in `NAME=…`, never the value. */
function variableAt(path: string, line: number): string | null {
  const file = readForeign(path, { lossy: true });
  if (file.type !== 'text') return null;
  const text = file.text.split('\n')[line - 1] ?? '';
  return /^\s*(?:export\s+)?([A-Za-z_]\w{0,63})\s*=/.exec(text)?.[1] ?? null;
}

/** The most accounts that are asked for their tokens. */
const mostAccounts = 5;

/** One answer for each account, because a personal access token lists all tokens of its account. */
function agesOf(ctx: Context, profiles: Profiles, signal?: AbortSignal): Promise<Ages[]> {
  const byAccount = new Map<string, [name: string, profile: StoredProfile]>();
  for (const [name, profile] of Object.entries(profiles)) {
    const { accountId, tokenOrigin } = profile;
    const key = JSON.stringify([tokenOrigin, accountId ?? fingerprintOf(profile) ?? name]);
    if (kindOfProfile(profile) === 'pat' && !byAccount.has(key))
      byAccount.set(key, [name, profile]);
  }
  const all = [...byAccount.values()];
  const asked = all.slice(0, mostAccounts).map(one => ageOf(ctx, ...one, signal));
  const unasked = all.slice(mostAccounts).map(async ([profile]): Promise<Ages> => {
    return { profile, why: `the API is asked about no more than ${mostAccounts} accounts` };
  });
  return Promise.all([...asked, ...unasked]);
}

async function ageOf(
  ctx: Context,
  name: string,
  profile: StoredProfile,
  signal?: AbortSignal,
): Promise<Ages> {
  const { kind } = sourceOf(profile);
  if (kind === 'keychain') {
    return { profile: name, why: 'its token is in the keychain, which this check does not open' };
  }
  if (kind === 'command') {
    return { profile: name, why: 'its token comes from a command, which this check does not run' };
  }
  try {
    const client = await connect(ctx, name, profile);
    return {
      profile: name,
      tokens: await takeInventory(ctx, client, accountOwner, profile, signal),
    };
  } catch (error) {
    const known = toAppError(error);
    if (known.kind === 'cancelled' || known.kind === 'bug') throw error;
    return { profile: name, why: known.message };
  }
}
