// Owns the real outside world; cli.ts hands it to main, tests hand in a fake one.
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Context, Output } from './context.ts';

function output(stream: NodeJS.WriteStream): Output {
  // A reader or a terminal that went away is no error of ours.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
    process.exit();
  });
  return {
    get isTTY() {
      return stream.isTTY === true;
    },
    get columns() {
      return stream.columns;
    },
    get rows() {
      return stream.rows;
    },
    write: text => void stream.write(text),
    stream,
  };
}

function workingDirectory(): string {
  try {
    return process.cwd();
  } catch {
    return '';
  }
}

/** The world as this process finds it. Ctrl+C aborts the context's signal; a second one ends at once. */
export function realContext(): Context {
  const interrupt = new AbortController();
  process.on('SIGINT', () => {
    if (interrupt.signal.aborted) process.exit(130);
    interrupt.abort();
  });
  const userHome = homedir();
  // Built when first used: opening a stream, a clock or the crypto module costs more than most commands.
  let stdout: Output | undefined;
  let stderr: Output | undefined;
  return {
    argv: process.argv.slice(2),
    env: process.env,
    cwd: workingDirectory(),
    userHome,
    botpressHome: process.env.BP_BOTPRESS_HOME || join(userHome, '.botpress'),
    platform: process.platform,
    get stdin() {
      return { isTTY: process.stdin.isTTY === true, stream: process.stdin };
    },
    get stdout() {
      stdout ??= output(process.stdout);
      return stdout;
    },
    get stderr() {
      stderr ??= output(process.stderr);
      return stderr;
    },
    now: Date.now,
    randomId: () => Buffer.from(crypto.getRandomValues(new Uint8Array(12))).toString('base64url'),
    async wait(ms, signal) {
      const { setTimeout: wait } = await import('node:timers/promises');
      await wait(ms, undefined, { signal });
    },
    fetch: (...request) => fetch(...request),
    openKeychain: async () => {
      const { systemKeychain } = await import('./tokens/systemKeychain.ts');
      return systemKeychain(process.env);
    },
    signal: interrupt.signal,
  };
}
