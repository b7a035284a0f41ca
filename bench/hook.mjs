// The time that a starting shell takes to source the hook from a file, by the shell's own clock.
// The time that reading the clock takes is subtracted.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cli, envFor, quantile } from './scripted.mjs';

/**
 * For each shell, how it prints the time in seconds. fish has no clock of its own, and starts
 * `date`.
 */
const shells = [
  { name: 'bash', args: ['--norc', '-i', '-c'], clock: 'printf "%s " $EPOCHREALTIME', first: '' },
  {
    name: 'zsh',
    args: ['-f', '-i', '-c'],
    clock: 'print -n "$EPOCHREALTIME "',
    first: 'zmodload zsh/datetime',
  },
  { name: 'fish', args: ['-i', '-c'], clock: 'date "+%s.%N "', first: '' },
];

/**
 * Medians in milliseconds, for the shells that are installed.
 * @param {number} rounds
 */
export function measureSourcing(rounds) {
  const directory = mkdtempSync(join(tmpdir(), 'bp-auth-bench-'));
  const env = { ...envFor(directory), TERM: 'xterm' };
  /** @type {Record<string, number>} */
  const measured = {};
  for (const { name, args, clock, first } of shells) {
    const { stdout } = spawnSync(process.execPath, [cli, 'hook', name], { env, encoding: 'utf8' });
    const file = join(directory, `hook.${name}`);
    writeFileSync(file, stdout);
    const script = [first, clock, clock, `source ${file}`, clock].join('\n');
    const times = [];
    for (let round = 0; round < rounds; round++) {
      const ran = spawnSync(name, [...args, script], { env, encoding: 'utf8' });
      if (ran.error) break;
      const [first = 0, from = 0, to = Number.NaN] = ran.stdout.trim().split(/\s+/).map(Number);
      times.push((to - from - (from - first)) * 1000);
    }
    if (times.length > 0) measured[name] = quantile(times, 0.5);
  }
  rmSync(directory, { recursive: true, force: true });
  return measured;
}
