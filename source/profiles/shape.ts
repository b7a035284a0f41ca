// Predicates that check the shape of stored data. Every start checks config.json with them, perhaps
// thousands of profiles, so they load and run fast. With valibot, which checks the API's answers,
// these checks would take half of the time of reading config.json.

/** A check whether a value has a type. */
export type Shape<Value> = (value: unknown) => value is Value;

export type ShapedBy<S> = S extends Shape<infer Value> ? Value : never;

export const isText: Shape<string> = (value): value is string => typeof value === 'string';
export const isSwitch: Shape<boolean> = (value): value is boolean => typeof value === 'boolean';
export const isAnything: Shape<unknown> = (_): _ is unknown => true;

export function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** A check that accepts null and undefined, too. */
export function maybe<Value>(is: Shape<Value>): Shape<Value | null | undefined> {
  return (value): value is Value | null | undefined =>
    value === undefined || value === null || is(value);
}

export function oneOf<const Value>(...values: readonly Value[]): Shape<Value> {
  return (value): value is Value => (values as readonly unknown[]).includes(value);
}

export function textLike(pattern: RegExp): Shape<string> {
  return (value): value is string => isText(value) && pattern.test(value);
}

export function listOf<Value>(is: Shape<Value>): Shape<Value[]> {
  return (value): value is Value[] => Array.isArray(value) && value.every(is);
}

/** An object used as a map. Keys may be anything, including `constructor` and `__proto__`. */
export function mapOf<Value>(is: Shape<Value>): Shape<Record<string, Value>> {
  return (value): value is Record<string, Value> =>
    isObject(value) && Object.values(value).every(is);
}

type Keys = Readonly<Record<string, Shape<unknown>>>;
type Optional<K extends Keys> = {
  [Key in keyof K]: undefined extends ShapedBy<K[Key]> ? Key : never;
}[keyof K];
type ObjectOf<K extends Keys> = { [Key in Exclude<keyof K, Optional<K>>]: ShapedBy<K[Key]> } & {
  [Key in Optional<K>]?: ShapedBy<K[Key]>;
} & { [key: string]: unknown };

/** An object with the given keys; other keys may hold anything. */
export function objectOf<const K extends Keys>(keys: K): Shape<ObjectOf<K>> {
  const names = Object.keys(keys);
  const shapes = Object.values(keys);
  return (value): value is ObjectOf<K> => {
    if (!isObject(value)) return false;
    // A loop over two lists: `every` over pairs is three times slower until it is compiled.
    for (let index = 0; index < names.length; index++) {
      if (shapes[index]?.(value[names[index] as string]) !== true) return false;
    }
    return true;
  };
}

/** The first key whose value has the wrong shape; null if all are right. */
export function wrongKey(keys: Keys, value: Record<string, unknown>): string | null {
  return Object.entries(keys).find(([key, is]) => !is(value[key]))?.[0] ?? null;
}
