// The endings and interruptions of the UI from outside: signals, crashes, a lost terminal.
import { constants } from 'node:os';
import { type Context, interruptedBy } from '../../context.ts';

export type Ending = { type: 'exit'; code: number } | { type: 'crash'; error: unknown };

type Handlers = {
  end(ending: Ending): void;
  /** Restores the terminal at once, whatever comes next. */
  leave(): void;
  /** Called when the process continues after being stopped. */
  resumed(): void;
  /** Called when another process asks us to stop (SIGTSTP). */
  suspend(): void;
  resized(): void;
};

/** Milliseconds between checks whether the parent process is alive. */
const parentInterval = 1000;

/** The signals that end the UI. On Windows Ctrl+Break sends SIGBREAK, in raw mode too. */
const fatal = (platform: NodeJS.Platform): readonly NodeJS.Signals[] =>
  platform === 'win32'
    ? ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGBREAK']
    : ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT'];

/** The exit code of a process that a signal ended. */
const codeOf = (signal: NodeJS.Signals) =>
  128 + (constants.signals[signal] ?? constants.signals.SIGTERM);

/**
 * Starts watching.
 * @returns a function that stops it
 */
export function watchEndings(ctx: Context, handlers: Handlers): () => void {
  const { end } = handlers;
  const stops: (() => void)[] = [];
  const on = (
    source: NodeJS.EventEmitter,
    event: string,
    listener: (...values: never[]) => void,
  ) => {
    const heard = listener as (...values: unknown[]) => void;
    source.on(event, heard);
    stops.push(() => source.off(event, heard));
  };
  const hangUp = () => end({ type: 'exit', code: codeOf('SIGHUP') });

  for (const signal of fatal(ctx.platform))
    on(process, signal, () => end({ type: 'exit', code: codeOf(signal) }));
  on(process, 'uncaughtException', (error: unknown) => end({ type: 'crash', error }));
  on(process, 'unhandledRejection', (error: unknown) => end({ type: 'crash', error }));
  on(process, 'exit', handlers.leave);
  // Node sends no event of its own if several resizes in a row end in the old size, although the terminal
  // may have cut off content meanwhile.
  on(process, 'SIGWINCH', handlers.resized);
  // A broken output (EPIPE, EIO) or the end of input means that the terminal is gone.
  on(ctx.stdout.stream, 'error', hangUp);
  for (const event of ['error', 'end', 'close']) on(ctx.stdin.stream, event, hangUp);
  on(process, 'SIGCONT', handlers.resumed);
  if (ctx.platform !== 'win32') on(process, 'SIGTSTP', handlers.suspend);

  // If our parent dies, the shell takes the terminal back without telling us. On Windows
  // `process.ppid` does not change then, and reading it takes long.
  if (ctx.platform !== 'win32') {
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (process.ppid !== parent) hangUp();
    }, parentInterval);
    stops.push(() => clearInterval(watch));
  }

  const interrupted = () => end({ type: 'exit', code: codeOf(interruptedBy(ctx.signal)) });
  ctx.signal.addEventListener('abort', interrupted);
  stops.push(() => ctx.signal.removeEventListener('abort', interrupted));

  return () => {
    for (const stop of stops) stop();
  };
}

/** Stops this process and its group as Ctrl+Z in a shell would; returns when it continues. */
export function stopProcess(): void {
  if (constants.signals.SIGTSTP === undefined) return;
  // Without a listener the signal has its usual effect: it stops the process.
  const listeners = process.listeners('SIGTSTP');
  process.removeAllListeners('SIGTSTP');
  process.kill(0, 'SIGTSTP');
  for (const listener of listeners) process.on('SIGTSTP', listener);
}
