// Work that must not be interrupted: a cancelled request leaves its effect unknown.
import { altered, type Context } from '../context.ts';

/** The same context without Ctrl+C. */
export const uninterrupted = (ctx: Context): Context =>
  altered(ctx, { signal: new AbortController().signal });
