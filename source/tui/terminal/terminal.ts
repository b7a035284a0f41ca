// The terminal while the UI has it: entering raw mode and the alternate screen, and leaving both in order.
import { once } from 'node:events';
import { closeSync, openSync, writeSync } from 'node:fs';
import { devNull } from 'node:os';
import type { Context } from '../../context.ts';
import { systemCode } from '../../errors.ts';
import type { Size } from '../look/layout.ts';
import { copyCodes } from './copyCodes.ts';

const enterCodes = [
  '\u001b[?1049h', // the alternate screen
  '\u001b[?25l', // no cursor, until a field wants one
  '\u001b[?7l', // no wrapping: a row that is too long must not push the next one down
  '\u001b[?2004h', // pastes are marked as such
].join('');
const leaveCodes = [
  '\u001b[?2026l', // ends an update that was cut short
  '\u001b[?2004l',
  '\u001b[?7h',
  '\u001b[m',
  '\u001b[?25h',
  '\u001b[?1049l',
].join('');

export type Terminal = {
  size(): Size;
  write(text: string): void;
  enter(): void;
  /** Restores the terminal at once, on every way out; may be called repeatedly. */
  leave(): void;
  /** Sets the terminal up again after another program used it. Does nothing after `leave`. */
  reclaim(): void;
  /**
   * Copies text to the clipboard of the user's terminal, if the terminal allows it.
   * @returns false if the terminal is known not to copy
   */
  copy(text: string): boolean;
  /**
   * Asks the terminal a question that it may answer within `time` milliseconds.
   * @param isAnswer whether a reply is the answer
   */
  ask(question: string, time: number, isAnswer: (text: string) => boolean): void;
  /** Whether the answer to the last question may still come. */
  isAsking(): boolean;
  /**
   * Ends the wait for the answer to the last question.
   * @returns whether the answer came in time
   */
  answered(): boolean;
  /** Leaves in an orderly way: input typed ahead is discarded and does not reach the shell. */
  release(): Promise<void>;
  /** Whether the terminal was already gone when we tried to restore it. */
  isGone(): boolean;
};

/** 80 by 24 if the terminal does not report its size. */
const fallback: Size = { columns: 80, rows: 24 };

export function createTerminal(ctx: Context): Terminal {
  const { stream: stdin } = ctx.stdin;
  const stdout = ctx.stdout;
  let entered = false;
  let gone = false;
  /** Aborted when the answer comes or its time is up; null if nothing was asked. */
  let asking: AbortController | null = null;
  let isAnswered = (_text: string) => false;
  const isAsking = () => asking !== null && !asking.signal.aborted;
  const raw = (on: boolean) => {
    // A lost terminal cannot be switched, and need not be.
    if (stdin.isTTY && !stdin.destroyed) attempt(() => stdin.setRawMode(on));
  };
  const leave = () => {
    if (!entered) return;
    entered = false;
    // Synchronous, because the process may be about to die.
    gone = !writeNow(stdout.stream, leaveCodes);
    if (gone) letGo([stdin, stdout.stream, ctx.stderr.stream]);
    else raw(false);
  };
  return {
    size: () => ({
      columns: stdout.columns || fallback.columns,
      rows: stdout.rows || fallback.rows,
    }),
    write: text => stdout.write(text),
    enter() {
      if (entered) return;
      entered = true;
      raw(true);
      stdout.write(enterCodes);
    },
    leave,
    reclaim() {
      if (!entered) return;
      // libuv ignores a repeated setRawMode(true), so toggle it.
      raw(false);
      raw(true);
      stdout.write(enterCodes);
    },
    copy(text) {
      const codes = copyCodes(text, ctx);
      if (codes !== null) stdout.write(codes);
      return codes !== null;
    },
    ask(question, time, isAnswer) {
      isAnswered = isAnswer;
      const open = new AbortController();
      asking = open;
      stdout.write(question);
      // On a busy machine, an answer that arrived in time may not have been read yet: `setImmediate` lets it be read
      // first.
      const over = () => setImmediate(() => open.abort());
      ctx.wait(time, open.signal).then(over, over);
    },
    isAsking,
    answered() {
      const isInTime = isAsking();
      asking?.abort();
      return isInTime;
    },
    async release() {
      let rest = '';
      stdin.on('data', (chunk: Buffer | string) => {
        rest += String(chunk);
        if (isAnswered(rest)) asking?.abort();
      });
      // An answer that is still on its way would land in the shell.
      if (asking !== null && isAsking()) await once(asking.signal, 'abort');
      // Input in the terminal's own buffer arrives within a turn or two of the event loop.
      for (let turn = 0; turn < 3; turn++) await new Promise(resolve => setImmediate(resolve));
      stdin.pause();
      leave();
    },
    isGone: () => gone,
  };
}

/** @returns false if the terminal is gone */
function writeNow(stream: NodeJS.WriteStream, text: string): boolean {
  const { fd } = stream as { fd?: number };
  if (typeof fd !== 'number') {
    attempt(() => stream.write(text));
    return true;
  }
  // A slow terminal returns EAGAIN; a lost one EIO.
  for (let tries = 0; tries < 100; tries++) {
    try {
      writeSync(fd, text);
      return true;
    } catch (error) {
      if (systemCode(error) !== 'EAGAIN') return false;
    }
  }
  return true;
}

/**
 * When Node exits, it restores the modes of its terminals, and aborts if a terminal is gone
 * (`ResetStdio` in src/node.cc). So the null device takes the place of each lost terminal.
 */
function letGo(streams: readonly { isTTY?: boolean; fd?: number }[]): void {
  for (const { isTTY, fd } of streams) {
    if (!isTTY || fd === undefined) continue;
    attempt(() => closeSync(fd));
    // The null device gets the lowest free number: that of the descriptor just closed.
    attempt(() => openSync(devNull, 'r+'));
  }
}

function attempt(act: () => unknown): void {
  try {
    act();
  } catch {
    // Nothing can be done about a lost terminal.
  }
}
