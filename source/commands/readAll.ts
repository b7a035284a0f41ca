// Owns reading standard input to its end, for what is piped in.
import type { Context } from '../context.ts';
import { AppError } from '../errors.ts';

type Limit = { bytes: number; hint: string };

const tokenLimit: Limit = { bytes: 64 * 1024, hint: 'Pipe in the token alone' };

/** All of standard input as text. @throws AppError usage above the limit */
export async function readAll(ctx: Context, limit = tokenLimit): Promise<string> {
  const { stream } = ctx.stdin;
  // A character may be split between two chunks.
  stream.setEncoding('utf8');
  let text = '';
  for await (const chunk of stream) {
    text += String(chunk);
    if (text.length > limit.bytes) {
      throw new AppError('input-too-long', 'There is too much on standard input', {
        hint: limit.hint,
      });
    }
  }
  return text;
}
