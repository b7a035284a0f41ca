// Memory of bodies that have passed: given back soon, not when Node thinks of it.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes between two collections: some 28 MiB above a relay at rest. Node by itself lets 45 MiB of them pile up. */
const enough = 4 * 1024 * 1024;

type Collect = (how: { type: 'minor' }) => void;

/**
 * Counts what passes through a relay, and has the young garbage collected whenever enough has passed. What bodies leave
 * behind lies outside of the heap that Node looks at, so that it waits for far more. @returns what is to hear of each chunk
 */
export function passedBytes(findGc: () => Collect | null = exposedGc): (size: number) => void {
  let passed = 0;
  let collect: Collect | null | undefined;
  return size => {
    passed += size;
    if (passed < enough) return;
    passed = 0;
    if (collect === undefined) collect = findGc();
    collect?.({ type: 'minor' });
  };
}

/** Node's own collector, which it shows to contexts made after this flag; null where it cannot be had. */
function exposedGc(): Collect | null {
  try {
    setFlagsFromString('--expose-gc');
    const gc: unknown = runInNewContext('gc');
    return typeof gc === 'function' ? (gc as Collect) : null;
  } catch {
    return null;
  }
}
