// The register of running work: its start, how to cancel it, whether a change was sent, its end.
import type { Work } from '../contract/effects.ts';
import type { Send } from '../contract/jobs.ts';
import { waitOf } from './waits.ts';

type UnderWay = {
  /** Called before a change is sent: from then on this change cannot be cancelled, only later ones. */
  sent(): void;
  /** This many of several changes are done. */
  step(done: number): void;
  ended(): void;
};

export type Register = {
  /** Called before a job starts: every `begin` up to the next call belongs to this work. */
  asked(work: Work): void;
  /**
   * @param callOff called by Esc, to cancel the work
   * @param total the number of its changes, made one after the other
   */
  begin(callOff: () => void, total?: number): UnderWay;
  /** Cancels the work with this id, except for changes that were sent. */
  callOff(id: number): void;
};

const unseen: UnderWay = { sent: () => {}, step: () => {}, ended: () => {} };

/** Jobs do not call the register: the lanes and the writes that run their work call it. */
export function createRegister(send: Send, now: () => number): Register {
  let work: Work | null = null;
  let ids = 0;
  const callOffs = new Map<number, () => void>();
  return {
    asked(next) {
      work = next;
    },
    begin(callOff, total = 1) {
      const wait = work === null ? null : waitOf(work);
      if (wait === null) return unseen;
      const id = ++ids;
      callOffs.set(id, callOff);
      const isOne = total === 1;
      const steps = isOne ? {} : { steps: { done: 0, total } };
      const waiting = { ...wait, id, since: now(), stage: 'cancellable', ...steps } as const;
      send({ type: 'wait.began', waiting });
      let isSent = false;
      return {
        sent() {
          if (isSent) return;
          isSent = true;
          if (isOne) callOffs.delete(id);
          send({ type: 'wait.sent', id });
        },
        step(done) {
          if (!isOne) send({ type: 'wait.step', id, done });
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
