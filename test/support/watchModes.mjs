// A preload for `node --import` that looks at the modes of everything below the directory
// WATCH_MODES, after every call that may create or change a file. When the process ends, it prints
// what was open to others.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';

const directory = process.env.WATCH_MODES;
process.umask(Number(process.env.UMASK));
const { lstatSync, readdirSync } = fs;
const wide = new Set();
let looks = 0;

function look(call) {
  let names = [];
  try {
    names = readdirSync(directory, { recursive: true });
  } catch {
    return;
  }
  looks++;
  for (const name of ['', ...names]) {
    const found = lstatSync(join(directory, name), { throwIfNoEntry: false });
    if (found && (found.mode & 0o077) !== 0) {
      wide.add(`${call}: ${name} ${(found.mode & 0o777).toString(8)}`);
    }
  }
}

const calls = [
  ...['chmodSync', 'closeSync', 'copyFileSync', 'fchmodSync', 'fsyncSync', 'linkSync', 'mkdirSync'],
  ...['openSync', 'renameSync', 'rmSync', 'unlinkSync', 'writeFileSync', 'writeSync'],
];
for (const call of calls) {
  const real = fs[call];
  fs[call] = (...args) => {
    const result = real(...args);
    look(call);
    return result;
  };
}
syncBuiltinESMExports();
process.on('exit', () => process.stdout.write(JSON.stringify({ looks, wide: [...wide] })));
