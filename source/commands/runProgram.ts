// The run of another program in our place, without a shell. The program gets our signals, and its
// exit code becomes ours.
import { constants } from 'node:os';
import type { Context } from '../context.ts';
import { cancelled, isAppError, systemCode } from '../errors.ts';
import { programToStart } from '../files/findProgram.ts';
import { spawnProgram } from '../files/spawnProgram.ts';
import { watchGroup } from './groupWatch.ts';
import { note } from './print.ts';

const passedOn = ['SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGINT'] as const;

/**
 * Runs a program to its end.
 * @returns its exit code; 126 not executable, 127 not found, 128+n ended by signal n
 * (docs/reference.md, Exit codes)
 * @throws AppError `cancelled` if Ctrl+C came before the start; `usage` for arguments that Windows
 * would change
 */
export async function runProgram(
  ctx: Context,
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  if (ctx.signal.aborted) throw cancelled();
  let pass: (signal: NodeJS.Signals) => void = () => {};
  // Installed before the program starts: from now on, no signal may end this process alone.
  const giveBack = takeSignals(signal => pass(signal));
  const group = watchGroup(ctx);
  try {
    const child = await spawnProgram(programToStart(ctx, program), args, { env, stdio: 'inherit' });
    pass = async signal => {
      if (!(await group.reachedAll(signal))) child.kill(signal);
    };
    return await new Promise((resolve, reject) => {
      // Once the program has started, an error only means that a signal could not be sent: the
      // program keeps running.
      child.on('error', error => child.pid === undefined && reject(error));
      child.on('exit', (code, signal) =>
        resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
      );
    });
  } catch (error) {
    if (isAppError(error)) throw error;
    return notStarted(ctx, program, systemCode(error));
  } finally {
    group.end();
    giveBack();
  }
}

/**
 * Replaces our own listeners for the signals that are passed on by `act`, without a gap. At the
 * second signal, our own listeners would end this process while the program goes on.
 * @returns a function that restores the old listeners
 */
function takeSignals(act: (signal: NodeJS.Signals) => void): () => void {
  const ours = passedOn.map(signal => [signal, process.listeners(signal)] as const);
  for (const signal of passedOn) process.on(signal, act);
  for (const [signal, listeners] of ours) {
    for (const listener of listeners) process.off(signal, listener);
  }
  return () => {
    for (const [signal, listeners] of ours) {
      for (const listener of listeners) process.on(signal, listener);
    }
    for (const signal of passedOn) process.off(signal, act);
  };
}

function notStarted(ctx: Context, program: string, code: string | undefined): number {
  const missing = code === 'ENOENT';
  note(ctx, `Error: ${program} ${missing ? 'was not found' : `cannot be run (${code})`}`);
  return missing ? 127 : 126;
}
