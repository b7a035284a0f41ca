// The terminal UI, measured in a real pseudo-terminal: first frame, key to frame, bytes, memory.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { spawn } from '@lydell/node-pty';
import { cli, envFor, quantile } from './scripted.mjs';

const size = { cols: 80, rows: 24 };

/** @param {string} home */
function open(home) {
  const env = { ...envFor(home), TERM: 'xterm-256color' };
  const terminal = spawn(process.execPath, [cli], { ...size, env, cwd: home });
  let text = '';
  let waiting = () => {};
  terminal.onData(data => {
    text += data;
    waiting();
  });
  return {
    terminal,
    take: () => {
      const taken = text;
      text = '';
      return taken;
    },
    /**
     * Waits until the output since the last `take` matches.
     * @param {(text: string) => boolean} found
     * @returns {Promise<void>}
     */
    until: found =>
      new Promise(resolve => {
        waiting = () => {
          if (found(text)) resolve();
        };
        waiting();
      }),
  };
}

/** @param {ReturnType<typeof open>} screen */
async function close({ terminal }) {
  const ended = new Promise(resolve => {
    terminal.onExit(resolve);
  });
  terminal.write('q');
  await Promise.race([ended, wait(3000)]);
  terminal.kill('SIGKILL');
}

/**
 * The time from the start to the frame that shows the profiles.
 * @param {string} home
 * @param {number} rounds
 */
export async function measureFirstFrame(home, rounds) {
  /** @type {number[]} */
  const times = [];
  /** @type {number[]} */
  const floors = [];
  for (let round = 0; round < rounds; round++) {
    const before = performance.now();
    spawnSync(process.execPath, ['-e', '0'], { env: envFor(home) });
    floors.push(performance.now() - before);
    const start = performance.now();
    const screen = open(home);
    await screen.until(text => text.includes('client-1'));
    times.push(performance.now() - start);
    await close(screen);
  }
  const ms = quantile(times, 0.5);
  const floor = quantile(floors, 0.5);
  return { ms, floor, ratio: ms / floor };
}

// Cursor moves, and a filter that is typed, deleted and left with Enter. Esc is not among the keys:
// after it the program waits 30 ms for more bytes.
const keys = ['j', 'j', 'j', 'k', 'G', 'k', 'g', 'j', '/', '7', '3', '\u007f', '\u007f', '\r'];

/**
 * How long a key takes to show in a list.
 * @param {string} home
 * @param {number} count
 * @returns milliseconds and bytes per key, and the memory in MiB after the last key
 */
export async function measureKeys(home, count) {
  const screen = open(home);
  await screen.until(text => text.includes('client-1'));
  await wait(1500);
  /** @type {number[]} */
  const times = [];
  let bytes = 0;
  for (let pressed = 0; pressed < count; pressed++) {
    screen.take();
    const start = performance.now();
    screen.terminal.write(keys[pressed % keys.length] ?? '');
    await Promise.race([screen.until(text => text.length > 0), wait(500)]);
    times.push(performance.now() - start);
    await wait(20);
    bytes += screen.take().length;
  }
  const status = readFileSync(`/proc/${screen.terminal.pid}/status`, 'utf8');
  const memory = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
  await close(screen);
  const [p50 = 0, p95 = 0, p99 = 0] = [0.5, 0.95, 0.99].map(part => quantile(times, part));
  return { count, p50, p95, p99, bytes: bytes / count, memory };
}
