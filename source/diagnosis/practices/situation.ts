// The facts that the checklist is judged by. Changes nothing, opens no keychain and runs no command.
import { join } from 'node:path';
import type { Context } from '../../context.ts';
import { toAppError } from '../../errors.ts';
import { readForeign } from '../../files/foreignFile.ts';
import { statOrNull } from '../../files/stat.ts';
import { adkPath } from '../../profiles/adkFile.ts';
import { kindOfProfile, type StoredProfile, sourceOf } from '../../profiles/config.ts';
import { fingerprintOf } from '../../profiles/manage.ts';
import { wideModes } from '../../profiles/modes.ts';
import { looksLikeProduction } from '../../profiles/production.ts';
import { findProject } from '../../profiles/project.ts';
import { readState } from '../../profiles/store.ts';
import { maxAgeOf } from '../../tokens/age.ts';
import { auditFiles, type Hit } from '../../tokens/audit/audit.ts';
import { type GitState, gitStates, repositoryOf } from '../../tokens/audit/git.ts';
import { envFilesIn, knownPlaces, ownFiles, placesOfBp } from '../../tokens/audit/places.ts';
import { connect } from '../../tokens/connect.ts';
import { kindOf } from '../../tokens/kind.ts';
import { leftBehind, leftBehindText } from '../../tokens/leftBehind.ts';
import { accountOwner } from '../../tokens/owner.ts';
import { takeInventory } from '../../tokens/revoke.ts';
import { placeOf } from '../scene.ts';
import type { Ages, EnvFile, Situation } from './practice.ts';
import { isForBot } from './tokens.ts';

type Options = { offline?: boolean; signal?: AbortSignal };

type Profiles = Readonly<Record<string, StoredProfile>>;

/** @throws AppError local where config.json cannot be read; cancelled */
export async function lookAround(ctx: Context, { offline, signal }: Options): Promise<Situation> {
  const { config } = readState(ctx);
  const { profiles } = config;
  const { project } = findProject(ctx.cwd);
  const root = repositoryOf(join(ctx.cwd, '.env'));
  const directories = [ctx.cwd, root, project?.directory].filter(path => path != null);
  const paths = [...new Set(directories)].flatMap(directory =>
    envFilesIn(directory).map(name => join(directory, name)),
  );
  const [audit, states, ages] = await Promise.all([
    auditFiles(ctx, {
      paths: [],
      known: [...paths, ...knownPlaces(ctx)],
      // What bp and the ADK read is where they look for it.
      except: [...ownFiles(ctx), ...placesOfBp(ctx), adkPath(ctx.userHome)],
    }),
    gitStates(ctx, root === null ? paths : [...paths, join(root, '.env')]),
    offline ? null : agesOf(ctx, profiles, signal),
  ]);
  const here = new Set(paths);
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
    left: leftBehind(ctx, config).map(leftBehindText),
    wide: wideModes(ctx.botpressHome, ctx.platform).map(({ path }) => path),
    envFiles: paths.filter(isFile).map(
      (path): EnvFile => ({
        path,
        git: states.get(path) ?? null,
        othersMayRead: ctx.platform !== 'win32' && mayOthersRead(path),
        tokens: audit.hits.filter(hit => hit.path === path).map(tokenOf),
      }),
    ),
    repository: repositoryAt(root, states),
    isProject: project !== null,
    elsewhere: audit.hits.filter(({ path }) => !here.has(path)),
    wideVariables: Object.entries(ctx.env).flatMap(([name, value]) =>
      isForBot(name) && kindOf(value ?? '') === 'pat' ? [name] : [],
    ),
    ages,
    maxAge: maxAgeOf(config),
  };
}

/** Null without git, too: then nobody knows what it ignores. */
function repositoryAt(
  root: string | null,
  states: ReadonlyMap<string, GitState>,
): Situation['repository'] {
  const state = root === null ? undefined : states.get(join(root, '.env'));
  return root === null || state === undefined ? null : { root, ignoresEnv: state === 'ignored' };
}

const isFile = (path: string) => statOrNull(path)?.isFile() ?? false;

const mayOthersRead = (path: string) => ((statOrNull(path)?.mode ?? 0) & 0o077) !== 0;

function tokenOf({ path, line, kind, known }: Hit): EnvFile['tokens'][number] {
  return { line, kind, known, variable: variableAt(path, line) };
}

/** The name in `NAME=…`; never the value. */
function variableAt(path: string, line: number): string | null {
  const file = readForeign(path, { lossy: true });
  if (file.type !== 'text') return null;
  const text = file.text.split('\n')[line - 1] ?? '';
  return /^\s*(?:export\s+)?([A-Za-z_]\w{0,63})\s*=/.exec(text)?.[1] ?? null;
}

/** Accounts that are asked for their tokens, at most. */
const mostAccounts = 5;

/** One answer for each account; a personal access token lists all of its account's. */
function agesOf(ctx: Context, profiles: Profiles, signal?: AbortSignal): Promise<Ages[]> {
  const byAccount = new Map<string, [name: string, profile: StoredProfile]>();
  for (const [name, profile] of Object.entries(profiles)) {
    const { accountId, tokenOrigin } = profile;
    const key = JSON.stringify([tokenOrigin, accountId ?? fingerprintOf(profile) ?? name]);
    if (kindOfProfile(profile) === 'pat' && !byAccount.has(key))
      byAccount.set(key, [name, profile]);
  }
  const asked = [...byAccount.values()].slice(0, mostAccounts);
  return Promise.all(asked.map(([name, profile]) => ageOf(ctx, name, profile, signal)));
}

async function ageOf(
  ctx: Context,
  name: string,
  profile: StoredProfile,
  signal?: AbortSignal,
): Promise<Ages> {
  const { kind } = sourceOf(profile);
  if (kind === 'keychain' || kind === 'command') {
    return { profile: name, why: `its token is in a ${kind}, which is not opened for this` };
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
