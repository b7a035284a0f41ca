// What the kernel of Linux tells in /proc about processes and their users; other systems have none.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { readForeign } from './foreignFile.ts';

/** When a process began, as the kernel counts; null where that cannot be read. */
export const startOfProcess = (pid: number): string | null => statOf(pid)[19] ?? null;

/** Dead, but whoever started it never asked how it ended, as the first process of many containers. */
export const isZombie = (pid: number) => statOf(pid)[0] === 'Z';

/** The fields of /proc/PID/stat from the third on; the command in the second may hold blanks and parentheses. */
function statOf(pid: number | 'self'): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

/** Of this start of the machine; null where the system has none. */
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

/** Whether a terminal belongs to this process, whatever its streams are; null where that is not told. */
export function ownsTerminal(): boolean | null {
  const terminal = statOf('self')[4];
  return terminal === undefined ? null : terminal !== '0';
}

/** Whose processes can be seen: by what each process says itself: its directory belongs to root where it wants to be left alone. */
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

/** A machine may have a hundred thousand connections, of 150 bytes each. */
const largest = 32 * 1024 * 1024;

/** Empty where there is no such file. */
export function kernelText(path: string): string {
  const file = readForeign(path, { limit: largest, lossy: true });
  return file.type === 'text' ? file.text : '';
}
