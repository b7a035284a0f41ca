// Owns telling whether a signal came from a key: the terminal sends those to every process in front.
import { readFileSync } from 'node:fs';
import type { Context } from '../context.ts';

/** Ctrl+C and Ctrl+\. */
const byKeys: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT'];

/**
 * Whether a program that we started has got this signal as well. Who sent it is not told: one that
 * `kill` sends to us alone while we are in front of a terminal is taken for a key.
 */
export function keysReachAll(ctx: Context, signal: NodeJS.Signals): boolean {
  if (!byKeys.includes(signal)) return false;
  return isInFront() ?? (ctx.stdin.isTTY || ctx.stdout.isTTY || ctx.stderr.isTTY);
}

/** Fields 5 and 8 of /proc/self/stat: our process group, and the one in front. Null where there is none. */
function isInFront(): boolean | null {
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8');
    const [, , group, , , front] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return group === front;
  } catch {
    return null;
  }
}
