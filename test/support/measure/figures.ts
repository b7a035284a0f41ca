// The store's measurements, printed for scripts/store-figures.mjs.
import { bundleStoreChild, type Children, childrenIn } from '../children.ts';
import { killsWhileWriting } from './kills.ts';
import { killHolders } from './lockKills.ts';
import { type Parallel, parallelLogins, parallelWrites } from './parallel.ts';
import { inDirectory } from './places.ts';
import { canRefuse, type Refusal, refusalsOfFullDisk, refusalsOfUser } from './refusals.ts';
import { costAt } from './scale.ts';
import { hearChanges } from './watching.ts';

const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

const figures: Record<
  string,
  (children: Children, print: (line: string) => void) => Promise<void>
> = {
  async parallel(children, print) {
    print(parallelLine('20 processes × 50 writes', await parallelWrites(children, 20, 50)));
    print(parallelLine('20 `login` commands at once', await parallelLogins(20)));
  },
  async kills(children, print) {
    const { kills, interrupted, torn, leftOver, nextRun } = await killsWhileWriting(
      children,
      Number(process.env.KILLS ?? 300),
    );
    if (process.env.KILLS) print(JSON.stringify(torn));
    print(
      `${kills} SIGKILLs while writing (${interrupted} in the middle of a write): ${torn.length} files torn, ` +
        `${leftOver.length} left over after the next run, which takes ${ms(nextRun.median)} (longest ${ms(nextRun.longest)})`,
    );
    const lock = await killHolders(children, 300);
    print(
      `${lock.kills} SIGKILLs among six processes that take turns (${lock.killedInside} inside the lock): ` +
        `${lock.turns} turns, ${lock.overlaps} overlaps`,
    );
  },
  async refusals(_, print) {
    if (!canRefuse)
      return print('Full disk, unprivileged user: skipped (no root, mount or setpriv)');
    const { refusals, succeeded } = await refusalsOfFullDisk();
    for (const row of refusals) print(refusalLine(row));
    print(`with more room it succeeds (${succeeded} times)`);
    for (const row of await refusalsOfUser()) print(refusalLine(row));
  },
  async scale(_, print) {
    for (const profiles of [10, 1000, 10_000]) {
      const { bytes, read, write } = await costAt(profiles);
      const size = `${(bytes / 1024).toFixed(0)} KiB`;
      print(`${profiles} profiles (${size}): read ${ms(read)}, write ${ms(write)}`);
    }
  },
  async watching(children, print) {
    const { changes, median, longest, callsPerChange } = await hearChanges(children, 50);
    print(
      `${changes} changes by another process: heard after ${ms(median)} (median), ${ms(longest)} (longest), ` +
        `${callsPerChange.toFixed(2)} calls each`,
    );
  },
};

const parallelLine = (what: string, result: Parallel) =>
  `${what}: ${result.expected - result.lost} of ${result.expected} stored, ${result.lost} lost, ` +
  `${result.corrupt} of ${result.looks} looks corrupt, ${result.failed.length} failed, ` +
  `${result.leftOver.length} left over; ${result.seconds.toFixed(1)} s`;

const refusalLine = ({ what, code, longer, intact }: Refusal) =>
  `${what}: exit ${code}, ${intact ? 'old data intact' : 'OLD DATA CHANGED'}, ` +
  `${longer > 0 ? `${ms(longer)} longer` : `${ms(-longer)} shorter`} than a write`;

/** @param wanted names of figures; all if there are none */
export async function printFigures(wanted: readonly string[]): Promise<void> {
  await inDirectory(async directory => {
    await bundleStoreChild(directory);
    const children = childrenIn(directory);
    for (const [name, figure] of Object.entries(figures)) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      await figure(children, line => void process.stdout.write(`${line}\n`));
    }
  });
}
