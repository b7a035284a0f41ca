// `checklist`: compares this set-up with the security best practices of Botpress's documentation,
// and with our own.
import { judgePractices as judge, verdictOf } from '../diagnosis/practices/checklist.ts';
import { lookAround } from '../diagnosis/practices/situation.ts';
import { checklistJson, checklistLines } from '../diagnosis/practices/text.ts';
import { exitCodes } from '../errors.ts';
import type { Command } from './command.ts';
import { printJson, printLine } from './print.ts';
import { withProgress } from './progress.ts';

export const checklist: Command = {
  async run(ctx, input) {
    const options = { offline: input.on('offline') };
    const look = () => lookAround(ctx, options);
    const practices = judge(await withProgress(ctx, 'Checking your set-up', look));
    if (input.on('json')) printJson(ctx, checklistJson(practices));
    else for (const line of checklistLines(practices)) printLine(ctx, line);
    return verdictOf(practices) === 'warn' ? exitCodes.partial : 0;
  },
};
