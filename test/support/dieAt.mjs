// Preloaded with `node --import`: kills the process right before the n-th call (DIE_AT) of those that
// change the file system (DIE_CALLS, all by default), as a crash would; or with DIE_BY=SIGSTOP stops it.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const all = [
  ...['chmodSync', 'chownSync', 'closeSync', 'copyFileSync', 'fchmodSync', 'fsyncSync', 'linkSync'],
  ...['mkdirSync', 'openSync', 'renameSync', 'rmSync', 'unlinkSync', 'utimesSync'],
  ...['writeFileSync', 'writeSync'],
];
const calls = process.env.DIE_CALLS?.split(',') ?? all;
let left = Number(process.env.DIE_AT);

for (const call of calls) {
  const real = fs[call];
  fs[call] = (...args) => {
    if (--left === 0) {
      process.kill(process.pid, process.env.DIE_BY ?? 'SIGKILL');
      while (process.env.DIE_BY === undefined);
    }
    return real(...args);
  };
}
syncBuiltinESMExports();
