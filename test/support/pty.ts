// A pseudo-terminal for one test: what runs in it is killed when the test ends.
import { expect, onTestFinished } from 'vitest';
import { typedAhead } from '../../source/tui/contract/typedAhead.ts';
import { temporaryDirectory } from './context.ts';
import type { Modes } from './screen.ts';
import { openPty, type Pty, type PtyOptions } from './terminal.ts';

export type { Pty, PtyOptions, Wanted } from './terminal.ts';

/** The state of a terminal that nobody has taken, or that was given back. */
export const restored: Modes = {
  alternate: false,
  cursorShown: true,
  wraps: true,
  bracketedPaste: false,
};

/** Starts a program in it. CI and NODE_EXTRA_CA_CERTS are unset. */
export function startPty(file: string, args: readonly string[], options: PtyOptions = {}): Pty {
  // The throw-away home of a demo that is killed stays behind; it goes with this directory.
  const env = { TMPDIR: temporaryDirectory(), ...options.env };
  const pty = openPty(file, args, { ...options, env });
  onTestFinished(() => pty.kill('SIGKILL'));
  return pty;
}

/** Lets the time pass in which what was typed ahead is ignored: the program measures it by the clock. */
export async function readIt(): Promise<void> {
  const seenAt = performance.now();
  await expect.poll(() => performance.now() - seenAt).toBeGreaterThan(typedAhead + 50);
}
