// `sandbox`: serves the look-alike of the Botpress API until stopped.
import { line, lineText } from '../commandLine.ts';
import { AppError } from '../errors.ts';
import { linePlace } from '../linePlace.ts';
import type { Command } from './command.ts';
import { printJson, printLine } from './print.ts';

export const sandbox: Command = {
  async run(ctx, input) {
    const port = portFrom(input.text('port') ?? '0');
    const { startSandbox } = await import('../sandbox/server.ts');
    const server = await startSandbox({ port, now: ctx.now }).catch(error => {
      throw new AppError(
        'port-unavailable',
        `Cannot listen on port ${port} (${error.code ?? 'UNKNOWN'})`,
        {
          hint: 'Choose another port, or --port 0 for a free one',
        },
      );
    });
    const { url, otherUrl } = server;
    if (input.on('json')) printJson(ctx, { url, otherUrl }, 0);
    else {
      printLine(ctx, `Sandbox API: ${url}`);
      printLine(
        ctx,
        `A second host, for testing redirects: ${otherUrl} (GET ${otherUrl}/_log lists its requests)`,
      );
      printLine(ctx, `Try: ${lineText(tryLogin(url), linePlace(ctx))}`);
      printLine(ctx, 'Ctrl+C ends the sandbox; nothing is kept');
    }
    await ended(ctx.signal);
    await server.close();
    return 0;
  },
};

const tryLogin = (url: string) =>
  line(
    ...['login', '--apiUrl', url, '--token', 'bp_pat_1234567890abcdef'],
    ...['--workspaceId', 'ws_abc123'],
  );

function portFrom(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new AppError('port-invalid', 'The port must be a number from 0 to 65535', {
    hint: 'Leave --port out to take a free one',
  });
}

/** Resolves on Ctrl+C, or when another process asks us to end. */
function ended(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    signal.addEventListener('abort', () => resolve());
  });
}
