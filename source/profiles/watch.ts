// A watch on the store for changes made by other processes.
import { type BigIntStats, type FSWatcher, statSync, watch } from 'node:fs';
import { dirname } from 'node:path';
import type { Context } from '../context.ts';
import { bpCachePath, bpProfilesPath } from './bpFiles.ts';
import { configPath } from './configFile.ts';
import { targetOf } from './linkTarget.ts';

/**
 * Milliseconds. One write changes several files, so a report waits for `calm`. `retry` is for a
 * directory that could not be watched.
 */
export const watchTimes = { calm: 20, retry: 1000 };

/**
 * Calls back soon after config.json or one of bp's files was replaced or written to, once for
 * several changes. The home need not exist yet. Does not keep the process alive.
 * @returns a function that stops the watch
 */
export function watchState(ctx: Context, onChange: () => void): () => void {
  const stopping = new AbortController();
  const { signal } = stopping;
  const paths = [configPath, bpProfilesPath, bpCachePath].map(pathIn => pathIn(ctx.botpressHome));
  let watched = new Map<string, FSWatcher>();
  let seen = looksOf(paths);
  let pending = false;

  const look = async (after: number) => {
    if (pending) return;
    pending = true;
    await ctx.wait(after, signal).catch(() => {});
    pending = false;
    if (signal.aborted) return;
    // A watched directory may have been removed and created again, or a missing one may exist now.
    watchAll();
    const now = looksOf(paths);
    if (now === seen) return;
    seen = now;
    onChange();
  };
  const watchAll = () => {
    const before = watched;
    watched = new Map();
    // Repeated, because a missing directory may appear between the search and the watch.
    for (let wanted = directories(); !isCovered(wanted); wanted = directories()) {
      for (const [id, directory] of wanted) {
        const watcher = watched.get(id) ?? before.get(id) ?? watchOne(directory, id);
        if (watcher !== null) watched.set(id, watcher);
        else void look(watchTimes.retry);
      }
      if (!isCovered(wanted)) break;
    }
    for (const [id, watcher] of before) if (watched.get(id) !== watcher) watcher.close();
  };
  const directories = () =>
    new Map(paths.flatMap(directoriesOf).map(directory => [idOf(directory), directory]));
  const isCovered = (wanted: Map<string, string>) =>
    [...wanted.keys()].every(id => watched.has(id));
  const watchOne = (directory: string, id: string): FSWatcher | null => {
    try {
      const watcher = watch(directory, { persistent: false }, () => void look(watchTimes.calm));
      watcher.on('error', () => {
        watched.delete(id);
        watcher.close();
        void look(watchTimes.retry);
      });
      return watcher;
    } catch {
      return null;
    }
  };

  watchAll();
  // Finds changes from before the watch began.
  void look(watchTimes.calm);
  return () => {
    stopping.abort();
    for (const watcher of watched.values()) watcher.close();
  };
}

/** A text that changes when the files are replaced or written to. */
function looksOf(paths: readonly string[]): string {
  const looks = paths.map(path => {
    const found = statOf(path);
    return found === null ? '-' : `${found.ino} ${found.size} ${found.mtimeNs}`;
  });
  return looks.join(', ');
}

/**
 * The directories where changes of a file show: its own and that of a symlink's target. A missing
 * directory is replaced by its nearest existing ancestor.
 */
function directoriesOf(path: string): string[] {
  return [path, targetQuietly(path)].map(file => nearestDirectory(dirname(file)));
}

function targetQuietly(path: string): string {
  try {
    return targetOf(path);
  } catch {
    return path;
  }
}

function nearestDirectory(directory: string): string {
  const parent = dirname(directory);
  const exists = statOf(directory)?.isDirectory();
  return exists || parent === directory ? directory : nearestDirectory(parent);
}

/** A directory that was removed and created again has a new id. */
function idOf(directory: string): string {
  const found = statOf(directory);
  return `${found?.dev} ${found?.ino} ${directory}`;
}

function statOf(path: string): BigIntStats | null {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return null;
  }
}
