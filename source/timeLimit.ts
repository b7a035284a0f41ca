// Time limits for things that may never answer: keychains and other programs.
import type { Context } from './context.ts';
import { type AppError, cancelled } from './errors.ts';

/**
 * Runs work with a time limit. The work is given a signal, which is aborted when time is up or the
 * user interrupts. Work that ignores the signal is abandoned.
 * @param ms milliseconds
 * @param late makes the error for work that takes too long
 * @throws AppError `cancelled`; the result of `late`; whatever the work throws
 */
export async function withTimeLimit<Value>(
  ctx: Context,
  ms: number,
  late: () => AppError,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const stopped = new AbortController();
  const limit = async (): Promise<never> => {
    await ctx.wait(ms, AbortSignal.any([stopped.signal, ctx.signal])).catch(() => {
      throw cancelled();
    });
    throw late();
  };
  try {
    return await Promise.race([work(stopped.signal), limit()]);
  } finally {
    stopped.abort();
  }
}
