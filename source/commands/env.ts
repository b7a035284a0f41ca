// `env`: the current profile's credentials as lines for a shell, a dotenv file or JSON.
import { AppError } from '../errors.ts';
import { credentialVariables } from '../tokens/environment.ts';
import { type Dialect, dialects, variableLine } from '../tokens/quote.ts';
import type { Command, Input } from './command.ts';
import { handOut } from './credentials.ts';
import { printJson } from './print.ts';

export const env: Command = {
  name: 'env',
  summary: 'Print the credentials as lines to evaluate in a shell',
  usage: '[--shell bash|zsh|fish|powershell] [--format dotenv|json]',
  flags: {
    shell: { type: 'string', value: 'SHELL', help: 'bash (default), zsh, fish or powershell' },
    format: { type: 'string', value: 'FORMAT', help: 'dotenv or json instead of shell lines' },
  },
  args: { min: 0, max: 0 },
  examples: [
    'eval "$(bp-auth env)"',
    'bp-auth env --shell fish | source',
    'bp-auth env --format dotenv',
  ],
  async run(ctx, input) {
    const dialect = dialectFrom(input);
    const { profile, token } = await handOut(ctx, input, 'to print its token');
    const variables = credentialVariables(profile, token);
    if (dialect === 'json') printJson(ctx, variables);
    else {
      const lines = Object.entries(variables).map(([name, value]) =>
        variableLine(dialect, name, value),
      );
      ctx.stdout.write(`${lines.join('\n')}\n`);
    }
    return 0;
  },
};

function dialectFrom(input: Input): Dialect | 'json' {
  const format = input.text('format');
  const shell = dialects.find(dialect => dialect === (input.text('shell') ?? 'bash'));
  const isShell = shell !== undefined && shell !== 'dotenv';
  if (isShell && (format === 'json' || (format === undefined && input.on('json')))) return 'json';
  if (format === 'dotenv' && input.text('shell') === undefined) return 'dotenv';
  if (isShell && format === undefined) return shell;
  throw new AppError('format-unknown', 'There is no such shell or format', {
    hint: 'Use --shell bash, zsh, fish or powershell, or --format dotenv or json',
  });
}
