// Versions of bp before 1.0, which ignore the environment and take the token from their own cache:
// they are given a temporary cache.
import { dirname, join, resolve } from 'node:path';
import { altered, type Context } from '../context.ts';
import { readDotenv } from '../files/dotenv.ts';
import { findProgram } from '../files/findProgram.ts';
import { readForeign } from '../files/foreignFile.ts';
import { lentHomeName, ownHomeName } from '../files/homes.ts';
import { createPrivate } from '../files/privateFile.ts';
import { lstatOrNull, realOrSame } from '../files/stat.ts';
import { temporaryDirectory } from '../files/temporary.ts';
import { bpCachePath, readBpFiles } from '../profiles/bpFiles.ts';
import { bpHome } from '../profiles/bpUse.ts';
import { ancestors } from '../profiles/nearest.ts';
import { isObject } from '../profiles/shape.ts';
import type { Credentials } from './credentials.ts';
import { absoluteHome } from './handingOver.ts';

type Place = Pick<Context, 'env' | 'cwd' | 'platform'>;

/**
 * The version of the bp that the program starts, if that version ignores BP_TOKEN. Null if it obeys
 * BP_TOKEN, or if bp's package cannot be found.
 * @param program as typed: `bp`, a path to it, or a package runner
 * @param args as typed: they may tell a runner which version to use
 */
export function oldBpVersion(
  place: Place,
  program: string,
  args: readonly string[],
): string | null {
  const version = isRunner(program)
    ? (versionAsked(args) ?? versionAt(besideProject(place.cwd)))
    : versionAt(pathOf(place, program));
  return version?.startsWith('0.') ? version : null;
}

/**
 * The version of the bp that a script would find here, in the project or on PATH, if that bp
 * ignores BP_TOKEN; otherwise null.
 */
export function oldBpAround(place: Place): string | null {
  const version = versionAt(besideProject(place.cwd) ?? pathOf(place, 'bp'));
  return version?.startsWith('0.') ? version : null;
}

const isRunner = (program: string) => !/(?:^|[/\\])bp(?:\.\w+)?$/i.test(program);

/** The version in `npx @botpress/cli@0.8.59 …`. */
const versionAsked = (args: readonly string[]): string | null =>
  args.map(word => /^@botpress\/cli@(\d.*)$/.exec(word)?.[1]).find(Boolean) ?? null;

/** The bp that a package runner finds in the project. */
const besideProject = (cwd: string): string | null =>
  ancestors(cwd)
    .map(directory => join(directory, 'node_modules', '.bin', 'bp'))
    .find(isThere) ?? null;

function pathOf(place: Place, program: string): string | null {
  if (/[/\\]/.test(program)) return resolve(place.cwd, program);
  const found = findProgram(place, program);
  return found.type === 'found' ? found.path : null;
}

/**
 * The version of the package @botpress/cli that the program at this path belongs to; the program
 * may be a link or a start script. Null if it belongs to another package.
 */
function versionAt(path: string | null): string | null {
  if (path === null) return null;
  const directory = dirname(path);
  const beside = [
    join(directory, '..', '@botpress', 'cli'),
    join(directory, 'node_modules', '@botpress', 'cli'),
    join(directory, '..', 'lib', 'node_modules', '@botpress', 'cli'),
  ];
  for (const place of [...ancestors(dirname(realOrSame(path))).slice(0, 3), ...beside]) {
    const file = readForeign(join(place, 'package.json'));
    const parsed = file.type === 'text' ? parse(file.text) : null;
    if (isObject(parsed) && parsed.name === '@botpress/cli') return `${parsed.version}`;
  }
  return null;
}

const isThere = (path: string) => lstatOrNull(path) !== null;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Whether the cache that bp would read here, given this directory's `.env`, holds exactly this
 * token and API URL.
 */
export function cacheFits(
  ctx: Pick<Context, 'env' | 'cwd' | 'userHome' | 'botpressHome'>,
  { profile, token }: Credentials,
): boolean {
  const env = { ...ctx.env, ...absoluteHome(ctx) };
  const { path } = bpHome(altered(ctx, { env }), readDotenv(ctx));
  const { triple } = readBpFiles(path).cache;
  return triple !== null && triple.token === token && triple.apiUrl === profile.apiUrl;
}

/**
 * A home for bp whose cache holds these credentials only. With null the cache is empty: bp is not
 * logged in there, and fails instead of acting as somebody else. The home is a temporary directory,
 * private to this user.
 * @returns the variables that lead bp there, and a function that removes the home. A bp-auth in the
 * same environment still uses our own home.
 */
export function lendHome(
  { botpressHome }: Pick<Context, 'botpressHome'>,
  credentials: Credentials | null,
): { variables: Record<string, string>; remove(): void } {
  const home = temporaryDirectory('bp');
  createPrivate(
    bpCachePath(home.path),
    JSON.stringify(credentials === null ? {} : cached(credentials)),
  );
  return {
    variables: {
      BP_BOTPRESS_HOME: home.path,
      [lentHomeName]: home.path,
      [ownHomeName]: botpressHome,
    },
    remove: home.remove,
  };
}

const cached = ({ token, profile: { apiUrl, workspaceId = '' } }: Credentials) => ({
  ...{ token, workspaceId, apiUrl },
});
