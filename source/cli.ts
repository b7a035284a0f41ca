// The process: builds the context, awaits main, sets the exit code.
import { main } from './main.ts';
import { realContext } from './realContext.ts';

/** Runs the program as this process. */
export function start(): void {
  // Should the process run out of work before main has come to an end, that is a bug and no success.
  process.exitCode = 1;
  main(realContext()).then(code => {
    process.exitCode = code;
  });
}
