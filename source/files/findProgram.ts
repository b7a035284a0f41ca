// Look-up of programs as the system does it, except that a bare name is never looked up in the
// current directory: a stranger's file must not run because of its name.
import { accessSync, constants } from 'node:fs';
import { posix, win32 } from 'node:path';
import type { Context } from '../context.ts';
import { statOrNull } from './stat.ts';

type Place = Pick<Context, 'env' | 'cwd' | 'platform'>;

/** The result of a look at a path: a program, another file, or nothing. */
type Look = (path: string) => 'program' | 'other' | 'nothing';

type Found = { type: 'found'; path: string } | { type: 'unrunnable' } | { type: 'missing' };

/**
 * The program behind a name or path. Pure apart from `look`.
 * @param isMeant whether to take a program that was found; if not, the search goes on
 */
export function findProgram(
  place: Place,
  name: string,
  look: Look = lookAt,
  isMeant: (path: string) => boolean = () => true,
): Found {
  let isThere = false;
  for (const path of candidates(place, name)) {
    const found = look(path);
    if (found === 'nothing') continue;
    const isProgram =
      found === 'program' && (place.platform !== 'win32' || hasRunnableEnding(path));
    if (isProgram && isMeant(path)) return { type: 'found', path };
    isThere = true;
  }
  return { type: isThere ? 'unrunnable' : 'missing' };
}

/**
 * The program to start. On POSIX systems, the name as given: the system looks it up itself. It
 * looks in the current directory only if PATH says so.
 * @throws an error like Node's: ENOENT, or EACCES for a file that cannot be run
 */
export function programToStart(place: Place, name: string): string {
  if (place.platform !== 'win32') return name;
  const found = findProgram(place, name);
  if (found.type === 'found') return found.path;
  throw Object.assign(new Error(name), { code: found.type === 'missing' ? 'ENOENT' : 'EACCES' });
}

function candidates(place: Place, name: string): string[] {
  const isWindows = place.platform === 'win32';
  const { join, resolve, isAbsolute, delimiter } = isWindows ? win32 : posix;
  if (name === '') return [];
  const endings = isWindows ? windowsEndings(place.env, name) : [''];
  const spelled = (path: string) => endings.map(ending => path + ending);
  // `C:bp` is below the current directory of that drive.
  const isPath = isWindows ? /[/\\:]/.test(name) : name.includes('/');
  if (isPath) {
    const base = isAbsolute(name) || place.cwd !== '' ? resolve(place.cwd, name) : null;
    return base === null ? [] : spelled(base);
  }
  const PATH = place.env.PATH ?? place.env.Path ?? '';
  return PATH.split(delimiter)
    .map(directory => (isWindows ? directory.replaceAll('"', '') : directory))
    .filter(isAbsolute)
    .flatMap(directory => spelled(join(directory, name)));
}

/**
 * Files that Windows runs itself, or through its command interpreter. Other extensions in PATHEXT need a
 * program of their own.
 */
const runnable: readonly string[] = ['.com', '.exe', '.bat', '.cmd'];

/**
 * Extensions in the order in which they are tried; '' is the name as it stands. It comes last if
 * the name has no runnable extension: Windows cannot run such a file, but then the error says so
 * instead of calling the file missing.
 */
function windowsEndings(env: Place['env'], name: string): string[] {
  const listed = (env.PATHEXT ?? '').toLowerCase().split(';');
  const known = listed.filter(ending => runnable.includes(ending));
  const endings = known.length > 0 ? known : runnable;
  return hasRunnableEnding(name) ? ['', ...endings] : [...endings, ''];
}

const hasRunnableEnding = (path: string) => runnable.includes(win32.extname(path).toLowerCase());

/** Whether Windows runs a file through its command interpreter. */
export const isBatch = (path: string): boolean => /\.(?:bat|cmd)$/i.test(path);

function lookAt(path: string): ReturnType<Look> {
  const found = statOrNull(path);
  if (found === null) return 'nothing';
  return found.isFile() && canBeRun(path) ? 'program' : 'other';
}

function canBeRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
