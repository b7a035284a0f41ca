// Work beside the screens: in each lane the newest replaces the one before, and all ends with the UI.
import { type LinePlace, usualPlace } from '../../commandLine.ts';
import { type AppError, placed, toAppError } from '../../errors.ts';
import type { Message } from '../contract/messages.ts';
import type { Lane } from '../contract/screen.ts';

type Say = (message: Message) => void;

export type Lanes = {
  /**
   * Begins work in a lane and breaks off what was going on there: whatever that still says is
   * dropped, so that no old answer ever overwrites a newer one.
   */
  start(
    lane: Lane,
    failed: (error: AppError) => Message,
    work: (signal: AbortSignal, say: Say) => Promise<void>,
    /** The profile that it is about, where it is about one. */
    profile?: string | null,
  ): void;
  cancel(lane: Lane): void;
  /** Aborted when the UI ends. */
  ending: AbortSignal;
  stop(): void;
};

/** For commands about one of the profiles, whatever the UI was started with. */
export const placeAbout = (place: LinePlace, profile: string | null): LinePlace =>
  profile === null ? place : { ...place, about: [['--profile', profile]] };

/** @param place what the commands of a hint depend on */
export function createLanes(send: Say, place: LinePlace = usualPlace): Lanes {
  const ending = new AbortController();
  const lanes = new Map<Lane, AbortController>();
  return {
    start(lane, failed, work, profile = null) {
      lanes.get(lane)?.abort();
      const own = new AbortController();
      lanes.set(lane, own);
      const signal = AbortSignal.any([own.signal, ending.signal]);
      const say = (message: Message) => {
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
