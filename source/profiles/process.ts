// Whether a process that is named in a file is still alive.
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import * as v from 'valibot';
import { systemCode } from '../errors.ts';
import { bootId, isZombie, pidSpace, startOfProcess } from '../files/kernel.ts';

export const holderShape = v.object({
  pid: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** The process's start time as the kernel counts it; null if it cannot be read. */
  started: v.nullable(v.string()),
  host: v.string(),
  /** The pid namespace: two containers may share a host name but not their pids. */
  space: v.nullable(v.string()),
  /**
   * Unique for each boot of each machine: hosts with the same name may share a home, and outside
   * containers `space` is the same everywhere. Absent in files of older versions.
   */
  boot: v.optional(v.nullable(v.string())),
  /** The command without its arguments, which may contain a token. */
  command: v.string(),
  /** Globally unique. */
  nonce: v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/)),
});

/** The holder of a lock: enough to tell whether it is alive, and to name it to a person. */
export type LockHolder = v.InferOutput<typeof holderShape>;

export function thisProcess(command: string): LockHolder {
  const { pid } = process;
  const nonce = randomUUID();
  const place = { host: hostname(), space: pidSpace(), boot: bootId() };
  return { pid, started: startOfProcess(pid), ...place, command, nonce };
}

/** Whether the process's pid is meaningful here. */
export function isHere(holder: LockHolder): boolean {
  const { host, space, boot = null } = holder;
  return host === hostname() && space === pidSpace() && boot === bootId();
}

/** False only if the process has certainly ended: it ran here, and its pid is gone or reused. */
export function mayBeAlive(holder: LockHolder): boolean {
  if (!isHere(holder)) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
  if (isZombie(holder.pid)) return false;
  const started = startOfProcess(holder.pid);
  return started === null || holder.started === null || started === holder.started;
}

/** True only if that very process is still running, as far as start times can be read. */
export function isSurelyAlive(holder: LockHolder): boolean {
  const { pid, started } = holder;
  return isHere(holder) && started !== null && startOfProcess(pid) === started && !isZombie(pid);
}
