// The driver, which Windows' Node runs: it starts one program for each line that it gets. Under
// Wine a program cannot write to a pipe of Linux, but it can write to a pipe of this driver.
const { spawn } = require('node:child_process');
const { Socket, connect } = require('node:net');

// Under Wine, setting a socket's keep-alive fails.
Socket.prototype.setKeepAlive = function setKeepAlive() {
  return this;
};

const socket = connect(Number(process.argv[2]), '127.0.0.1');
const tell = message => socket.write(`${JSON.stringify(message)}\n`);

let rest = '';
socket.setEncoding('utf8');
socket.on('data', chunk => {
  const lines = (rest + chunk).split('\n');
  rest = lines.pop() ?? '';
  for (const line of lines) run(JSON.parse(line));
});
socket.on('close', () => process.exit());

/** @param {{ id: number, program: string, args: string[], env: Record<string, string>, cwd: string, input: string, verbatim?: boolean }} job */
function run({ id, program, args, env, cwd, input, verbatim = false }) {
  const options = { env, cwd, windowsVerbatimArguments: verbatim };
  const child = spawn(program, args, { ...options, stdio: 'pipe' });
  const read = { stdout: '', stderr: '' };
  for (const name of /** @type {const} */ (['stdout', 'stderr'])) {
    child[name].setEncoding('utf8').on('data', text => {
      read[name] += text;
    });
  }
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  child.on('error', error => tell({ id, code: null, stdout: '', stderr: String(error) }));
  child.on('close', code => tell({ id, code, ...read }));
}

tell({ id: 0, code: 0, stdout: JSON.stringify(process.env), stderr: process.version });
