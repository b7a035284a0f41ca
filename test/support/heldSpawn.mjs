// Preloaded with `node --import`: a machine so busy that the program which was started runs long before
// `spawn` returns: not before the file SPAWN_UNTIL is there.
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
