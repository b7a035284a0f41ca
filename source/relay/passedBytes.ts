// The memory of forwarded bodies, freed soon instead of whenever Node decides.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Bytes between two garbage collections: this keeps the relay about 28 MiB above its idle size.
 * Node by itself lets 45 MiB pile up.
 */
const enough = 4 * 1024 * 1024;

type Collect = (how: { type: 'minor' }) => void;

/**
 * Counts the bytes that pass through a relay, and triggers a young-generation collection after
 * every `enough` bytes. Node alone collects far later: the size of its heap decides, and bodies lie
 * outside the heap.
 * @returns a function to call with each chunk
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

/**
 * Node's garbage collector; null if it is unavailable. Only contexts created after `--expose-gc`
 * is set contain it.
 */
function exposedGc(): Collect | null {
  try {
    setFlagsFromString('--expose-gc');
    const gc: unknown = runInNewContext('gc');
    return typeof gc === 'function' ? (gc as Collect) : null;
  } catch {
    return null;
  }
}
