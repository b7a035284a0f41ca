// Owns letting only so many things run at once.

/** @returns a function that starts work now, or when an earlier one has ended */
export function createLimit(most: number): (work: () => Promise<void>) => void {
  const waiting: (() => Promise<void>)[] = [];
  let running = 0;
  const next = () => {
    const work = running < most ? waiting.shift() : undefined;
    if (work === undefined) return;
    running++;
    void work().finally(() => {
      running--;
      next();
    });
  };
  return work => {
    waiting.push(work);
    next();
  };
}
