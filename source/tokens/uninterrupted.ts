// Owns doing what must not be broken off: a request that is, leaves nobody knowing what it did.
import type { Context } from '../context.ts';

/** The same world without Ctrl+C. Its streams are opened by nobody who does not use them. */
export function uninterrupted(ctx: Context): Context {
  const signal = { value: new AbortController().signal, enumerable: true };
  const copy: unknown = Object.defineProperties(
    {},
    { ...Object.getOwnPropertyDescriptors(ctx), signal },
  );
  return copy as Context;
}
