// Whether a process that left its name somewhere is still alive.
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import * as v from 'valibot';
import { systemCode } from '../errors.ts';
import { bootId, isZombie, pidSpace, startOfProcess } from '../files/kernel.ts';

export const holderShape = v.object({
  pid: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** The process's start time as the kernel counts it; null where that cannot be read. */
  started: v.nullable(v.string()),
  host: v.string(),
  /** What the pid counts in: two containers may share a host name, but not their pids. */
  space: v.nullable(v.string()),
  /**
   * Unlike that of any other machine, and of this one before it was started anew: hosts of one name may share a
   * home, and outside of containers `space` is the same everywhere. Absent in what older versions wrote.
   */
  boot: v.optional(v.nullable(v.string())),
  /** The command it runs, without arguments: they may hold a token. */
  command: v.string(),
  /** Unlike that of any other holder, ever. */
  nonce: v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/)),
});

/** Who holds something: enough to tell whether it lives, and to name it to a person. */
export type LockHolder = v.InferOutput<typeof holderShape>;

export function thisProcess(command: string): LockHolder {
  const { pid } = process;
  const nonce = randomUUID();
  const place = { host: hostname(), space: pidSpace(), boot: bootId() };
  return { pid, started: startOfProcess(pid), ...place, command, nonce };
}

/** Whether the process's pid means anything to us. */
export function isHere(holder: LockHolder): boolean {
  const { host, space, boot = null } = holder;
  return host === hostname() && space === pidSpace() && boot === bootId();
}

/** False only if the process surely does not run any more: it was here, and its pid is gone or reused. */
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

/** True only if the very process that left its name still runs, as far as start times can be read. */
export function isSurelyAlive(holder: LockHolder): boolean {
  const { pid, started } = holder;
  return isHere(holder) && started !== null && startOfProcess(pid) === started && !isZombie(pid);
}
