// `npm run bench`: how much slower than `node -e 0` we are. Ratios travel between machines, times do not.
// Each round runs every case once, in turn, so that a busy moment hits all of them alike.
//   --check   fails when a ratio is more than 15 % above the stored one
//   --store   stores this run's ratios in bench/ratios.json
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform } from 'node:os';
import { homeWith } from './homes.mjs';
import { measureSourcing } from './hook.mjs';
import { measureFirstFrame, measureKeys } from './screen.mjs';
import { measureRequest, measureScripted, peakMemory } from './scripted.mjs';

const stored = new URL('ratios.json', import.meta.url);
const rounds = Number(process.env.BENCH_ROUNDS ?? 25);

const homes = { 10: homeWith(10), 1000: homeWith(1000), 10000: homeWith(10_000) };
/** @typedef {{ ms: number, floor: number, ratio: number }} Measured */
/** @type {(Measured & { what: string, target: number | null })[]} */
const results = [];
/** @type {(what: string, target: number | null, measured: Measured | undefined) => void} */
const add = (what, target, measured) => {
  if (measured !== undefined) results.push({ what, target, ...measured });
};

const reads = [
  ['profiles', 'list'],
  ['profiles', 'list', '--json'],
  ['profiles', 'active', '--offline'],
  ['profiles', 'active', '--short'],
  ['token'],
  ['env'],
];
for (const [count, target] of /** @type {const} */ ([
  [10, 1.6],
  [1000, 1.9],
  [10000, null],
])) {
  const measured = measureScripted(reads, homes[count], rounds);
  for (const [index, argv] of reads.entries()) {
    add(`${argv.join(' ')} (${count} profiles)`, target, measured[index]);
  }
}
const helps = [['--help'], ['login', '--help'], ['profiles', '--help']];
for (const [index, measured] of measureScripted(helps, homes[10], rounds).entries()) {
  add(helps[index]?.join(' ') ?? '', 2.0, measured);
}
add('hook bash', 1.7, measureScripted([['hook', 'bash']], homes[10], rounds)[0]);
// `profiles use -` returns to the previous profile, so that each run writes.
const switched = homeWith(10);
measureScripted([['profiles', 'use', 'client-1']], switched, 1);
add('profiles use', 3.8, measureScripted([['profiles', 'use', '-']], switched, rounds)[0]);
rmSync(switched, { recursive: true, force: true });
add('first API request: profiles active', 4.0, await measureRequest(rounds));
add('first UI frame (10 profiles)', 5.0, await measureFirstFrame(homes[10], rounds));

const memory = reads.map(argv => peakMemory(argv, homes[10]));
const keys = {
  10: await measureKeys(homes[10], 1000),
  10000: await measureKeys(homes[10000], 1000),
};

/** @param {number | null} value */
const cell = value => (value === null ? '' : value.toFixed(2));
console.log(
  `\nNode ${process.version}, ${platform()} ${arch()}, ${cpus()[0]?.model.trim()} × ${cpus().length}`,
);
console.log(`medians of ${rounds} paired rounds; ratio to \`node -e 0\`\n`);
console.log('| what | ratio | target | ms | node -e 0, ms |\n|---|---|---|---|---|');
for (const { what, ratio, target, ms, floor } of results) {
  console.log(
    `| ${what} | ${cell(ratio)} | ${cell(target)} | ${ms.toFixed(1)} | ${floor.toFixed(1)} |`,
  );
}
console.log(`\npeak memory of scripted reads: ${Math.max(...memory).toFixed(0)} MiB (target 60)`);
for (const [shell, ms] of Object.entries(measureSourcing(rounds))) {
  console.log(`the hook, saved and sourced in ${shell}: ${ms.toFixed(1)} ms (target 10)`);
}
console.log(
  '\n| profiles | key to frame p50, ms | p95 (target 30) | p99 | bytes a key | MiB after 1,000 keys (target 130) |',
);
console.log('|---|---|---|---|---|---|');
for (const [count, { p50, p95, p99, bytes, memory }] of Object.entries(keys)) {
  const cells = [
    count,
    ...[p50, p95, p99].map(ms => ms.toFixed(1)),
    bytes.toFixed(0),
    memory.toFixed(0),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
for (const home of Object.values(homes)) rmSync(home, { recursive: true, force: true });

const ratios = Object.fromEntries(
  results.map(({ what, ratio }) => [what, Number(ratio.toFixed(3))]),
);
if (process.argv.includes('--store')) writeFileSync(stored, `${JSON.stringify(ratios, null, 2)}\n`);
if (process.argv.includes('--check')) {
  const before = JSON.parse(readFileSync(stored, 'utf8'));
  const worse = Object.entries(ratios).filter(
    ([what, ratio]) => ratio > (before[what] ?? Infinity) * 1.15,
  );
  for (const [what, ratio] of worse) console.log(`slower: ${what}: ${before[what]} → ${ratio}`);
  process.exitCode = worse.length > 0 ? 1 : 0;
}
