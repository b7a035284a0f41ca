// SIGKILL at random moments of a write loop.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Config } from '../../../source/profiles/config.ts';
import { changeState, readState } from '../../../source/profiles/store.ts';
import type { Children } from '../children.ts';
import { leftOverNames } from './leftOver.ts';
import { inDirectory, median, timed, worldAt } from './places.ts';

export type Kills = {
  kills: number;
  /** How often the process was in the middle of a write. */
  interrupted: number;
  /** Files that had neither the old nor the new content. */
  torn: string[];
  /** Files that the next run left over. */
  leftOver: string[];
  /** Milliseconds that the next run took. */
  nextRun: { median: number; longest: number };
};

/**
 * The child's action `loop` puts one number into all profiles, a new one at every write: a file
 * with two different numbers is torn.
 */
export function killsWhileWriting(children: Children, kills: number): Promise<Kills> {
  return inDirectory(async home => {
    const ctx = worldAt(home);
    await children.run(home, ['writes', 'p', '20']);
    const torn: string[] = [];
    const leftOver: string[] = [];
    const times: number[] = [];
    let interrupted = 0;
    for (let n = 0; n < kills; n++) {
      const child = children.start(home, ['loop']);
      await child.line('ready');
      await wait(Math.random() * 120);
      child.kill('SIGKILL');
      await child.ended;
      if (leftOverNames(home).length > 0) interrupted++;
      torn.push(...tornFiles(home));
      times.push(await timed(() => changeState(ctx, 'next', config => config)));
      leftOver.push(...leftOverNames(home));
      const notices = readState(ctx).notices.map(({ type }) => type);
      if (notices.length > 0) torn.push(`bp's files: ${notices.join(', ')}`);
      torn.push(...tornFiles(home));
    }
    const nextRun = { median: median(times), longest: Math.max(...times) };
    return { kills, interrupted, torn, leftOver, nextRun };
  });
}

function tornFiles(home: string): string[] {
  return ['config.json', 'profiles.json', 'global.cache.json'].filter(name => {
    try {
      const value = JSON.parse(readFileSync(join(home, name), 'utf8'));
      return name !== 'global.cache.json' && new Set(workspacesIn(value)).size > 1;
    } catch {
      return true;
    }
  });
}

function workspacesIn(value: Config | Config['profiles']): string[] {
  const profiles = 'published' in value ? (value as Config).profiles : value;
  return Object.values(profiles as Config['profiles']).map(({ workspaceId }) => workspaceId ?? '');
}
