// The process: builds the context, awaits main, sets the exit code.
import { main } from './main.ts';
import { realContext } from './realContext.ts';

/** Runs the program as this process. */
export function start(): void {
  // If the process runs out of work before main returns, that is a bug: it must not exit with 0.
  process.exitCode = 1;
  main(realContext()).then(code => {
    process.exitCode = code;
    // With nothing left to wait for, exiting now skips Node's clean-up and a last garbage
    // collection, which take up to a tenth of the time of `node -e 0`.
    if (process.getActiveResourcesInfo().length === 0) process.exit();
  });
}
