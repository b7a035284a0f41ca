// Work that must not be interrupted: a cancelled request leaves its effect unknown.
import { altered, type Context } from '../context.ts';

/** A copy of the context that Ctrl+C does not interrupt. */
export const uninterrupted = (ctx: Context): Context =>
  altered(ctx, { signal: new AbortController().signal });
