// The real outside world; cli.ts hands it to main, tests hand in a fake one.
import { writeSync } from 'node:fs';
import { constants, userInfo } from 'node:os';
import { type Context, interruption, type Output } from './context.ts';
import { AppError, systemCode } from './errors.ts';
import { botpressHomeOf, userHomeOf } from './files/homes.ts';

/**
 * An output stream of the process. Node's stream classes are loaded only when they are needed:
 * loading them takes a fifth of the time that a command may take in a script. Once the reader has
 * gone, output is dropped: the command still finishes, and its exit code says how it went.
 */
export function output(descriptor: number, open: () => NodeJS.WriteStream): Output {
  let opened: NodeJS.WriteStream | undefined;
  let broken = false;
  let fault: AppError | null = null;
  let last: Promise<void> | null = null;
  const breakOff = (error: NodeJS.ErrnoException) => {
    if (!broken && !isGone(error.code) && descriptor === 1) fault = notWritten(error.code, error);
    broken = true;
  };
  const stream = () => {
    opened ??= open().on('error', breakOff);
    return opened;
  };
  const writeLater = (rest: Buffer) => {
    last = new Promise(resolve => {
      stream().write(rest, error => {
        if (error) breakOff(error);
        resolve();
      });
    });
  };
  const requireSound = () => {
    if (fault !== null) throw fault;
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
      if (broken) return;
      try {
        // On Windows, text for a console has to go through the stream.
        const rest =
          opened === undefined && process.platform !== 'win32'
            ? writeNow(descriptor, text)
            : Buffer.from(text);
        if (rest.length > 0) writeLater(rest);
      } catch (error) {
        breakOff(error as NodeJS.ErrnoException);
      }
      requireSound();
    },
    async flushed() {
      await last;
      requireSound();
      return !broken;
    },
    get stream() {
      return stream();
    },
  };
}

/**
 * @returns what a non-blocking pipe had no room for
 * @throws Node's error
 */
function writeNow(descriptor: number, text: string): Buffer {
  let rest = Buffer.from(text);
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
  } catch (error) {
    if (systemCode(error) !== 'EAGAIN') throw error;
  }
  return rest;
}

/** A closed pipe or terminal is no error of ours. Windows reports EOF for a closed pipe. */
const isGone = (code: string | undefined) => ['EPIPE', 'EIO', 'EOF'].includes(code ?? '');

function notWritten(code: string | undefined, cause: unknown): AppError {
  return new AppError('output-failed', `The output could not be written (${code})`, {
    hint: 'Free some space where the output goes, or send it somewhere else',
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

/** Not Node's own timer promises: `import()` of them would load the ES module loader. */
function wait(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', abort, { once: true });
  });
}

/**
 * The home directory in the system's user list; null for a user that is not listed, as in many
 * containers.
 */
function listedHome(): string | null {
  try {
    return userInfo().homedir;
  } catch {
    return null;
  }
}

/** Signals of a cancelled CI job or a closed terminal: work is rolled back as after Ctrl+C. */
const interruptions = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * The context of this process. The first Ctrl+C aborts its signal; the second ends the process at
 * once.
 */
export function realContext(): Context {
  const interrupt = new AbortController();
  for (const signal of interruptions) {
    process.on(signal, () => {
      if (interrupt.signal.aborted) process.exit(128 + constants.signals[signal]);
      interrupt.abort(interruption(signal));
    });
  }
  const user = userHomeOf(process.env, process.platform, listedHome);
  let stdout: Output | undefined;
  let stderr: Output | undefined;
  return {
    argv: process.argv.slice(2),
    env: process.env,
    cwd: workingDirectory(),
    userHome: user.path,
    get botpressHome() {
      return botpressHomeOf(process.env, user, process.platform);
    },
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
    wait,
    async fetch(...request) {
      const { fetchOverHttp } = await import('./botpress/transport.ts');
      return fetchOverHttp(...request);
    },
    openKeychain: async () => {
      const { systemKeychain } = await import('./profiles/sources/systemKeychain.ts');
      return systemKeychain(process.env);
    },
    signal: interrupt.signal,
  };
}
