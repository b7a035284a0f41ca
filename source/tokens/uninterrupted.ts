// Doing what must not be broken off: a request that is, leaves nobody knowing what it did.
import { altered, type Context } from '../context.ts';

/** The same world without Ctrl+C. */
export const uninterrupted = (ctx: Context): Context =>
  altered(ctx, { signal: new AbortController().signal });
