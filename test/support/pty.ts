// A pseudo-terminal for one test: its program is killed when the test ends.
import { expect, onTestFinished } from 'vitest';
import { typedAhead } from '../../source/tui/contract/typedAhead.ts';
import { temporaryDirectory } from './context.ts';
import type { Modes } from './screen.ts';
import { openPty, type Pty, type PtyOptions } from './terminal.ts';

export type { Pty, PtyOptions, Wanted } from './terminal.ts';

/** The modes of a terminal that no program has changed, or that were restored. */
export const restored: Modes = {
  alternate: false,
  cursorShown: true,
  wraps: true,
  bracketedPaste: false,
};

/** Starts a program in a pseudo-terminal. CI and NODE_EXTRA_CA_CERTS are unset. */
export function startPty(file: string, args: readonly string[], options: PtyOptions = {}): Pty {
  // A killed demo leaves its temporary home behind. This directory contains that home, and is
  // removed after the test.
  const env = { TMPDIR: temporaryDirectory(), ...options.env };
  const pty = openPty(file, args, { ...options, env });
  onTestFinished(() => pty.kill('SIGKILL'));
  return pty;
}

/** Waits as long as a user needs to read: keys that come sooner are ignored as typed ahead. */
export async function readIt(): Promise<void> {
  const seenAt = performance.now();
  await expect.poll(() => performance.now() - seenAt).toBeGreaterThan(typedAhead + 50);
}
