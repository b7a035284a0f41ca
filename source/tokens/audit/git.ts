// The git state of files: committed, ignored, or free to be committed. The repository may be a
// stranger's, so git is asked only which files are tracked and which are ignored, and runs no
// program that the repository's settings name.
import { devNull } from 'node:os';
import { dirname, isAbsolute, join, relative } from 'node:path';
import type { Context } from '../../context.ts';
import { AppError } from '../../errors.ts';
import { capture } from '../../files/capture.ts';
import { findProgram } from '../../files/findProgram.ts';
import { statOrNull } from '../../files/stat.ts';
import { withoutBotpress } from '../../secrets/environment.ts';
import { withTimeLimit } from '../../timeLimit.ts';

/** `untracked`: the next commit could include it. */
export type GitState = 'committed' | 'untracked' | 'ignored';

/**
 * The git state of each file. Files outside a repository, and files about which git cannot answer,
 * are left out.
 */
export async function gitStates(
  ctx: Context,
  paths: readonly string[],
): Promise<Map<string, GitState>> {
  const states = new Map<string, GitState>();
  for (const [root, files] of byRoot(paths)) {
    const git = findGit(ctx, root);
    if (git === null || wouldBlock(root, files)) continue;
    for (const group of groupsOf(files)) {
      const names = group.map(path => relative(root, path));
      const list = ['--literal-pathspecs', 'ls-files', '-z', '--', ...names];
      const tracked = await namesFrom(ctx, git, root, list, '');
      const stdin = names.map(name => `${name}\0`).join('');
      const ignored = await namesFrom(ctx, git, root, ['check-ignore', '-z', '--stdin'], stdin);
      if (tracked === null || ignored === null) continue;
      for (const [at, name] of names.entries()) {
        const untracked = ignored.has(name) ? 'ignored' : 'untracked';
        states.set(group[at] ?? '', tracked.has(name) ? 'committed' : untracked);
      }
    }
  }
  return states;
}

/** The most files in one call of git, so that their names fit on a command line. */
const groupSize = 50;

function groupsOf(files: readonly string[]): string[][] {
  const count = Math.ceil(files.length / groupSize);
  return Array.from({ length: count }, (_, n) => files.slice(n * groupSize, (n + 1) * groupSize));
}

function byRoot(paths: readonly string[]): Map<string, string[]> {
  const roots = new Map<string, string[]>();
  for (const path of paths) {
    const root = repositoryOf(path);
    if (root !== null) roots.set(root, [...(roots.get(root) ?? []), path]);
  }
  return roots;
}

/** The root of a file's repository, whether or not the file exists; null outside of one. */
export function repositoryOf(path: string): string | null {
  for (let directory = dirname(path); ; directory = dirname(directory)) {
    if (statOrNull(join(directory, '.git')) !== null) return directory;
    if (directory === dirname(directory)) return null;
  }
}

/** Milliseconds. */
const limit = 10_000;

/** The names in git's answer, each ended by a zero byte; null if there is no answer. */
async function namesFrom(
  ctx: Context,
  git: string,
  root: string,
  args: readonly string[],
  input: string,
): Promise<Set<string> | null> {
  const late = () => new AppError('git-timeout', 'git did not answer');
  try {
    const result = await withTimeLimit(ctx, limit, late, signal =>
      capture(git, [...harmless, ...args], {
        cwd: root,
        env: gitEnv(ctx.env),
        input,
        signal,
      }),
    );
    // check-ignore exits with 1 if nothing is ignored.
    if (result.type === 'unstarted' || (result.code ?? 128) > 1) return null;
    return new Set(result.stdout.split('\0'));
  } catch (error) {
    if (ctx.signal.aborted) throw error;
    return null;
  }
}

/** Settings through which a repository could make git run a program. */
const pinned: Readonly<Record<string, string>> = {
  'core.alternateRefsCommand': '',
  'core.askPass': '',
  'core.editor': 'false',
  'core.fsmonitor': 'false',
  'core.gitProxy': '',
  'core.hooksPath': devNull,
  'core.pager': 'cat',
  'core.quotePath': 'false',
  'core.sshCommand': 'false',
  'credential.helper': '',
  'diff.external': '',
  'protocol.allow': 'never',
  'submodule.recurse': 'false',
};

/** Options before git's command. */
const harmless = [
  '--no-pager',
  ...Object.entries(pinned).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
];

function gitEnv(env: Context['env']): Context['env'] {
  const own = Object.entries(withoutBotpress(env)).filter(
    ([name]) => !/^(?:GIT_|SSH_ASKPASS|PAGER$|EDITOR$|VISUAL$)/.test(name),
  );
  return {
    ...Object.fromEntries(own),
    // In a partial clone, git would fetch missing objects with a program that the clone's settings
    // can name. `protocol.allow` alone does not stop that: a repository can allow each protocol by
    // name.
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
  };
}

/** Whether git would wait for ever because it would read a pipe or device. */
function wouldBlock(root: string, files: readonly string[]): boolean {
  const directories = new Set([root]);
  for (const file of files) {
    for (let at = dirname(file); at.length > root.length; at = dirname(at)) directories.add(at);
  }
  const own = ['HEAD', 'config', 'config.worktree', 'index', 'info/exclude'];
  return [
    join(root, '.git'),
    ...own.map(name => join(root, '.git', name)),
    ...[...directories].map(directory => join(directory, '.gitignore')),
  ].some(isNoFile);
}

function isNoFile(path: string): boolean {
  const stat = statOrNull(path);
  return stat !== null && !stat.isFile() && !stat.isDirectory();
}

/**
 * The git on PATH, but never one inside the searched tree or the current directory, which Windows
 * would try first.
 */
function findGit(ctx: Context, root: string): string | null {
  const found = findProgram(ctx, 'git', undefined, path => !isWithin(root, dirname(path)));
  return found.type === 'found' ? found.path : null;
}

function isWithin(root: string, path: string): boolean {
  // If the repository is the whole disk, there is no git outside it.
  if (dirname(root) === root) return false;
  const way = relative(root, path);
  return way === '' || !(way.startsWith('..') || isAbsolute(way));
}
