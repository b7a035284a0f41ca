// Safe look-ups in objects by untrusted keys, and the typed keys of tables.

/** The value under a key that may be anything, including `constructor` and `__proto__`. */
export function valueAt<Value>(
  map: Readonly<Record<string, Value>> | null | undefined,
  name: string,
): Value | undefined {
  return map && Object.hasOwn(map, name) ? map[name] : undefined;
}

/**
 * The keys of one of our tables, typed by name. `Object.keys` gives plain strings, because an
 * object may have keys that its type does not name; our tables have none.
 */
export const keysOf = <Key extends string>(table: Readonly<Record<Key, unknown>>): Key[] =>
  Object.keys(table) as Key[];

/** Whether an untrusted word is a key of a table. */
export const isKeyOf = <Key extends string>(
  table: Readonly<Record<Key, unknown>>,
  word: string,
): word is Key => Object.hasOwn(table, word);
