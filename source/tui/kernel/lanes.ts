// The lanes of work beside the screens: in each the newest replaces the one before, and all end with the UI.
import { toAppError } from '../../errors.ts';
import type { Lane } from '../contract/effects.ts';
import type { Lanes, Send } from '../contract/jobs.ts';
import type { Explain } from './explained.ts';

/** @param explain makes of an error what is shown of it */
export function createLanes(send: Send, explain: Explain): Lanes {
  const ending = new AbortController();
  const lanes = new Map<Lane, AbortController>();
  return {
    start(lane, failed, work, profile = null) {
      lanes.get(lane)?.abort();
      const own = new AbortController();
      lanes.set(lane, own);
      const signal = AbortSignal.any([own.signal, ending.signal]);
      const say: Send = message => {
        if (!signal.aborted) send(message);
      };
      work(signal, say)
        .catch(async error => say(failed(await explain(toAppError(error), profile))))
        .finally(() => {
          if (lanes.get(lane) === own) lanes.delete(lane);
        });
    },
    cancel: lane => lanes.get(lane)?.abort(),
    ending: ending.signal,
    stop: () => ending.abort(),
  };
}
