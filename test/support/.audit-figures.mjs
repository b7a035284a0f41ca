// test/support/measure/audit.ts
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

// test/support/programs.ts
import { fileURLToPath } from "node:url";
var builtCli = fileURLToPath(new URL("../../dist/cli.cjs", import.meta.url));
function cleanEnv(extra = {}) {
  const { PATH = "", TMPDIR, LANG = "C.UTF-8" } = process.env;
  return { PATH, LANG, ...TMPDIR ? { TMPDIR } : {}, ...extra };
}

// test/support/measure/audit.ts
var planted = `bp_pat_${"aB3_-xYz9".repeat(4)}`;
var words = "const function return bp_ import export token pat bot the of and in value path line number object_key some_name_here if else for while await async".split(
  " "
);
function makeTree(directory, megabytes) {
  const next = random(1);
  const pick = (count) => Math.floor(next() * count);
  const block = () => {
    let text = "bp_bot_settings_page_header ";
    while (text.length < 16384) {
      text += words[pick(words.length)] + (next() < 0.1 ? "\n" : next() < 0.2 ? "_" : " ");
    }
    return text;
  };
  const blocks = Array.from({ length: 64 }, block);
  const tree = { directory, files: 0, bytes: 0, planted: 0 };
  for (let n = 0; n < 200; n++) mkdirSync(join(directory, `d${n}`), { recursive: true });
  while (tree.bytes < megabytes * 1e6) {
    const size = tree.files % 100 === 99 ? 3e6 : pick(4e4);
    const count = Math.ceil(size / 16384);
    const body = Array.from({ length: count }, () => blocks[pick(64)]).join("").slice(0, size);
    const isPlanted = tree.files % 1e3 === 500;
    const text = isPlanted ? `${body}
BP_TOKEN=${planted}
` : body;
    writeFileSync(join(directory, `d${tree.files % 200}`, `f${tree.files}.txt`), text);
    tree.files++;
    tree.bytes += text.length;
    if (isPlanted) tree.planted++;
  }
  return tree;
}
function random(seed) {
  let state = seed;
  return () => {
    state = state * 48271 % 2147483647;
    return state / 2147483647;
  };
}
async function measureAudit(tree, home, rounds) {
  const env = cleanEnv({ HOME: home });
  const audits = [];
  const greps = [];
  for (let round = 0; round <= rounds; round++) {
    const audit2 = await run(
      [process.execPath, builtCli, "tokens", "audit", tree.directory, "--json"],
      env
    );
    const grep2 = await run(["grep", "-rF", "bp_pat_", tree.directory], env);
    if (round === 0) continue;
    audits.push(audit2);
    greps.push(grep2);
  }
  const audit = median(audits.map(({ ms }) => ms));
  const grep = median(greps.map(({ ms }) => ms));
  const { hits } = JSON.parse(audits[0]?.stdout ?? '{"hits":[]}');
  const peak = Math.max(...audits.map(({ peak: peak2 }) => peak2));
  return { audit, grep, ratio: audit / grep, peak, hits: hits.length };
}
function run([command = "", ...args], env) {
  const before = performance.now();
  const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "ignore"] });
  let peak = 0;
  let stdout = "";
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  const looks = setInterval(() => {
    peak = Math.max(peak, peakOf(child.pid ?? 0));
  }, 20);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      clearInterval(looks);
      if ([0, 1, 3].includes(code ?? -1)) resolve({ ms: performance.now() - before, peak, stdout });
      else reject(new Error(`${command} ended with ${code}`));
    });
  });
}
function peakOf(pid) {
  try {
    const [, kib = "0"] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Number(kib) / 1024;
  } catch {
    return 0;
  }
}
var median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
export {
  makeTree,
  measureAudit
};
