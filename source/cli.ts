// Owns the process: builds the context, awaits main, sets the exit code.
import { main } from './main.ts';
import { realContext } from './realContext.ts';

main(realContext()).then(code => {
  process.exitCode = code;
});
