// A preload for the built program that blocks it for seven seconds before it first replaces
// config.json, as an extreme load might. No other code in its thread runs meanwhile.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { renameSync } = fs;
let stood = false;
fs.renameSync = (from, to) => {
  if (!stood && String(to).endsWith('config.json')) {
    stood = true;
    process.stderr.write('standing still\n');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 7000);
  }
  renameSync(from, to);
};
syncBuiltinESMExports();
