// A preload for `node --import` that kills the process, as a crash would, right before the n-th
// (DIE_AT) of the calls listed below. DIE_CALLS names the calls that count instead;
// DIE_CALLS=changes leaves out closing, and opening for reading. With DIE_BY=SIGSTOP the process is
// stopped instead of killed.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const all = [
  ...['chmodSync', 'chownSync', 'closeSync', 'copyFileSync', 'fchmodSync', 'fsyncSync', 'linkSync'],
  ...['mkdirSync', 'openSync', 'renameSync', 'rmSync', 'unlinkSync', 'utimesSync'],
  ...['writeFileSync', 'writeSync'],
];
const onlyChanges = process.env.DIE_CALLS === 'changes';
const calls = onlyChanges
  ? all.filter(call => call !== 'closeSync')
  : (process.env.DIE_CALLS?.split(',') ?? all);
let left = Number(process.env.DIE_AT);

const { O_RDWR, O_WRONLY } = fs.constants;
const isForReading = (flags = 'r') =>
  typeof flags === 'number' ? (flags & (O_RDWR | O_WRONLY)) === 0 : /^r(?!.*\+)/.test(flags);

for (const call of calls) {
  const real = fs[call];
  fs[call] = (...args) => {
    if (onlyChanges && call === 'openSync' && isForReading(args[1])) return real(...args);
    if (--left === 0) {
      process.kill(process.pid, process.env.DIE_BY ?? 'SIGKILL');
      while (process.env.DIE_BY === undefined);
    }
    return real(...args);
  };
}
syncBuiltinESMExports();
