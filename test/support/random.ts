// Random choices that a seed reproduces, for tests that try unexpected input.

export type Random = {
  /** A number from 0 up to, but not including, `count`. */
  below(count: number): number;
  oneOf<Item>(items: readonly Item[]): Item;
};

/** The same seed makes the same choices (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count: number) => Math.floor(next() * count);
  return { below, oneOf: items => items[below(items.length)] as (typeof items)[number] };
}
