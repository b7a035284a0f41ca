// The one way to look something up by a word that is not ours.

/** What an object holds under a name that may be anything, `constructor` and `__proto__` among them. */
export function valueAt<Value>(
  map: Readonly<Record<string, Value>> | null | undefined,
  name: string,
): Value | undefined {
  return map && Object.hasOwn(map, name) ? map[name] : undefined;
}
