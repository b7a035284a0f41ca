// `completion`: a script for the shell, which asks `completion --words` for what may come next.
import { readState } from '../profiles/store.ts';
import type { Command } from './command.ts';
import { completionScripts } from './completionScripts.ts';
import { suggestions } from './suggestions.ts';
import { argumentMissing } from './usage.ts';

export const completion: Command = {
  name: 'completion',
  summary: 'Completion of commands, flags and profile names for bash, zsh or fish',
  usage: 'bash|zsh|fish',
  flags: {
    words: { type: 'boolean', help: 'For the scripts: print what may follow the words after --' },
  },
  args: { min: 0, max: 1 },
  examples: [
    'eval "$(bp-auth completion bash)"',
    'eval "$(bp-auth completion zsh)"',
    'bp-auth completion fish | source',
  ],
  async run(ctx, input) {
    if (input.on('words')) {
      const found = await suggestions(input.rest ?? [], () => profileNames(ctx));
      ctx.stdout.write(found.map(word => `${word}\n`).join(''));
      return 0;
    }
    const [shell = ''] = input.args;
    if (!Object.hasOwn(completionScripts, shell)) {
      throw argumentMissing('for which shell', 'Usage: bp-auth completion bash|zsh|fish');
    }
    ctx.stdout.write(completionScripts[shell as keyof typeof completionScripts]);
    return 0;
  },
};

/** From disk only; a file that cannot be read completes to nothing. */
function profileNames(ctx: Parameters<Command['run']>[0]): string[] {
  try {
    return Object.keys(readState(ctx).config.profiles);
  } catch {
    return [];
  }
}
