// The output of another program: run without a shell, and read no further than a token needs.
import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { systemCode } from '../errors.ts';

/** Bytes kept of each stream; the rest is read and dropped. */
const limit = 64 * 1024;

export type Captured =
  | { type: 'ended'; code: number | null; stdout: string; stderr: string }
  /** It could not be started; `code` as Node names it: ENOENT, EACCES, … */
  | { type: 'unstarted'; code: string };

export type CaptureOptions = {
  env: Readonly<Record<string, string | undefined>>;
  cwd?: string;
  /** Written to its standard input, which is closed then; without it there is none. */
  input?: string;
  /** Ends the program; the promise rejects with the signal's reason. */
  signal: AbortSignal;
};

/** Runs a program to its end. */
export function capture(
  program: string,
  args: readonly string[],
  options: CaptureOptions,
): Promise<Captured> {
  const { env, cwd, input, signal } = options;
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    let child: ChildProcess;
    try {
      const stdin = input === undefined ? 'ignore' : 'pipe';
      const stdio = [stdin, 'pipe', 'pipe'] as const;
      child = spawn(program, args, { env, cwd, stdio: [...stdio], windowsHide: true });
    } catch (error) {
      resolve({ type: 'unstarted', code: codeOf(error) });
      return;
    }
    const stdout = collected(child.stdout);
    const stderr = collected(child.stderr);
    const stop = () => {
      child.kill('SIGKILL');
      // What it started may live on and hold the pipes open; nobody waits for that.
      child.stdout?.destroy();
      child.stderr?.destroy();
      reject(signal.reason);
    };
    signal.addEventListener('abort', stop, { once: true });
    const end = (result: Captured) => {
      signal.removeEventListener('abort', stop);
      resolve(result);
    };
    child.on('error', error => end({ type: 'unstarted', code: codeOf(error) }));
    child.on('close', code =>
      end({ type: 'ended', code, stdout: stdout.text(), stderr: stderr.text() }),
    );
    // A program that does not read what it is given is no fault.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}

function collected(stream: Readable | null) {
  const chunks: Buffer[] = [];
  let size = 0;
  stream?.on('data', (chunk: Buffer) => {
    const kept = chunk.subarray(0, limit - size);
    size += kept.length;
    chunks.push(kept);
  });
  return { text: () => Buffer.concat(chunks).toString('utf8') };
}

const codeOf = (error: unknown) => systemCode(error) ?? 'UNKNOWN';
