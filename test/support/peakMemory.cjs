// A preload that prints a program's peak memory at its end, in MiB. `process.resourceUsage()` would
// include the memory of the process that started the program.
const { readFileSync, writeSync } = require('node:fs');

process.on('exit', () => {
  const [, peak] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  writeSync(2, `peak ${Math.round(Number(peak) / 1024)} MiB\n`);
});
