// Directories and contexts for measurements, independent of the test runner.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '../../../source/context.ts';
import { realContext } from '../../../source/realContext.ts';

/** Runs something in a directory that is removed afterwards. */
export async function inDirectory<Value>(
  work: (directory: string) => Promise<Value>,
): Promise<Value> {
  const directory = mkdtempSync(join(tmpdir(), 'bp-auth-measure-'));
  try {
    return await work(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const world = realContext();

/** The real world, with a real clock, but with another home. */
export const worldAt = (botpressHome: string): Context => ({ ...world, botpressHome });

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** The milliseconds that the work takes. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
