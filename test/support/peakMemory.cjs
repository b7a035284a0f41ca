// Preloaded into a program: at its end it says how much memory it took at most, in MiB. What the kernel counts for
// `process.resourceUsage()` begins with the memory of whoever started it.
const { readFileSync, writeSync } = require('node:fs');

process.on('exit', () => {
  const [, peak] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  writeSync(2, `peak ${Math.round(Number(peak) / 1024)} MiB\n`);
});
