// Whether a process that is named in a file is still alive.
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import * as v from 'valibot';
import { systemCode } from '../errors.ts';
import { bootId, pidSpace } from '../files/kernel.ts';
import { systemPlatform } from '../system.ts';
import { isSameStart, lookAt, ownStart, type ProcessLook } from './processStart.ts';

export const holderShape = v.object({
  pid: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** The process's start (processStart.ts); null if unknown. */
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
  return { pid, started: ownStart(), ...place, command, nonce };
}

/**
 * Whether the holder belongs to this host, this boot and this pid namespace. Elsewhere its pid
 * means another process.
 */
export function isHere(holder: LockHolder): boolean {
  const { host, space, boot = null } = holder;
  return host === hostname() && space === pidSpace() && boot === bootId();
}

/**
 * Facts about a process, as far as this process can find them out; the expensive ones come last.
 */
export type Sight = {
  /** Whether the process belongs to this host, this boot and this pid namespace. */
  isHere: boolean;
  /** Whether some process has the pid now, perhaps another one. */
  isTaken(): boolean;
  look(): ProcessLook;
};

/** What has become of a process. `unknown`: only its signs of life (lock.ts) can tell. */
export type Fate = 'ended' | 'running' | 'unknown';

/** @param started the start time that the process itself recorded */
export function fateOf(started: string | null, sight: Sight): Fate {
  if (!sight.isHere) return 'unknown';
  if (!sight.isTaken()) return 'ended';
  const now = sight.look();
  if (now.isZombie) return 'ended';
  if (started === null || now.started === null) return 'unknown';
  return isSameStart(started, now.started) ? 'running' : 'ended';
}

const sightOf = (holder: LockHolder, look: (holder: LockHolder) => ProcessLook): Sight => ({
  isHere: isHere(holder),
  isTaken() {
    try {
      process.kill(holder.pid, 0);
      return true;
    } catch (error) {
      return systemCode(error) === 'EPERM';
    }
  },
  look: () => look(holder),
});

const lookNow = ({ pid }: LockHolder) => lookAt(pid);

/**
 * What was seen of each holder, by its nonce. A waiting process asks many times a second, and on
 * macOS each answer takes a run of `ps`.
 */
const looks = new Map<string, ProcessLook>();

function lookOnce(holder: LockHolder): ProcessLook {
  if (systemPlatform !== 'darwin') return lookNow(holder);
  const known = looks.get(holder.nonce) ?? lookNow(holder);
  looks.set(holder.nonce, known);
  return known;
}

/** False only if the process has certainly ended: it ran here, and its pid is gone or reused. */
export const mayBeAlive = (holder: LockHolder): boolean =>
  fateOf(holder.started, sightOf(holder, lookOnce)) !== 'ended';

/**
 * True only if that very process is certainly still running: its start time is the recorded one.
 * False if a start time cannot be read.
 */
export const isSurelyAlive = (holder: LockHolder): boolean =>
  fateOf(holder.started, sightOf(holder, lookNow)) === 'running';
