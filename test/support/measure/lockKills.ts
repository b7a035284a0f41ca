// A measurement of whether a lock admits only one process at a time while its holders are killed at
// random.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Child, Children } from '../children.ts';
import { inDirectory } from './places.ts';

export type LockKills = {
  kills: number;
  /** How often a process held the lock when it was killed. */
  killedInside: number;
  /** How often the lock was held. */
  turns: number;
  /** How often a process took the lock while another one held it, alive. */
  overlaps: number;
};

/** Several processes take turns without end; one is killed every few milliseconds, and another one starts. */
export function killHolders(children: Children, kills: number): Promise<LockKills> {
  return inDirectory(async home => {
    const log = join(home, 'log');
    const start = () => children.start(home, ['contend', '1000000', log, '5']);
    const running: Child[] = Array.from({ length: 6 }, start);
    const dead = new Set<number>();
    // Waits until the first of the processes is at work.
    await Promise.race(running.map(child => child.line('contending')));
    while (dead.size < kills) {
      await wait(20 + Math.random() * 40);
      const at = Math.floor(Math.random() * running.length);
      const child = running[at] as Child;
      dead.add(child.pid);
      child.kill('SIGKILL');
      running[at] = start();
    }
    for (const child of running) {
      dead.add(child.pid);
      child.kill('SIGKILL');
    }
    await Promise.all(running.map(child => child.ended));
    return { kills, ...readLog(readFileSync(log, 'utf8'), dead) };
  });
}

function readLog(text: string, dead: ReadonlySet<number>): Omit<LockKills, 'kills'> {
  let inside: number | null = null;
  let [turns, killedInside, overlaps] = [0, 0, 0];
  for (const line of text.trim().split('\n')) {
    const [what, pid] = line.split(' ');
    if (what === 'in') {
      turns++;
      // The previous holder never released the lock, so it was killed inside. If it were alive, its
      // later release would count as an overlap.
      if (inside !== null) killedInside++;
      inside = Number(pid);
    } else if (Number(pid) === inside) inside = null;
    else overlaps++;
    if (inside !== null && what === 'out' && !dead.has(inside)) overlaps++;
  }
  return { turns, killedInside, overlaps };
}
