// Processes that a test talks to while they run.
import type { ChildProcess } from 'node:child_process';

/** Resolves as soon as new output contains the text. */
export function printed(child: ChildProcess, wanted: string): Promise<void> {
  let seen = '';
  return new Promise(resolve =>
    child.stdout?.on('data', chunk => {
      seen += chunk;
      if (seen.includes(wanted)) resolve();
    }),
  );
}

/**
 * Ends a process that was started `detached`, and all that it started: those keep running when their parent
 * is killed.
 */
export function endGroup({ pid }: ChildProcess): void {
  try {
    process.kill(-(pid ?? 0), 'SIGKILL');
  } catch {
    // The processes are gone already.
  }
}
