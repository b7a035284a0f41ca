// Facts from Linux's /proc about processes and users; other systems have none.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { readForeign } from './foreignFile.ts';

/** A process's start time as the kernel counts it; null if it cannot be read. */
export const startOfProcess = (pid: number): string | null => statOf(pid)[19] ?? null;

/**
 * A dead process whose parent has not collected its exit code, as pid 1 of many containers never
 * does.
 */
export const isZombie = (pid: number) => statOf(pid)[0] === 'Z';

/**
 * The fields of /proc/PID/stat from the third on; the second, the command, may contain blanks and
 * parentheses.
 */
function statOf(pid: number | 'self'): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

/** The id of this boot; null if the system has none. */
export function bootId(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return null;
  }
}

export function pidSpace(): string | null {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return null;
  }
}

/** Whether this process has a controlling terminal, whatever its streams are; null if unknown. */
export function ownsTerminal(): boolean | null {
  const terminal = statOf('self')[4];
  return terminal === undefined ? null : terminal !== '0';
}

/**
 * The users whose processes are visible, by the status file of each process. The owner of /proc/PID
 * is no use: for a process that protects its memory it is root.
 */
export function usersInSight(): ReadonlySet<number> {
  const processes = readdirSync('/proc').filter(name => /^\d+$/.test(name));
  return new Set(
    processes.flatMap(pid => {
      const [, ...uids] =
        /^Uid:\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)/m.exec(kernelText(`/proc/${pid}/status`)) ?? [];
      return uids.map(Number);
    }),
  );
}

/** Bytes: a machine may have a hundred thousand connections, at 150 bytes each. */
const largest = 32 * 1024 * 1024;

/** The text of a file in /proc; empty if there is no such file. */
export function kernelText(path: string): string {
  const file = readForeign(path, { limit: largest, lossy: true });
  return file.type === 'text' ? file.text : '';
}
