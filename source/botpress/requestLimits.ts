// One abort signal for a request: for its time limits (until connected, until the whole answer is
// there) and for the caller's own signal.
import type { Context } from '../context.ts';
import type { Exchange } from './exchange.ts';
import { timeoutCodes } from './networkFault.ts';

export type TimeLimits = {
  /** Milliseconds until the connection is established. */
  connectTimeout?: number;
  /** Milliseconds until the whole answer is there, body included. */
  answerTimeout?: number;
};

/**
 * @returns one abort signal for both limits and the caller; `record.networkCode` tells which limit
 * was reached
 */
export function limitsOf(
  ctx: Context,
  record: Exchange,
  { connectTimeout = 4000, answerTimeout = 10_000 }: TimeLimits,
  signal: AbortSignal | undefined,
) {
  const controller = new AbortController();
  const stopped = new AbortController();
  const after = (ms: number, code: string) =>
    ctx.wait(ms, stopped.signal).then(
      () => {
        if (code === timeoutCodes.connect && record.reached === 'host') return;
        record.networkCode = code;
        controller.abort();
      },
      () => {},
    );
  void after(connectTimeout, timeoutCodes.connect);
  void after(answerTimeout, timeoutCodes.answer);
  const signals = [controller.signal, ctx.signal, ...(signal === undefined ? [] : [signal])];
  return {
    signal: AbortSignal.any(signals),
    reached: (reached: Exchange['reached']) => {
      record.reached = reached;
    },
    end: () => stopped.abort(),
  };
}
