// Owns the real outside world; cli.ts hands it to main, tests hand in a fake one.
import { writeSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Context, Output } from './context.ts';
import { AppError } from './errors.ts';

/**
 * A stream of the process, opened only for those who ask about the terminal: loading Node's stream
 * classes takes a fifth of the time that a scripted read may take.
 */
export function output(descriptor: number, open: () => NodeJS.WriteStream): Output {
  let opened: NodeJS.WriteStream | undefined;
  const stream = () => {
    opened ??= open().on('error', (error: NodeJS.ErrnoException) => {
      endIfGone(error.code);
      throw error;
    });
    return opened;
  };
  return {
    get isTTY() {
      return stream().isTTY === true;
    },
    get columns() {
      return stream().columns;
    },
    get rows() {
      return stream().rows;
    },
    write(text) {
      // A Windows console wants its text by way of the stream.
      const rest =
        opened === undefined && process.platform !== 'win32'
          ? writeNow(descriptor, text)
          : Buffer.from(text);
      if (rest.length > 0) stream().write(rest);
    },
    get stream() {
      return stream();
    },
  };
}

/** @returns what a pipe that does not wait had no room for */
function writeNow(descriptor: number, text: string): Buffer {
  let rest = Buffer.from(text);
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EAGAIN') return rest;
    endIfGone(code);
    // Nobody is left to be told where stderr takes nothing.
    if (descriptor === 1) throw notWritten(code, error);
    return Buffer.alloc(0);
  }
  return rest;
}

/** A reader or a terminal that went away is no error of ours. */
function endIfGone(code: string | undefined): void {
  if (code === 'EPIPE' || code === 'EIO') process.exit();
}

function notWritten(code: string | undefined, cause: unknown): AppError {
  return new AppError('output-failed', `The output could not be written (${code})`, {
    hint: 'Make room where it goes, or send it somewhere else',
    cause,
  });
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
      stdout ??= output(1, () => process.stdout);
      return stdout;
    },
    get stderr() {
      stderr ??= output(2, () => process.stderr);
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
