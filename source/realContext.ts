// Owns the real outside world; cli.ts hands it to main, tests hand in a fake one.
import { randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Context, Output } from './context.ts';

function output(stream: NodeJS.WriteStream): Output {
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
      return output(process.stdout);
    },
    get stderr() {
      return output(process.stderr);
    },
    now: Date.now,
    randomId: () => randomBytes(12).toString('base64url'),
    wait: (ms, signal) => wait(ms, undefined, { signal }),
    fetch: (...request) => fetch(...request),
    signal: interrupt.signal,
  };
}
