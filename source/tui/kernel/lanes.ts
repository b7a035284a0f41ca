// Lanes of background work: new work replaces the old in its lane, and all end with the UI.
import { cancelled, toAppError } from '../../errors.ts';
import type { Lane } from '../contract/effects.ts';
import type { Lanes, Send } from '../contract/jobs.ts';
import type { Explain } from './explained.ts';
import type { Register } from './waiting.ts';

/** @param explain turns an error into the one that is shown */
export function createLanes(
  send: Send,
  explain: Explain,
  register: Pick<Register, 'begin'>,
): Lanes {
  const ending = new AbortController();
  const lanes = new Map<Lane, AbortController>();
  return {
    start(lane, failed, work, { profile = null, stopped } = {}) {
      lanes.get(lane)?.abort();
      const own = new AbortController();
      lanes.set(lane, own);
      const signal = AbortSignal.any([own.signal, ending.signal]);
      const say: Send = message => {
        if (!signal.aborted) send(message);
      };
      const { ended } = register.begin(() => {
        if (signal.aborted) return;
        own.abort();
        send(stopped === undefined ? failed(cancelled()) : stopped);
      });
      work(signal, say)
        .catch(async error => say(failed(await explain(toAppError(error), profile))))
        .finally(() => {
          if (lanes.get(lane) === own) lanes.delete(lane);
          ended();
        });
    },
    cancel: lane => lanes.get(lane)?.abort(),
    ending: ending.signal,
    stop: () => ending.abort(),
  };
}
