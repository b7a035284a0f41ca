// The start time of a process: the id alone may belong to another process by now. Linux shows the
// start time in /proc, macOS in the output of `ps`, which has to be run; Windows has no cheap way.
import { isZombie, startOfProcess } from '../files/kernel.ts';
import { systemPlatform } from '../system.ts';

export type ProcessLook = {
  /** Kernel ticks on Linux, an ISO 8601 time on macOS; null if unknown. */
  started: string | null;
  /** Whether the process has ended and waits for its parent to collect its exit code. */
  isZombie: boolean;
};

/** This process's own start, without running anything. */
export function ownStart(): string | null {
  if (systemPlatform !== 'darwin') return startOfProcess(process.pid);
  return new Date(performance.timeOrigin).toISOString();
}

/** The system's data about a process. On macOS this takes some milliseconds. */
export function lookAt(pid: number): ProcessLook {
  if (systemPlatform === 'darwin') return readPs(askPs(pid));
  return { started: startOfProcess(pid), isZombie: isZombie(pid) };
}

function askPs(pid: number): string {
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  // Output in English and UTC, whatever the user has set.
  const env = { LC_ALL: 'C', TZ: 'UTC' };
  const args = ['-o', 'stat=,lstart=', '-p', String(pid)];
  const { stdout } = spawnSync('/bin/ps', args, { env, encoding: 'utf8', timeout: 2000 });
  return stdout ?? '';
}

const psLine = /^\s*(\S+)\s+\w{3} (\w{3} +\d+ \d\d:\d\d:\d\d \d{4})\s*$/;

/** A line of `ps -o stat=,lstart=`: `S+   Thu Nov 26 14:44:28 2026`. Pure. */
export function readPs(line: string): ProcessLook {
  const [, state = '', date = ''] = psLine.exec(line) ?? [];
  const at = date === '' ? Number.NaN : Date.parse(`${date} UTC`);
  const started = Number.isNaN(at) ? null : new Date(at).toISOString();
  return { started, isZombie: state.startsWith('Z') };
}

/**
 * Milliseconds by which two start times of one process may differ. The time that a process measures
 * itself may be later than the one that the system reports: macOS scans a new program before it
 * runs. No system reuses an id within this time.
 */
const tolerance = 60_000;

/**
 * Whether two start times belong to the same process. Each was either measured by a process itself
 * or reported by the system. Pure.
 */
export function isSameStart(one: string, other: string): boolean {
  if (one === other) return true;
  const apart = Math.abs(timeIn(one) - timeIn(other));
  return apart <= tolerance;
}

/** An ISO time in epoch milliseconds; NaN for kernel ticks. */
const timeIn = (started: string) =>
  /^\d{4}-\d\d-\d\dT/.test(started) ? Date.parse(started) : Number.NaN;
