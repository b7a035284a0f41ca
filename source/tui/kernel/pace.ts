// The frame rate: the first frame at once, later ones no faster than the eye can follow.

/** Milliseconds between frames. */
const frameTime = 16;

type Clock = { now(): number; wait(ms: number): Promise<void> };

/** A scheduler that calls back at the end of the current turn, or when the next frame is due. */
export function createPace({ now, wait }: Clock): (draw: () => void) => void {
  let last = Number.NEGATIVE_INFINITY;
  return draw => {
    const due = last + frameTime - now();
    const go = () => {
      last = now();
      draw();
    };
    if (due <= 0) queueMicrotask(go);
    else void wait(due).then(go);
  };
}
