// `token`: prints the raw token of the current profile.
import type { Command } from './command.ts';
import { handOut } from './credentials.ts';
import { printJson } from './print.ts';

export const token: Command = {
  async run(ctx, input) {
    const { token: value } = await handOut(ctx, input, 'to show its token');
    if (input.on('json')) printJson(ctx, { token: value });
    else ctx.stdout.write(`${value}\n`);
    return 0;
  },
};
