// Owns running another program in our place: no shell, its signals and exit code passed on.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Context } from '../context.ts';
import { note } from './print.ts';

const passedOn = ['SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGINT'] as const;

/**
 * Runs a program to its end. @returns its exit code; 126 not executable, 127 not found, 128+n ended by
 * signal n (contract.md, Exit codes)
 */
export function runProgram(
  ctx: Context,
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  return new Promise(resolve => {
    const child = spawn(program, args, { env, stdio: 'inherit', shell: false });
    // A terminal sends Ctrl+C to both of us; it is the program's to decide what it means.
    const forward = (signal: NodeJS.Signals) => {
      if (signal !== 'SIGINT' || !ctx.stdin.isTTY) child.kill(signal);
    };
    // However often it comes: ours would end us at the second, and leave the program alone.
    const ours = process.listeners('SIGINT');
    for (const listener of ours) process.off('SIGINT', listener);
    for (const signal of passedOn) process.on(signal, forward);
    const end = (code: number) => {
      for (const signal of passedOn) process.off(signal, forward);
      for (const listener of ours) process.on('SIGINT', listener);
      resolve(code);
    };
    child.on('error', (error: NodeJS.ErrnoException) => {
      const missing = error.code === 'ENOENT';
      const why = missing ? 'was not found' : `cannot be run (${error.code})`;
      note(ctx, `Error: ${program} ${why}`);
      end(missing ? 127 : 126);
    });
    child.on('exit', (code, signal) =>
      end(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
    );
  });
}
