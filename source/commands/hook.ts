// `hook`: the script for a shell's start-up file with which plain `bp` and `adk` run as the right
// account.
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
