// The built UI in a world that breaks: from SIGUSR2 on, the clock throws. Run by crash.pty.test.ts.
import request from '../../../dist/request.cjs';
import tui from '../../../dist/tui.cjs';

const { fetchOverHttp } = request['source/botpress/transport.ts']();
const { runTui } = tui['source/tui/run.tsx']();

let broken = false;
process.on('SIGUSR2', () => {
  broken = true;
  // A window title, which no screen shows, tells the test that it can send keys.
  process.stdout.write('\u001b]2;broken\u0007');
});

const output = stream => ({
  isTTY: true,
  get columns() {
    return stream.columns;
  },
  get rows() {
    return stream.rows;
  },
  write: text => void stream.write(text),
  stream,
});

try {
  process.exitCode = await runTui({
    argv: [],
    env: process.env,
    cwd: process.cwd(),
    userHome: process.env.HOME,
    botpressHome: `${process.env.HOME}/.botpress`,
    platform: process.platform,
    stdin: { isTTY: true, stream: process.stdin },
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    now() {
      if (broken) throw new Error('The clock broke, and says bp_pat_1234567890abcdef');
      return Date.now();
    },
    randomId: () => 'id',
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(resolve, ms);
        signal?.addEventListener('abort', () => {
          clearTimeout(timer);
          reject(signal.reason);
        });
      }),
    fetch: fetchOverHttp,
    signal: new AbortController().signal,
  });
} catch (error) {
  process.exitCode = 1;
  process.stderr.write(`${error.kind}: ${error.message}\n`);
}
