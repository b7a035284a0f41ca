// The watch over our process group: whether a signal was sent to this process alone, or to the
// whole group, as keys send it. A signal does not show its sender; but a bystander process in our
// group receives only the signals for the whole group.
import { spawn } from 'node:child_process';
import type { Context } from '../context.ts';
import { ownsTerminal } from '../files/kernel.ts';

export type GroupWatch = {
  /** Whether the signal that we have just received went to everyone in our group. */
  reachedAll(signal: NodeJS.Signals): Promise<boolean>;
  end(): void;
};

/** Milliseconds to wait for the bystander: if the signal reached it, it has ended by then. */
const patience = 200;

/**
 * The bystander: it ends when it receives the signal, or when this process has gone. The trap
 * avoids the core file that SIGQUIT may leave.
 */
const bystander = "trap 'exit 131' QUIT; read line";

export function watchGroup(ctx: Context): GroupWatch {
  // On Windows all signals come from the console, and everyone attached to it gets them.
  if (ctx.platform === 'win32') return { reachedAll: async () => true, end() {} };
  // Without a terminal, signals come from other programs and are for us alone.
  if (!hasTerminal(ctx)) return { reachedAll: async () => false, end() {} };
  let watching = place();
  let isOver = false;
  return {
    async reachedAll(signal) {
      const { ended } = watching;
      const decided = new AbortController();
      const nothing = ctx.wait(patience, decided.signal).then(
        () => null,
        () => null,
      );
      const seen = await Promise.race([ended, nothing]);
      decided.abort();
      if (seen !== null && watching.ended === ended && !isOver) watching = place();
      return seen === signal;
    },
    end() {
      isOver = true;
      watching.end();
    },
  };
}

function place() {
  const child = spawn('/bin/sh', ['-c', bystander], {
    env: {},
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = new Promise<NodeJS.Signals | null>(resolve => {
    child.on('error', () => resolve(null));
    child.on('exit', (code, signal) => resolve(code === 131 ? 'SIGQUIT' : signal));
  });
  child.stdin.on('error', () => {});
  return { ended, end: () => child.kill('SIGKILL') };
}

const hasTerminal = (ctx: Context): boolean =>
  ownsTerminal() ?? (ctx.stdin.isTTY || ctx.stdout.isTTY || ctx.stderr.isTTY);
