// Another program, run in our place: no shell, its signals and exit code passed on.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Context } from '../context.ts';
import { cancelled, systemCode } from '../errors.ts';
import { watchGroup } from './groupWatch.ts';
import { note } from './print.ts';

const passedOn = ['SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGINT'] as const;

/**
 * Runs a program to its end. @returns its exit code; 126 not executable, 127 not found, 128+n ended by
 * signal n (docs/reference.md, Exit codes)
 * @throws AppError cancelled where Ctrl+C came before it was started
 */
export async function runProgram(
  ctx: Context,
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  if (ctx.signal.aborted) throw cancelled();
  let pass: (signal: NodeJS.Signals) => void = () => {};
  // Before the program runs: what comes while it is being started is for it, too.
  const giveBack = takeSignals(signal => pass(signal));
  const group = watchGroup(ctx);
  try {
    const child = spawn(program, args, { env, stdio: 'inherit', shell: false });
    pass = async signal => {
      if (!(await group.reachedAll(signal))) child.kill(signal);
    };
    return await new Promise((resolve, reject) => {
      // Later ones tell of signals that could not be sent to it; it runs on.
      child.on('error', error => child.pid === undefined && reject(error));
      child.on('exit', (code, signal) =>
        resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
      );
    });
  } catch (error) {
    return notStarted(ctx, program, systemCode(error));
  } finally {
    group.end();
    giveBack();
  }
}

/**
 * From now on these signals do nothing but this, however often they come: our own listener would end us
 * at the second one, and leave the program alone. At no moment is there no listener.
 * @returns what puts the old ones back
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
