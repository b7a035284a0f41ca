// A pseudo-terminal for one test: its program is killed when the test ends.
import { expect, onTestFinished } from 'vitest';
import { typedAhead } from '../../source/tui/contract/typedAhead.ts';
import { temporaryDirectory } from './context.ts';
import type { Modes } from './screen.ts';
import { openPty, type Pty, type PtyOptions } from './terminal.ts';

export type { Pty, PtyOptions, Wanted } from './terminal.ts';

/** The state of a terminal that was never taken, or was restored. */
export const restored: Modes = {
  alternate: false,
  cursorShown: true,
  wraps: true,
  bracketedPaste: false,
};

/** Starts a program in a pseudo-terminal. CI and NODE_EXTRA_CA_CERTS are unset. */
export function startPty(file: string, args: readonly string[], options: PtyOptions = {}): Pty {
  // The temporary home of a killed demo stays behind; it is removed with this directory.
  const env = { TMPDIR: temporaryDirectory(), ...options.env };
  const pty = openPty(file, args, { ...options, env });
  onTestFinished(() => pty.kill('SIGKILL'));
  return pty;
}

/** Waits until typed-ahead keys are no longer ignored: the program measures that by the clock. */
export async function readIt(): Promise<void> {
  const seenAt = performance.now();
  await expect.poll(() => performance.now() - seenAt).toBeGreaterThan(typedAhead + 50);
}
