// Whole processes, measured start to end, against `node -e 0` in the same round.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { homeWith } from './homes.mjs';

export const cli = fileURLToPath(new URL('../dist/cli.cjs', import.meta.url));

/**
 * The environment without NODE_EXTRA_CA_CERTS, which makes Node start three times slower and so flattens
 * all ratios, and without CI, which silences ink.
 * @param {string} home
 */
export const envFor = home => ({ PATH: process.env.PATH, HOME: home, LANG: 'C.UTF-8' });

/**
 * @param {readonly number[]} values
 * @param {number} part from 0 to 1
 */
export function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** @typedef {NodeJS.ProcessEnv} Env */

/**
 * @param {string[]} args
 * @param {Env} env
 */
function time(args, env) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { env, maxBuffer: 2 ** 28 });
  const ms = performance.now() - start;
  if (status !== 0) throw new Error(`exit ${status}: ${args.join(' ')}\n${stderr}`);
  return ms;
}

/**
 * Medians of each command and of `node -e 0`, measured in turn.
 * @param {string[][]} commands
 * @param {Env} env
 * @param {number} rounds
 */
function paired(commands, env, rounds) {
  /** @type {number[]} */
  const floors = [];
  const times = commands.map(() => /** @type {number[]} */ ([]));
  for (let round = 0; round < rounds; round++) {
    floors.push(time(['-e', '0'], env));
    for (const [index, args] of commands.entries()) times[index]?.push(time(args, env));
  }
  const floor = quantile(floors, 0.5);
  return times.map(all => {
    const ms = quantile(all, 0.5);
    return { ms, floor, ratio: ms / floor };
  });
}

/**
 * @param {string[][]} commands
 * @param {string} home
 * @param {number} rounds
 */
export function measureScripted(commands, home, rounds) {
  return paired(
    commands.map(argv => [cli, ...argv]),
    envFor(home),
    rounds,
  );
}

/**
 * A command that asks the API once, on loopback.
 * @param {number} rounds
 */
export async function measureRequest(rounds) {
  const sandbox = spawn(process.execPath, [cli, 'sandbox', '--json'], {
    env: envFor('/'),
    stdio: 'pipe',
  });
  const [line] = await once(sandbox.stdout, 'data');
  const { url } = JSON.parse(String(line));
  const target = {
    apiUrl: url,
    tokenOrigin: url,
    workspaceId: 'ws_dev',
    token: 'bp_pat_1234567890abcdef',
  };
  const home = homeWith(10, target);
  try {
    const [measured] = paired([[cli, 'profiles', 'active']], envFor(home), rounds);
    return measured;
  } finally {
    sandbox.kill();
    rmSync(home, { recursive: true, force: true });
  }
}

/**
 * Peak resident memory in MiB, as the process itself reports it at its end.
 * @param {string[]} argv
 * @param {string} home
 */
export function peakMemory(argv, home) {
  const report =
    'process.on("exit",()=>require("fs").writeSync(2,String(process.resourceUsage().maxRSS)))';
  const hook = `data:text/javascript,import{createRequire}from"node:module";const require=createRequire("/");${encodeURIComponent(report)}`;
  const { stderr } = spawnSync(process.execPath, ['--import', hook, cli, ...argv], {
    env: envFor(home),
  });
  return Number(String(stderr).match(/(\d+)$/)?.[1]) / 1024;
}
