// A program in a real pseudo-terminal, driven as by a user at a keyboard; independent of the test
// runner.
import { type IPty, spawn } from '@lydell/node-pty';
import { bytesOf, pasteOf } from './keys.ts';
import { cleanEnv } from './programs.ts';
import { createScreen, type Screen, type Size } from './screen.ts';

export type PtyOptions = Partial<Size> & {
  env?: Record<string, string>;
  cwd?: string;
};

export type Pty = {
  pid: number;
  screen: Screen;
  output(): string;
  /** Keys one after the other, each in a separate write. */
  press(...keys: string[]): void;
  /** Raw bytes, in one write. */
  send(bytes: string): void;
  paste(text: string): void;
  resize(size: Size): void;
  kill(signal: NodeJS.Signals): void;
  /**
   * Resolves as soon as the screen shows what is wanted.
   * @throws after `ms` with the screen's content
   */
  waitFor(wanted: Wanted, ms?: number): Promise<void>;
  /** Resolves after the next drawing, or after `ms` if there is none. */
  drawn(ms: number): Promise<void>;
  /** Resolves when the program has ended and all of its output is on the screen. */
  exited: Promise<{ code: number; signal: number | undefined }>;
};

export type Wanted = string | RegExp | ((text: string) => boolean);

/** Starts a program. CI and NODE_EXTRA_CA_CERTS are unset. */
export function openPty(file: string, args: readonly string[], options: PtyOptions = {}): Pty {
  const { columns = 80, rows = 24 } = options;
  const screen = createScreen({ columns, rows });
  const child = spawn(file, [...args], {
    cols: columns,
    rows,
    env: cleanEnv({ TERM: 'xterm-256color', ...options.env }),
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  let output = '';
  let drawn: Promise<void> = Promise.resolve();
  const watchers = new Set<() => void>();
  child.onData(data => {
    output += data;
    drawn = screen.write(data).then(() => {
      for (const watcher of watchers) watcher();
    });
  });
  const exited = exitOf(child, () => drawn);

  return {
    pid: child.pid,
    screen,
    output: () => output,
    press(...keys) {
      for (const key of keys) child.write(bytesOf(key));
    },
    send: bytes => child.write(bytes),
    paste: text => child.write(pasteOf(text)),
    resize(size) {
      screen.resize(size);
      child.resize(size.columns, size.rows);
    },
    kill(signal) {
      try {
        child.kill(signal);
      } catch {
        // The program has ended already.
      }
    },
    waitFor: (wanted, ms = 20_000) => waitFor(screen, watchers, wanted, ms),
    drawn: ms =>
      new Promise(resolve => {
        const done = () => {
          clearTimeout(timer);
          watchers.delete(done);
          resolve();
        };
        const timer = setTimeout(done, ms);
        watchers.add(done);
      }),
    exited,
  };
}

async function exitOf(child: IPty, drawn: () => Promise<void>) {
  const { exitCode, signal } = await new Promise<{ exitCode: number; signal?: number }>(resolve =>
    child.onExit(resolve),
  );
  await drawn();
  return { code: exitCode, signal };
}

function waitFor(screen: Screen, watchers: Set<() => void>, wanted: Wanted, ms: number) {
  const isThere = () => {
    const text = screen.text();
    if (typeof wanted === 'string') return text.includes(wanted);
    return typeof wanted === 'function' ? wanted(text) : wanted.test(text);
  };
  return new Promise<void>((resolve, reject) => {
    const look = () => {
      if (!isThere()) return;
      done();
      resolve();
    };
    const timer = setTimeout(() => {
      done();
      reject(new Error(`Waited ${ms} ms for ${String(wanted)}, but saw:\n${screen.text()}`));
    }, ms);
    const done = () => {
      clearTimeout(timer);
      watchers.delete(look);
    };
    watchers.add(look);
    look();
  });
}
