// Preloaded with `node --import`: simulates a machine so busy that the started program runs long before
// `spawn` returns: `spawn` waits until the file SPAWN_UNTIL exists.
import childProcess from 'node:child_process';
import { existsSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const real = childProcess.spawn;
childProcess.spawn = (...args) => {
  const child = real(...args);
  while (!existsSync(process.env.SPAWN_UNTIL));
  return child;
};
syncBuiltinESMExports();
