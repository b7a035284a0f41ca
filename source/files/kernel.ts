// Facts from Linux's /proc about processes and users; other systems have no /proc.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { readForeign } from './foreignFile.ts';

/** A process's start time as the kernel counts it; null if it cannot be read. */
export const startOfProcess = (pid: number): string | null => statOf(pid)[19] ?? null;

/**
 * Whether a process is dead, but its parent has not collected its exit code. In many containers the
 * parent is pid 1, which never collects exit codes.
 */
export const isZombie = (pid: number) => statOf(pid)[0] === 'Z';

/**
 * The fields of /proc/PID/stat from the third on. The second is the command in parentheses: blanks
 * and parentheses in the command would spoil a split from the start.
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
 * would not do: root owns that directory if the process protects its memory.
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

/** Bytes: /proc/net/tcp may list a hundred thousand connections, at 150 bytes each. */
const largest = 32 * 1024 * 1024;

/** The text of a file in /proc; empty if there is no such file. */
export function kernelText(path: string): string {
  const file = readForeign(path, { limit: largest, lossy: true });
  return file.type === 'text' ? file.text : '';
}
