// CONTRIBUTING.md followed to the letter: its example command and example check compile and run, and the
// compiler names each place to change.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  complaintsOf,
  copyOfTree,
  runNode,
  type Step,
  stepsOf,
  takeStep,
} from './support/contributing.ts';

const patience = 240_000;

const newFiles = (steps: readonly Step[]) =>
  steps.filter(({ above }) => above === null).map(({ file }) => file);

/**
 * Carries out all steps. Before the first step for each file in `asksFor` it runs the compiler. After all
 * steps the compiler must have no complaints, and the program is built.
 * @returns what the compiler reported each time
 */
async function follow(copy: string, steps: readonly Step[], asksFor: readonly string[]) {
  const waiting = new Set(asksFor);
  const asked: string[][] = [];
  for (const step of steps) {
    if (waiting.delete(step.file)) asked.push(await complaintsOf(copy));
    takeStep(copy, step);
  }
  expect(await complaintsOf(copy)).toEqual([]);
  expect((await runNode(copy, 'scripts/build.mjs')).stderr).toBe('');
  return asked;
}

test(
  'a command',
  async () => {
    const copy = copyOfTree();
    const steps = stepsOf('Add a command');
    expect(newFiles(steps)).toEqual(['source/commands/profilesCount.ts']);
    const table = 'source/commands/table.ts';
    expect(await follow(copy, steps, [table])).toEqual([[table]]);

    const run = (...args: string[]) => runNode(copy, join('dist', 'cli.cjs'), ...args);
    expect(await run('profiles', 'count')).toEqual({ code: 0, stdout: '0\n', stderr: '' });
    const { stdout } = await run('profiles', 'count', '--json', '--demo');
    expect(JSON.parse(stdout)).toEqual({ count: 5 });
    const help = await run('profiles', 'count', '--help');
    expect(help.stdout).toContain('How many profiles there are');
    expect((await run('profiles', 'counnt')).stderr).toContain('profiles count');
  },
  patience,
);

test(
  'a check',
  async () => {
    const copy = copyOfTree();
    const steps = stepsOf('Add a check');
    const check = 'source/diagnosis/checks/room.ts';
    expect(newFiles(steps)).toEqual(['source/files/space.ts', check]);
    const [chain, causes, codes] = ['diagnosis/chain', 'diagnosis/causes', 'errorCodes'].map(
      name => `source/${name}.ts`,
    );
    // What the compiler finds missing: the check's id in the chain, then its cause in the table, then the
    // cause among the error codes.
    const asked = await follow(copy, steps, [chain, causes, codes].map(String));
    expect(asked).toEqual([[chain, check], [check], expect.arrayContaining([causes])]);

    const words = ['doctor', '--offline', '--json', '--demo'];
    const { stdout } = await runNode(copy, join('dist', 'cli.cjs'), ...words);
    const { checks } = JSON.parse(stdout);
    const room = checks.find(({ id }: { id: string }) => id === 'room');
    expect(room).toMatchObject({ status: 'pass' });
  },
  patience,
);
