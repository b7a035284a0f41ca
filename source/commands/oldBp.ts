// bp before version 1, which takes its token from its own cache whatever the environment says: it gets a cache of its own.
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path';
import type { Context } from '../context.ts';
import { readForeign } from '../files/foreignFile.ts';
import { lstatOrNull } from '../files/stat.ts';
import { bpCachePath } from '../profiles/bpFiles.ts';
import { isObject } from '../profiles/shape.ts';
import type { Credentials } from './credentials.ts';

type Place = Pick<Context, 'env' | 'cwd' | 'platform'>;

/**
 * The version of the bp that is started, where it is one that heeds no BP_TOKEN; null for others, and where its
 * package cannot be found.
 * @param program as typed: `bp`, a path to it, or a runner of packages
 */
export function oldBpVersion(place: Place, program: string): string | null {
  const found = isRunner(program) ? besideProject(place.cwd) : pathOf(place, program);
  const version = found === null ? null : versionAt(found);
  return version?.startsWith('0.') ? version : null;
}

const isRunner = (program: string) => !/(?:^|[/\\])bp(?:\.\w+)?$/i.test(program);

/** Where a runner of packages finds it: in the project. */
function besideProject(cwd: string): string | null {
  return (
    upwards(cwd)
      .map(directory => join(directory, 'node_modules', '.bin', 'bp'))
      .find(isThere) ?? null
  );
}

function pathOf({ env, cwd, platform }: Place, program: string): string | null {
  if (/[/\\]/.test(program)) return resolve(cwd, program);
  const endings = platform === 'win32' ? ['.cmd', '.exe', ''] : [''];
  const directories = (env.PATH ?? env.Path ?? '').split(delimiter).filter(isAbsolute);
  return (
    directories
      .flatMap(directory => endings.map(ending => join(directory, program + ending)))
      .find(isThere) ?? null
  );
}

/** The version of the package that a program, or the script in its place, belongs to. */
function versionAt(path: string): string | null {
  const directory = dirname(path);
  const beside = [
    join(directory, '..', '@botpress', 'cli'),
    join(directory, 'node_modules', '@botpress', 'cli'),
    join(directory, '..', 'lib', 'node_modules', '@botpress', 'cli'),
  ];
  for (const place of [...upwards(dirname(real(path))).slice(0, 3), ...beside]) {
    const file = readForeign(join(place, 'package.json'));
    const parsed = file.type === 'text' ? parse(file.text) : null;
    if (isObject(parsed) && parsed.name === '@botpress/cli') return `${parsed.version}`;
  }
  return null;
}

const isThere = (path: string) => lstatOrNull(path) !== null;

function upwards(directory: string): string[] {
  const parent = dirname(directory);
  return parent === directory ? [directory] : [directory, ...upwards(parent)];
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Whether what lies in bp's own cache is just what it is to use. */
export function cacheFits(home: string, { profile, token }: Credentials): boolean {
  const file = readForeign(bpCachePath(home));
  const cache = file.type === 'text' ? parse(file.text) : null;
  return isObject(cache) && cache.token === token && cache.apiUrl === profile.apiUrl;
}

/**
 * A home for bp with nothing but this in its cache. It lies in the temporary directory, for nobody else to read.
 * @returns its variable, and what removes it
 */
export function homeForOldBp({ token, profile }: Credentials): {
  variables: Record<string, string>;
  remove(): void;
} {
  const home = mkdtempSync(join(tmpdir(), 'bp-auth-bp-'));
  const { apiUrl, workspaceId = '' } = profile;
  writeFileSync(bpCachePath(home), JSON.stringify({ token, workspaceId, apiUrl }), { mode: 0o600 });
  return {
    variables: { BP_BOTPRESS_HOME: home },
    remove: () => rmSync(home, { recursive: true, force: true, maxRetries: 3 }),
  };
}
