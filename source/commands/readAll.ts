// Owns reading standard input to its end, for what is piped in.
import type { Context } from '../context.ts';
import { AppError } from '../errors.ts';

const limit = 64 * 1024;

/** All of standard input as text. @throws AppError usage above 64 KiB */
export async function readAll(ctx: Context): Promise<string> {
  let text = '';
  for await (const chunk of ctx.stdin.stream) {
    text += String(chunk);
    if (text.length > limit) {
      throw new AppError('usage', 'There is too much on standard input', {
        hint: 'Pipe in the token alone',
      });
    }
  }
  return text;
}
