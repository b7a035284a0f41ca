// The time and peak memory of `tokens audit`, measured against `grep -rF` on the same tree.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtCli, cleanEnv } from '../programs.ts';

/** A made-up token that is planted in the tree. */
const planted = `bp_pat_${'aB3_-xYz9'.repeat(4)}`;

export type Tree = { directory: string; files: number; bytes: number; planted: number };

// Words as in sources and logs: short ones, names with underscores, and `bp_`, with which tokens begin.
const words =
  'const function return bp_ import export token pat bot the of and in value path line number object_key some_name_here if else for while await async'.split(
    ' ',
  );

/**
 * Creates a tree of text files in an empty directory, always the same for one size. Most files have
 * some kilobytes, every hundredth has three megabytes, and every thousandth contains a token.
 */
export function makeTree(directory: string, megabytes: number): Tree {
  const next = random(1);
  const pick = (count: number) => Math.floor(next() * count);
  const block = () => {
    let text = 'bp_bot_settings_page_header ';
    while (text.length < 16_384) {
      text += words[pick(words.length)] + (next() < 0.1 ? '\n' : next() < 0.2 ? '_' : ' ');
    }
    return text;
  };
  const blocks = Array.from({ length: 64 }, block);
  const tree: Tree = { directory, files: 0, bytes: 0, planted: 0 };
  for (let n = 0; n < 200; n++) mkdirSync(join(directory, `d${n}`), { recursive: true });
  while (tree.bytes < megabytes * 1e6) {
    const size = tree.files % 100 === 99 ? 3_000_000 : pick(40_000);
    const count = Math.ceil(size / 16_384);
    const body = Array.from({ length: count }, () => blocks[pick(64)])
      .join('')
      .slice(0, size);
    const isPlanted = tree.files % 1000 === 500;
    const text = isPlanted ? `${body}\nBP_TOKEN=${planted}\n` : body;
    writeFileSync(join(directory, `d${tree.files % 200}`, `f${tree.files}.txt`), text);
    tree.files++;
    tree.bytes += text.length;
    if (isPlanted) tree.planted++;
  }
  return tree;
}

/** Park and Miller's generator of numbers from 0 to 1. */
function random(seed: number) {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

export type AuditFigures = {
  /** Milliseconds, medians. */
  audit: number;
  grep: number;
  ratio: number;
  /** The peak memory of all rounds, in MiB. */
  peak: number;
  hits: number;
};

/**
 * Runs `tokens audit` and grep in turn; the first round does not count. `home` is an empty
 * directory. Linux only: memory is read from /proc.
 */
export async function measureAudit(
  tree: Tree,
  home: string,
  rounds: number,
): Promise<AuditFigures> {
  const env = cleanEnv({ HOME: home });
  const audits: Run[] = [];
  const greps: Run[] = [];
  for (let round = 0; round <= rounds; round++) {
    const audit = await run(
      [process.execPath, builtCli, 'tokens', 'audit', tree.directory, '--json'],
      env,
    );
    const grep = await run(['grep', '-rF', 'bp_pat_', tree.directory], env);
    if (round === 0) continue;
    audits.push(audit);
    greps.push(grep);
  }
  const audit = median(audits.map(({ ms }) => ms));
  const grep = median(greps.map(({ ms }) => ms));
  const { hits } = JSON.parse(audits[0]?.stdout ?? '{"hits":[]}');
  const peak = Math.max(...audits.map(({ peak }) => peak));
  return { audit, grep, ratio: audit / grep, peak, hits: hits.length };
}

type Run = { ms: number; peak: number; stdout: string };

function run(
  [command = '', ...args]: readonly string[],
  env: Record<string, string>,
): Promise<Run> {
  const before = performance.now();
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  let peak = 0;
  let stdout = '';
  child.stdout.on('data', chunk => {
    stdout += chunk;
  });
  const looks = setInterval(() => {
    peak = Math.max(peak, peakOf(child.pid ?? 0));
  }, 20);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => {
      clearInterval(looks);
      // These exit codes are no failures: they say whether something was found.
      if ([0, 1, 3].includes(code ?? -1)) resolve({ ms: performance.now() - before, peak, stdout });
      else reject(new Error(`${command} ended with ${code}`));
    });
  });
}

/** A process's peak memory so far, in MiB; 0 once it has ended. */
function peakOf(pid: number): number {
  try {
    const [, kib = '0'] =
      /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kib) / 1024;
  } catch {
    return 0;
  }
}

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
