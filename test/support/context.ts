// A fake outside world: temporary home, captured output, a clock that moves only when told to.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { onTestFinished } from 'vitest';
import { fetchOverHttp } from '../../source/botpress/transport.ts';
import type { Context, Keychain, Output } from '../../source/context.ts';
import { memoryKeychain } from '../../source/profiles/sources/memoryKeychain.ts';

type Captured = Output & { text(): string; clear(): void };

/** A stream that records what is written to it. */
function captured(isTTY = false): Captured {
  let text = '';
  const stream = new PassThrough() as unknown as NodeJS.WriteStream;
  return {
    isTTY,
    columns: isTTY ? 80 : undefined,
    rows: isTTY ? 24 : undefined,
    stream,
    write: chunk => {
      text += chunk;
    },
    flushed: async () => true,
    text: () => text,
    clear: () => {
      text = '';
    },
  };
}

/** A clock that moves only by `advance`, which wakes the waiting calls in order of time. */
export function manualClock(start = Date.parse('2026-11-22T12:00:00Z')) {
  let time = start;
  let sleepers: Array<{ at: number; wake: () => void }> = [];
  return {
    now: () => time,
    advance(ms: number) {
      time += ms;
      const due = sleepers.filter(({ at }) => at <= time).sort((a, b) => a.at - b.at);
      sleepers = sleepers.filter(({ at }) => at > time);
      for (const { wake } of due) wake();
    },
    wait: (ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        const abort = () => reject(signal?.reason);
        if (signal?.aborted) return abort();
        const wake = () => {
          signal?.removeEventListener('abort', abort);
          resolve();
        };
        sleepers.push({ at: time + ms, wake });
        signal?.addEventListener('abort', abort, { once: true });
      }),
  };
}

export type FakeContext = Context & {
  stdout: Captured;
  stderr: Captured;
  /** The standard input: a test writes to it what is typed or piped in. */
  typed: PassThrough;
  clock: ReturnType<typeof manualClock>;
  interrupt(): void;
};

export type FakeOptions = {
  argv?: readonly string[];
  env?: Record<string, string>;
  isTTY?: boolean;
  botpressHome?: string;
  cwd?: string;
  fetch?: Context['fetch'];
  /** By default a working keychain in memory. */
  keychain?: Keychain;
};

/** A directory that is removed when the test ends. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'bp-auth-test-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true, maxRetries: 3 }));
  return directory;
}

/** A context with a home of its own. Requests go to the real loopback unless `fetch` is given. */
export function fakeContext(options: FakeOptions = {}): FakeContext {
  const userHome = temporaryDirectory();
  const clock = manualClock();
  const interrupt = new AbortController();
  const typed = new PassThrough();
  const isTTY = options.isTTY ?? false;
  const keychain = options.keychain ?? memoryKeychain();
  let ids = 0;
  return {
    argv: options.argv ?? [],
    env: options.env ?? {},
    cwd: options.cwd ?? userHome,
    userHome,
    botpressHome: options.botpressHome ?? join(userHome, '.botpress'),
    platform: process.platform,
    stdin: { isTTY, stream: typed as unknown as NodeJS.ReadStream },
    stdout: captured(isTTY),
    stderr: captured(isTTY),
    typed,
    clock,
    now: clock.now,
    wait: clock.wait,
    randomId: () => `id-${process.pid}-${++ids}`,
    fetch: options.fetch ?? fetchOverHttp,
    openKeychain: async () => keychain,
    signal: interrupt.signal,
    interrupt: () => interrupt.abort(),
  };
}
