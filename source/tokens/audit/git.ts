// Owns asking git what it knows about files: committed, ignored, or free to be committed.
import { existsSync, statSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join, relative } from 'node:path';
import type { Context } from '../../context.ts';
import { AppError } from '../../errors.ts';
import { capture } from '../capture.ts';
import { withoutBotpress } from '../environment.ts';
import { within } from '../within.ts';

/** `untracked`: nothing keeps it out of the next commit. */
export type GitState = 'committed' | 'untracked' | 'ignored';

/** What git knows about each of the files; those outside of repositories, or all without git, are left out. */
export async function gitStates(
  ctx: Context,
  paths: readonly string[],
): Promise<Map<string, GitState>> {
  const states = new Map<string, GitState>();
  const git = findGit(ctx);
  if (git === null) return states;
  for (const [root, files] of byRoot(paths)) {
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

/** Files asked for at once: what a command line and an answer hold. */
const groupSize = 50;

function groupsOf(files: readonly string[]): string[][] {
  const count = Math.ceil(files.length / groupSize);
  return Array.from({ length: count }, (_, n) => files.slice(n * groupSize, (n + 1) * groupSize));
}

function byRoot(paths: readonly string[]): Map<string, string[]> {
  const roots = new Map<string, string[]>();
  for (const path of paths) {
    const root = rootOf(path);
    if (root !== null) roots.set(root, [...(roots.get(root) ?? []), path]);
  }
  return roots;
}

/** The repository that a file lies in, or would; null outside of one. */
export function rootOf(path: string): string | null {
  for (let directory = dirname(path); ; directory = dirname(directory)) {
    if (existsSync(join(directory, '.git'))) return directory;
    if (directory === dirname(directory)) return null;
  }
}

/** Milliseconds. */
const limit = 10_000;

/** The names that git answers with, each ended by a zero byte; null if it would not answer. */
async function namesFrom(
  ctx: Context,
  git: string,
  root: string,
  args: readonly string[],
  input: string,
): Promise<Set<string> | null> {
  const late = () => new AppError('git-timeout', 'git did not answer');
  try {
    const result = await within(ctx, limit, late, signal =>
      // A repository's own settings must not make git run anything.
      capture(git, ['-c', 'core.fsmonitor=false', '-c', 'core.quotePath=false', ...args], {
        cwd: root,
        env: gitEnv(ctx.env),
        input,
        signal,
      }),
    );
    // check-ignore ends with 1 where nothing is ignored.
    if (result.type === 'unstarted' || (result.code ?? 128) > 1) return null;
    return new Set(result.stdout.split('\0'));
  } catch (error) {
    if (ctx.signal.aborted) throw error;
    return null;
  }
}

function gitEnv(env: Context['env']): Context['env'] {
  const own = Object.entries(withoutBotpress(env)).filter(([name]) => !name.startsWith('GIT_'));
  const ours = { GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' };
  return { ...Object.fromEntries(own), ...ours };
}

/** On PATH, but never in the directory that is looked at, which Windows would try first. */
function findGit({ env, platform }: Context): string | null {
  const name = platform === 'win32' ? 'git.exe' : 'git';
  const places = (env.PATH ?? '').split(delimiter).filter(isAbsolute);
  const found = places
    .map(directory => join(directory, name))
    .find(path => statSync(path, { throwIfNoEntry: false })?.isFile());
  return found ?? null;
}
