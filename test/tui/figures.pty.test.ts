// The speed, memory and output of the built program at a terminal: each figure is printed and checked.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { expect, test } from 'vitest';
import { builtCli } from '../support/cli.ts';
import { temporaryDirectory } from '../support/context.ts';
import { startPty } from '../support/pty.ts';

/** A program that answers each key with one letter: it shows the machine's own delay at that moment. */
const echo = `
  process.stdin.setRawMode(true);
  process.stdin.on('data', () => process.stdout.write('x'));
  process.stdout.write('ready');
`;

const percentile = (values: readonly number[], percent: number) =>
  values.toSorted((a, b) => a - b)[Math.ceil((values.length * percent) / 100) - 1] ?? Number.NaN;

type Figures = Record<'p50' | 'p95' | 'p99', number>;
type Terminal = ReturnType<typeof startPty>;

/** The time from a key to the next drawing, in milliseconds. */
async function timeOf(pty: Terminal, key: string): Promise<number> {
  const { length } = pty.output();
  const start = performance.now();
  pty.press(key);
  while (pty.output().length === length && performance.now() - start < 2000) await pty.drawn(50);
  const taken = performance.now() - start;
  // Waits for what may still come: the rest of this frame, or the next one, which is drawn at least
  // 16 ms later.
  await pty.drawn(20);
  return taken;
}

/** A home with profiles of an API at which nobody listens: every request fails at once. */
function homeWith(count: number): string {
  const home = temporaryDirectory();
  const apiUrl = 'http://127.0.0.1:9';
  const profiles = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `client-${index}`,
      {
        ...{ apiUrl, tokenOrigin: apiUrl, kind: 'pat', id: `id-${index}` },
        ...{ workspaceId: `ws_${index}`, workspaceName: `Client ${index}` },
        token: `bp_pat_${String(index).padStart(36, 'x')}`,
      },
    ]),
  );
  mkdirSync(join(home, '.botpress'), { mode: 0o700 });
  writeFileSync(
    join(home, '.botpress', 'config.json'),
    JSON.stringify({ version: 1, activeProfile: 'client-0', profiles }),
    { mode: 0o600 },
  );
  return home;
}

async function open(count: number): Promise<Terminal> {
  const home = homeWith(count);
  const pty = startPty(process.execPath, [builtCli], { env: { HOME: home }, cwd: home });
  await pty.waitFor('client-1');
  await pty.waitFor('offline');
  return pty;
}

const residentOf = ({ pid }: Terminal) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

/** Cursor moves, and a filter that is typed, deleted and closed. */
const keys = [
  'j',
  'j',
  'j',
  'k',
  'G',
  'k',
  'g',
  'j',
  '/',
  '7',
  '3',
  'backspace',
  'backspace',
  'enter',
];

test('a key shows within a frame among 10,000 profiles, and about as soon as among 10', async () => {
  const terminals = {
    many: await open(10_000),
    few: await open(10),
    // The machine's own delay for a key at this moment.
    bare: startPty(process.execPath, ['-e', echo]),
  };
  await terminals.bare.waitFor('ready');
  const times = { many: [] as number[], few: [] as number[], bare: [] as number[] };
  for (let pressed = 0; pressed < 210; pressed++) {
    const key = keys[pressed % keys.length] ?? 'j';
    times.many.push(await timeOf(terminals.many, key));
    times.few.push(await timeOf(terminals.few, key));
    times.bare.push(await timeOf(terminals.bare, key));
  }
  const [many, few, bare] = [times.many, times.few, times.bare].map(values => ({
    p50: percentile(values, 50),
    p95: percentile(values, 95),
    p99: percentile(values, 99),
  })) as [Figures, Figures, Figures];
  const said = ({ p50, p95, p99 }: Figures) =>
    `p50 ${p50.toFixed(1)}, p95 ${p95.toFixed(1)}, p99 ${p99.toFixed(1)} ms`;
  console.info(
    `Key to frame at 10,000 profiles: ${said(many)}; at 10: ${said(few)}; an empty program: ${said(bare)}`,
  );
  // p99 is only printed: on a busy machine, the slowest keys show only how busy the machine is.
  expect(many.p50).toBeLessThanOrEqual(1.3 * few.p50 + 1);
  expect(many.p95).toBeLessThanOrEqual(20 + 4 * bare.p95);
}, 120_000);

test.runIf(process.platform === 'linux')(
  'a thousand keys later it is no larger than 130 MiB',
  async () => {
    const pty = await open(10);
    for (let pressed = 0; pressed < 1000; pressed++) {
      pty.press(keys[pressed % keys.length] ?? 'j');
      await pty.drawn(40);
    }
    const memory = residentOf(pty);
    console.info(`After 1,000 keys: ${memory.toFixed(0)} MiB`);
    expect(memory).toBeLessThanOrEqual(130);
  },
  120_000,
);
