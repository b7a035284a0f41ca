// A preload for `node --import` that makes `spawn` return late, as on a very busy machine: the
// program runs, but `spawn` returns only when the file SPAWN_UNTIL exists.
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
