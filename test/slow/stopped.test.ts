// A process that is stopped in the middle of a write and continues after another has taken over its lock.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { readState } from '../../source/profiles/store.ts';
import { fakeContext } from '../support/context.ts';
import { storeChildren } from '../support/storeChildren.ts';

const children = await storeChildren();
const preload = new URL('../support/dieAt.mjs', import.meta.url).href;

describe('a process that is stopped', () => {
  // A login makes eight renames: the first three when conf prepares its files, the others to
  // replace config.json, bp's two files, config.json again, and its copy.
  test.each([1, 3, 4, 5, 6, 7, 8])(
    'before rename %s does not undo what its heir wrote when it wakes up',
    async at => {
      const ctx = fakeContext();
      const home = ctx.botpressHome;
      await children.run(home, ['login', 'first']);
      const stopped = children.start(home, ['login', 'late'], {
        nodeArgs: ['--import', preload],
        env: { DIE_AT: String(at), DIE_CALLS: 'renameSync', DIE_BY: 'SIGSTOP' },
      });
      // Seen from outside, the stopped process holds the lock and makes no progress; the next one takes
      // over after 5 s.
      const heir = await heirAfter(stopped.pid, () => children.run(home, ['login', 'heir']));
      expect(heir).toMatchObject({ code: 0, stderr: '' });
      stopped.kill('SIGCONT');
      const ended = await stopped.ended;
      const { config, notices } = readState(ctx);
      const reachedBefore = Object.keys(config.profiles).includes('late');
      expect(Object.keys(config.profiles)).toContain('heir');
      expect(config.activeProfile).toBe('heir');
      expect(notices).toEqual([]);
      if (!reachedBefore) expect(ended.code).not.toBe(0);
      await children.run(home, ['switch', 'first']);
      expect(readdirSync(home).sort()).toEqual([
        'config.json',
        'config.json.good',
        'global.cache.json',
        'profiles.json',
      ]);
    },
  );
});

/** Starts something once a process is stopped (state T). */
async function heirAfter<Value>(pid: number, begin: () => Promise<Value>): Promise<Value> {
  const state = () => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0];
  await vi.waitFor(() => expect(state()).toBe('T'), { timeout: 20_000, interval: 20 });
  return begin();
}
