// `hook`: one line in a shell's start-up file, and plain `bp` and `adk` run as the right account.
import type { Command } from './command.ts';
import { hookScripts } from './hookScripts.ts';
import { argumentMissing } from './usage.ts';

export const hook: Command = {
  name: 'hook',
  summary: 'A shell hook: plain bp and adk run as the account of the directory',
  usage: 'bash|zsh|fish',
  flags: {},
  args: { min: 0, max: 1 },
  examples: [
    'eval "$(bp-auth hook bash)"',
    'eval "$(bp-auth hook zsh)"',
    'bp-auth hook fish | source',
  ],
  async run(ctx, input) {
    const [shell = ''] = input.args;
    if (!Object.hasOwn(hookScripts, shell)) {
      throw argumentMissing('for which shell', 'Usage: bp-auth hook bash|zsh|fish');
    }
    ctx.stdout.write(hookScripts[shell as keyof typeof hookScripts]);
    return 0;
  },
};
