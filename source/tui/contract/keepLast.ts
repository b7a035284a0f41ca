// A cache of the last value, because most frames need the same value as the frame before.

/**
 * Keeps the last value while it is requested with the same parts (by identity).
 * @returns the value for these parts, computed only if one of them is new
 */
export function keepLast<Value>(): (parts: readonly unknown[], make: () => Value) => Value {
  let last: { parts: readonly unknown[]; value: Value } | null = null;
  return (parts, make) => {
    if (last === null || !parts.every((part, index) => part === last?.parts[index])) {
      last = { parts, value: make() };
    }
    return last.value;
  };
}
