// Owns the process: builds the context, awaits main, sets the exit code.
import { main } from './main.ts';
import { realContext } from './realContext.ts';

// A reader that went away (`bp-auth … | head`) is no error of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
}

process.exitCode = await main(realContext());
