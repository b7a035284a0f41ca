// The output of another program: the program runs without a shell, and only the beginning of its
// output is kept.
import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { isAppError, systemCode } from '../errors.ts';
import { endTree } from './endTree.ts';
import { spawnProgram } from './spawnProgram.ts';

/** Bytes kept of each stream; the rest is discarded. */
const limit = 64 * 1024;

export type Captured =
  | { type: 'ended'; code: number | null; stdout: string; stderr: string }
  /** The program could not be started; `code` is Node's: ENOENT, EACCES, … */
  | { type: 'unstarted'; code: string };

export type CaptureOptions = {
  env: Readonly<Record<string, string | undefined>>;
  cwd?: string;
  /**
   * What is written to the program's standard input, which is then closed. Without `input`, the
   * program has no standard input.
   */
  input?: string;
  /** Ends the program; the promise rejects with the signal's reason. */
  signal: AbortSignal;
};

/**
 * Runs a program to its end. Its own child processes may keep its output open: they are waited for
 * only if the program ended well and has printed nothing.
 * @param program its path: a bare name could lead Windows to the current directory
 * @throws AppError `usage` for arguments that cannot be handed over
 */
export async function capture(
  program: string,
  args: readonly string[],
  options: CaptureOptions,
): Promise<Captured> {
  const { env, cwd, input, signal } = options;
  signal.throwIfAborted();
  const stdin = input === undefined ? 'ignore' : 'pipe';
  let child: ChildProcess;
  try {
    const stdio = [stdin, 'pipe', 'pipe'] as const;
    child = await spawnProgram(program, args, { env, cwd, stdio: [...stdio], windowsHide: true });
  } catch (error) {
    if (isAppError(error)) throw error;
    return { type: 'unstarted', code: codeOf(error) };
  }
  return resultOf(child, env, input, signal);
}

function resultOf(
  child: ChildProcess,
  env: CaptureOptions['env'],
  input: string | undefined,
  signal: AbortSignal,
): Promise<Captured> {
  return new Promise((resolve, reject) => {
    const stdout = collected(child.stdout);
    const stderr = collected(child.stderr);
    const letGo = () => {
      child.stdout?.destroy();
      child.stderr?.destroy();
    };
    const stop = () => {
      endTree(child, env);
      letGo();
      reject(signal.reason);
    };
    signal.addEventListener('abort', stop, { once: true });
    const end = (result: Captured) => {
      signal.removeEventListener('abort', stop);
      resolve(result);
    };
    child.on('error', error => end({ type: 'unstarted', code: codeOf(error) }));
    const ended = (code: number | null) =>
      end({ type: 'ended', code, stdout: stdout.text(), stderr: stderr.text() });
    child.on('close', ended);
    child.on('exit', async code => {
      await drained([stdout, stderr]);
      // A silent program may have left the output to a child process.
      if (code === 0 && stdout.size() === 0) return;
      ended(code);
      letGo();
    });
    // A program may ignore its input.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
    if (signal.aborted) stop();
  });
}

function collected(stream: Readable | null) {
  const chunks: Buffer[] = [];
  let size = 0;
  let seen = 0;
  stream?.on('data', (chunk: Buffer) => {
    seen += chunk.length;
    const kept = chunk.subarray(0, limit - size);
    size += kept.length;
    chunks.push(kept);
  });
  return { text: () => Buffer.concat(chunks).toString('utf8'), size: () => seen };
}

/** Waits until the pipes are empty: two turns of the event loop without data. */
async function drained(streams: ReadonlyArray<{ size(): number }>): Promise<void> {
  const total = () => streams.reduce((sum, { size }) => sum + size(), 0);
  let before = -1;
  for (let quiet = 0; quiet < 2; ) {
    await setImmediate();
    const now = total();
    quiet = now === before ? quiet + 1 : 0;
    before = now;
  }
}

const codeOf = (error: unknown) => systemCode(error) ?? 'UNKNOWN';
