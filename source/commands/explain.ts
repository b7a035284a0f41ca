// `explain`: what a pasted error means, what remains unknown, and which check would tell.
import type { Context } from '../context.ts';
import { AppError, exitCodes } from '../errors.ts';
import { readNamed } from '../files/namedFile.ts';
import { pathFrom } from '../files/paths.ts';
import { linePlace } from '../linePlace.ts';
import type { Command } from './command.ts';
import { note, printJson, printLine } from './print.ts';
import { readAll } from './readAll.ts';

/**
 * The most bytes that a log or paste may have. Of a long log, only the beginning, the end and the
 * lines about errors are read.
 */
const largest = 64 * 1024 * 1024;

export const explain: Command = {
  async run(ctx, input) {
    const { explainText } = await import('../diagnosis/explain.ts');
    const place = linePlace(ctx);
    const explanation = explainText(await pasted(ctx, input.args[0] ?? '-'), place);
    const { text: _, ...told } = explanation;
    if (input.on('json')) printJson(ctx, told);
    else {
      const { explanationLines } = await import('../diagnosis/explanationText.ts');
      for (const { text } of explanationLines(explanation)) printLine(ctx, text);
    }
    return explanation.recognised.length > 0 ? 0 : exitCodes.partial;
  },
};

async function pasted(ctx: Context, from: string): Promise<string> {
  if (from === '-') {
    if (ctx.stdin.isTTY) note(ctx, 'Paste the error, then press Enter and Ctrl+D');
    return readAll(ctx, { bytes: largest, hint: 'Pass the part that holds the error' });
  }
  const text = readNamed(pathFrom(ctx, from), {
    limit: largest,
    lossy: true,
    hint: 'Pass the part that holds the error; - stands for standard input',
  });
  if (text !== null) return text;
  throw new AppError('file-not-found', 'The file to explain does not exist', {
    hint: 'Give the path of a file, or - for standard input',
  });
}
