// The time until a watcher reports another process's change.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { watchState } from '../../../source/profiles/watch.ts';
import type { Children } from '../children.ts';
import { inDirectory, median, worldAt } from './places.ts';

export type Heard = {
  changes: number;
  /** Milliseconds from the rename of config.json until the watcher calls. */
  median: number;
  longest: number;
  /** How often the watcher calls for one change, which writes several files: ideally once. */
  callsPerChange: number;
};

export function hearChanges(children: Children, changes: number): Promise<Heard> {
  return inDirectory(async home => {
    for (const name of ['dev', 'prod']) await children.run(home, ['login', name]);
    const delays: number[] = [];
    let calls = 0;
    let hear = () => {};
    const stop = watchState(worldAt(home), () => {
      calls++;
      hear();
    });
    await wait(100);
    for (let n = 0; n < changes; n++) {
      const heard = new Promise<number>(resolve => {
        hear = () => resolve(Date.now());
      });
      await children.run(home, ['switch', n % 2 === 0 ? 'dev' : 'prod']);
      delays.push((await heard) - statSync(join(home, 'config.json')).ctimeMs);
      // Waits for the later effects of this change, so that they do not count for the next one.
      await wait(60);
    }
    stop();
    return {
      changes,
      median: median(delays),
      longest: Math.max(...delays),
      callsPerChange: calls / changes,
    };
  });
}
