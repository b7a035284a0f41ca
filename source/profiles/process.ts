// Owns telling whether a process that left its name somewhere is still alive.
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** Who holds something: enough to tell whether it lives, and to name it to a person. */
export type Holder = {
  pid: number;
  /** The process's start time as the kernel counts it; null where that cannot be read. */
  started: string | null;
  host: string;
  /** The command it runs, without arguments: they may hold a token. */
  command: string;
};

export function thisProcess(command: string): Holder {
  return { pid: process.pid, started: startOf(process.pid), host: hostname(), command };
}

/** False only if the process surely does not run any more: same host, and its pid gone or reused. */
export function mayBeAlive(holder: Holder): boolean {
  if (holder.host !== hostname()) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const started = startOf(holder.pid);
  return started === null || holder.started === null || started === holder.started;
}

/** Field 22 of /proc/PID/stat; the command in field 2 may hold blanks and parentheses. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
