// Whether this process was suspended (Ctrl+Z, SIGSTOP) and continued. Its user may have changed
// everything meanwhile, and may no longer want what it was about to do.
import { systemPlatform } from '../system.ts';

export type Suspension = {
  /**
   * Whether the process was suspended since the watch began; waits until signals that have arrived
   * are handled.
   */
  wasSuspended(): Promise<boolean>;
  end(): void;
};

/** Watches from now on. Windows has no signal that suspends a process. */
export function watchSuspension(): Suspension {
  let suspended = false;
  const note = () => {
    suspended = true;
  };
  const isHeard = systemPlatform !== 'win32';
  if (isHeard) process.on('SIGCONT', note);
  return {
    async wasSuspended() {
      // Node calls the handlers of signals between two turns of its event loop.
      await turn();
      await turn();
      return suspended;
    },
    end() {
      if (isHeard) process.off('SIGCONT', note);
    },
  };
}

const turn = () => new Promise(resolve => setImmediate(resolve));
