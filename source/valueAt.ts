// Tables: what lies under a word that is not ours, and the keys by their names.

/** What an object holds under a name that may be anything, `constructor` and `__proto__` among them. */
export function valueAt<Value>(
  map: Readonly<Record<string, Value>> | null | undefined,
  name: string,
): Value | undefined {
  return map && Object.hasOwn(map, name) ? map[name] : undefined;
}

/** The keys of a table of ours, each by its name: it has no others, which `Object.keys` cannot know. */
export const keysOf = <Key extends string>(table: Readonly<Record<Key, unknown>>): Key[] =>
  Object.keys(table) as Key[];

/** Whether a word that is not ours is a key of a table. */
export const isKeyOf = <Key extends string>(
  table: Readonly<Record<Key, unknown>>,
  word: string,
): word is Key => Object.hasOwn(table, word);
