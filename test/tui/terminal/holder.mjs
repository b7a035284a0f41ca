// The holder of a pseudo-terminal that runs the given command; when this process is killed, the terminal is
// gone. It prints `ready` once the screen shows the awaited text. Run by endings.pty.test.ts.
import { spawn } from '@lydell/node-pty';

const [wanted, file, ...args] = process.argv.slice(2);
let output = '';
spawn(file, args, { cols: 80, rows: 24, env: process.env }).onData(data => {
  output += data;
  if (output.includes(wanted)) process.stdout.write('ready\n');
});
