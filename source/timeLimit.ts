// Time limits for what may never answer: keychains and other people's programs.
import type { Context } from './context.ts';
import { type AppError, cancelled } from './errors.ts';

/**
 * Does something within a time limit. Its signal is aborted when the time is over or the user
 * interrupts; work that does not listen is left behind.
 * @param ms milliseconds
 * @throws AppError cancelled; whatever `late` returns; whatever the work throws
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
