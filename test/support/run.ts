// A command line, run in this process, in a fake world.
import { parseLine } from '../../source/commands/arguments.ts';
import { everyExit } from '../../source/commands/spec/exits.ts';
import { commandIn, specs } from '../../source/commands/spec/specs.ts';
import { main } from '../../source/main.ts';
import { type FakeContext, type FakeOptions, fakeContext } from './context.ts';

export type Result = { code: number; stdout: string; stderr: string };

/** Runs one command line in a given world; earlier output is not in the result. */
export async function runIn(ctx: FakeContext, ...argv: string[]): Promise<Result> {
  ctx.stdout.clear();
  ctx.stderr.clear();
  const code = await main({ ...ctx, argv });
  requireListed(argv, code);
  return { code, stdout: ctx.stdout.text(), stderr: ctx.stderr.text() };
}

/** Runs one command line in a new world. */
export function runAlone(argv: readonly string[], options: FakeOptions = {}): Promise<Result> {
  return runIn(fakeContext(options), ...argv);
}

/**
 * Requires that the exit code is in the command's record, from which the help and the reference are
 * made.
 */
function requireListed(argv: readonly string[], code: number): void {
  const { words, values } = parseLine(argv);
  const name = commandIn(words);
  // Not listed: the exit codes of the demo's sandbox, and those of other programs, which are passed
  // on.
  if (name === null || values.demo === true || name === 'exec' || name === 'shell') return;
  if (code in everyExit || code in specs[name].exits || code > 128) return;
  throw new Error(`${name} ends with ${code}, which its record in commands/spec/ does not list`);
}
