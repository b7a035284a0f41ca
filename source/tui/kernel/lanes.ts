// Work beside the screens: in each lane the newest replaces the one before, and all ends with the UI.
import { type LinePlace, usualPlace } from '../../commandLine.ts';
import { placed, toAppError } from '../../errors.ts';
import type { Lane } from '../contract/effects.ts';
import { type Lanes, placeAbout, type Send } from '../contract/jobs.ts';

/** @param place what the commands of a hint depend on */
export function createLanes(send: Send, place: LinePlace = usualPlace): Lanes {
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
        .catch(error => say(failed(placed(toAppError(error), placeAbout(place, profile)))))
        .finally(() => {
          if (lanes.get(lane) === own) lanes.delete(lane);
        });
    },
    cancel: lane => lanes.get(lane)?.abort(),
    ending: ending.signal,
    stop: () => ending.abort(),
  };
}
