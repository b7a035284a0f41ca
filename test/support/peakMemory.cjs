// Preloaded into a program: prints its peak memory at the end, in MiB. The kernel's count for
// `process.resourceUsage()` includes the memory of the process that started it.
const { readFileSync, writeSync } = require('node:fs');

process.on('exit', () => {
  const [, peak] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  writeSync(2, `peak ${Math.round(Number(peak) / 1024)} MiB\n`);
});
