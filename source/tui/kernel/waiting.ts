// The register of what is waited for: when it began, what can call it off, when a change was sent, when it ended.
import type { Work } from '../contract/effects.ts';
import type { Send } from '../contract/jobs.ts';
import { waitOf } from './waits.ts';

/** One thing under way. */
type UnderWay = {
  /** A change is about to leave: from now on it is not called off. */
  sent(): void;
  ended(): void;
};

export type Register = {
  /** What the jobs begin until the next one is told to be of this work. */
  asked(work: Work): void;
  /** @param callOff what Esc does to it */
  begin(callOff: () => void): UnderWay;
  /** Calls off what has this id, unless a change was sent. */
  callOff(id: number): void;
};

const unseen: UnderWay = { sent: () => {}, ended: () => {} };

/** Jobs need not know of it: whatever they begin in a lane, or write, is waited for as its type says. */
export function createRegister(send: Send, now: () => number): Register {
  let work: Work | null = null;
  let ids = 0;
  const callOffs = new Map<number, () => void>();
  return {
    asked(next) {
      work = next;
    },
    begin(callOff) {
      const wait = work === null ? null : waitOf(work);
      if (wait === null) return unseen;
      const id = ++ids;
      callOffs.set(id, callOff);
      send({ type: 'wait.began', waiting: { ...wait, id, since: now(), stage: 'cancellable' } });
      return {
        sent() {
          if (callOffs.delete(id)) send({ type: 'wait.sent', id });
        },
        ended() {
          callOffs.delete(id);
          send({ type: 'wait.ended', id });
        },
      };
    },
    callOff: id => callOffs.get(id)?.(),
  };
}
