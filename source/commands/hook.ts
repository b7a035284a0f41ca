// `hook`: one line in a shell's start-up file that runs plain `bp` and `adk` as the right account.
import { isKeyOf } from '../valueAt.ts';
import type { Command } from './command.ts';
import { hookScripts } from './hookScripts.ts';
import { argumentMissing } from './usage.ts';

export const hook: Command = {
  async run(ctx, input) {
    const [shell = ''] = input.args;
    if (!isKeyOf(hookScripts, shell)) {
      throw argumentMissing('for which shell', 'Usage: bp-auth hook bash|zsh|fish');
    }
    ctx.stdout.write(hookScripts[shell]);
    return 0;
  },
};
