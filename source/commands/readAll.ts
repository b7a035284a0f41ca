// Standard input, read to its end: what is piped in.
import type { Context } from '../context.ts';
import { AppError, cancelled } from '../errors.ts';
import { decodeText } from '../files/foreignFile.ts';

type Limit = { bytes: number; hint: string };

const tokenLimit: Limit = { bytes: 64 * 1024, hint: 'Pipe in the token alone' };

/** All of standard input as text; UTF-16 too, as PowerShell writes it. @throws AppError `usage` above the limit */
export async function readAll(ctx: Context, limit = tokenLimit): Promise<string> {
  const { stream } = ctx.stdin;
  const chunks: Buffer[] = [];
  let size = 0;
  // The program that fills standard input may never write or close it: a signal has to be able to
  // end this wait.
  const giveUp = () => stream.destroy();
  ctx.signal.addEventListener('abort', giveUp);
  try {
    for await (const chunk of stream) {
      const bytes = Buffer.from(chunk);
      chunks.push(bytes);
      size += bytes.length;
      if (size > limit.bytes) {
        throw new AppError('input-too-long', 'There is too much on standard input', {
          hint: limit.hint,
        });
      }
    }
  } catch (error) {
    if (!ctx.signal.aborted) throw error;
  } finally {
    ctx.signal.removeEventListener('abort', giveUp);
  }
  if (ctx.signal.aborted) throw cancelled();
  const all = Buffer.concat(chunks);
  return decodeText(all, true)?.text ?? all.toString('utf8');
}
