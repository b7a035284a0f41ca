// The note after Ctrl+C that says what bp-auth still waits for.
import type { Context } from '../context.ts';
import { note } from './print.ts';

export async function announceWait<Value>(
  ctx: Context,
  work: () => Promise<Value>,
): Promise<Value> {
  const say = () => note(ctx, 'Waiting for the server, to undo the interrupted command …');
  ctx.signal.addEventListener('abort', say, { once: true });
  try {
    return await work();
  } finally {
    ctx.signal.removeEventListener('abort', say);
  }
}
