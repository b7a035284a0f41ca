// `node bench/relay.mjs`: what `exec --watch` costs. The same program makes the same calls with and without it, in turn, so
// that a busy machine hits both alike. Also looks for the real token in the program's environment and memory.
//   added time per call, p95   target ≤ 3 ms
//   download and upload        target ≥ 150 MB/s
//   the same from a server that sends 1 Gbit/s   target ≥ 95 % of it
//   memory over exec's own     target ≤ 40 MiB while streaming
//   the real token in the program   target 0 occurrences
import { spawn } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../dist/cli.cjs', import.meta.url));
const token = 'bp_pat_1234567890abcdef';
const size = 300_000_000;
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);

/** A link of 1 Gbit/s in bytes per second. */
const link = 125_000_000;
const linkSeconds = 2;

const chunk = Buffer.alloc(256 * 1024, 'x');
const api = createServer((request, response) => {
  if (request.url === '/v1/download') {
    let left = size;
    const more = () => {
      while (left > 0) {
        left -= chunk.length;
        if (!response.write(chunk)) return response.once('drain', more);
      }
      response.end();
    };
    more();
    return;
  }
  if (request.url === '/v1/link') {
    const started = performance.now();
    let sent = 0;
    const timer = setInterval(() => {
      const due = Math.min((performance.now() - started) / 1000, linkSeconds) * link;
      while (sent + chunk.length <= due && response.writableLength < 8 * chunk.length) {
        sent += chunk.length;
        response.write(chunk);
      }
      if (sent + chunk.length <= link * linkSeconds) return;
      clearInterval(timer);
      response.end();
    }, 1);
    return;
  }
  request.resume().on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"bots":[],"meta":{}}');
  });
});
await new Promise(resolve => api.listen(0, '127.0.0.1', () => resolve(null)));
const { port } = /** @type {import('node:net').AddressInfo} */ (api.address());
const url = `http://127.0.0.1:${port}`;

const home = mkdtempSync(join(tmpdir(), 'bp-auth-bench-'));
mkdirSync(join(home, '.botpress'), { mode: 0o700 });
const profile = {
  apiUrl: url,
  workspaceId: 'ws_abc123',
  token,
  tokenOrigin: url,
  kind: 'pat',
  id: 'bench',
};
const config = { version: 1, activeProfile: 'dev', profiles: { dev: profile } };
writeFileSync(join(home, '.botpress', 'config.json'), JSON.stringify(config), { mode: 0o600 });

const client = join(home, 'client.mjs');
writeFileSync(
  client,
  `import { Agent, request } from 'node:http';
import { readFileSync } from 'node:fs';
const { BP_API_URL, BP_TOKEN } = process.env;
const agent = new Agent({ keepAlive: true });
const chunk = Buffer.alloc(256 * 1024, 'x');
function call(method, path, bytes = 0, base = BP_API_URL) {
  return new Promise((resolve, reject) => {
    const headers = { authorization: 'Bearer ' + BP_TOKEN };
    const asked = request(base + path, { method, headers, agent }, answer => {
      let received = 0;
      answer.on('data', data => (received += data.length)).on('end', () => resolve(received)).on('error', reject);
    });
    asked.on('error', reject);
    const more = () => {
      while (bytes > 0) {
        bytes -= chunk.length;
        if (!asked.write(chunk)) return asked.once('drain', more);
      }
      asked.end();
    };
    more();
  });
}
// By turns with and without the relay: what else the machine does hits both alike.
const timed = async (times, base) => {
  const started = performance.now();
  await call('GET', '/v1/admin/bots', 0, base);
  times.push(performance.now() - started);
};
const through = [];
const direct = [];
for (let n = 0; n < 1500; n++) {
  await timed(through, BP_API_URL);
  await timed(direct, process.env.BENCH_DIRECT);
}
const part = (times, share) => times.slice(300).sort((a, b) => a - b)[Math.floor(1200 * share)];
const added = share => part(through, share) - part(direct, share);
const rate = async (method, path, bytes) => {
  const started = performance.now();
  const received = await call(method, path, bytes);
  return (bytes || received) / 1e6 / ((performance.now() - started) / 1000);
};
const download = await rate('GET', '/v1/download');
const upload = await rate('PUT', '/v1/upload', ${size});
const onLink = await rate('GET', '/v1/link');
const parent = readFileSync('/proc/' + process.ppid + '/status', 'utf8');
const peak = Number(/VmHWM:\\s+(\\d+)/.exec(parent)?.[1] ?? 0) / 1024;
process.stdout.write(JSON.stringify({ p50: added(0.5), p95: added(0.95), download, upload, onLink, peak, pid: process.pid }) + '\\n');
await new Promise(resolve => process.stdin.once('data', resolve));
process.exit();
`,
);

/**
 * @typedef {{ p50: number, p95: number, download: number, upload: number, onLink: number, peak: number, pid: number, found: number | null }} Measured
 * `p50` and `p95`: milliseconds that a call takes longer than one without the relay; rates in MB/s, memory in MiB
 */

/**
 * Runs the client under exec. On Linux the client's environment and memory are searched for the
 * real token before the client ends.
 * @param {string[]} flags of exec
 * @returns {Promise<Measured>}
 */
function measure(flags) {
  const argv = [cli, 'exec', ...flags, '--', process.execPath, client];
  const { NODE_EXTRA_CA_CERTS, CI, ...rest } = process.env;
  const env = { ...rest, HOME: home, BENCH_DIRECT: url };
  const child = spawn(process.execPath, argv, {
    env,
    cwd: home,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  return new Promise(resolve => {
    let text = '';
    child.stdout.setEncoding('utf8').on('data', data => {
      text += data;
      if (!text.endsWith('\n')) return;
      const result = JSON.parse(text);
      const found = process.platform === 'linux' ? occurrences(result.pid) : null;
      child.stdin.end('go\n');
      child.on('close', () => resolve({ ...result, found }));
    });
  });
}

/**
 * How often the real token occurs in a process's environment and memory.
 * @param {number} pid
 */
function occurrences(pid) {
  let count = countIn(readFileSync(`/proc/${pid}/environ`));
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
    const [, from, to = ''] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? [];
    if (from === undefined) continue;
    const end = Number.parseInt(to, 16);
    for (let at = Number.parseInt(from, 16); at < end; at += chunk.length) {
      const part = Buffer.alloc(Math.min(chunk.length + token.length, end - at));
      try {
        const read = readSync(memory, part, 0, part.length, at);
        count += countIn(part.subarray(0, read));
      } catch {
        // A guard page, which cannot be read.
      }
    }
  }
  closeSync(memory);
  return count;
}

/** @param {Buffer} bytes */
function countIn(bytes) {
  let count = 0;
  for (const text of [Buffer.from(token), Buffer.from(token, 'utf16le')]) {
    for (let at = bytes.indexOf(text); at !== -1; at = bytes.indexOf(text, at + 1)) count++;
  }
  return count;
}

/** @type {Array<{ alone: Measured, watched: Measured }>} */
const runs = [];
for (let round = 0; round < rounds; round++) {
  runs.push({ alone: await measure([]), watched: await measure(['--watch']) });
}
api.close();
rmSync(home, { recursive: true, force: true });

/** @type {(numbers: number[]) => number} */
const median = numbers =>
  numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
/** @type {(what: (run: { alone: Measured, watched: Measured }) => number) => number} */
const each = what => median(runs.map(what));
/** @type {(what: string, value: string, target: string) => void} */
const row = (what, value, target) => console.log(`| ${what} | ${value} | ${target} |`);
console.log(`medians of ${rounds} rounds, ${size / 1e6} MB each way\n`);
console.log('| what | measured | target |\n|---|---|---|');
row('added time per call, p95', `${each(({ watched }) => watched.p95).toFixed(2)} ms`, '≤ 3 ms');
row('added time per call, p50', `${each(({ watched }) => watched.p50).toFixed(2)} ms`, '');
row(
  'download',
  `${each(({ watched }) => watched.download).toFixed(0)} MB/s (alone ${each(({ alone }) => alone.download).toFixed(0)})`,
  '≥ 150 MB/s',
);
row(
  'upload',
  `${each(({ watched }) => watched.upload).toFixed(0)} MB/s (alone ${each(({ alone }) => alone.upload).toFixed(0)})`,
  '≥ 150 MB/s',
);
row(
  'download from 1 Gbit/s',
  `${((each(({ watched }) => watched.onLink) / (link / 1e6)) * 100).toFixed(1)} % (alone ${((each(({ alone }) => alone.onLink) / (link / 1e6)) * 100).toFixed(1)} %)`,
  '≥ 95 %',
);
row(
  'peak memory over exec’s own',
  `${each(({ alone, watched }) => watched.peak - alone.peak).toFixed(0)} MiB`,
  '≤ 40 MiB',
);
row(
  'the real token in the program',
  `${Math.max(...runs.map(({ watched }) => watched.found ?? -1))} times (without --watch: ${Math.max(...runs.map(({ alone }) => alone.found ?? -1))})`,
  '0',
);
