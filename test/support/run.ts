// Runs a command line in this process, in a fake world.
import { main } from '../../source/main.ts';
import { type FakeContext, type FakeOptions, fakeContext } from './context.ts';

export type Result = { code: number; stdout: string; stderr: string };

/** Runs one command line in a given world; what was printed before is not in the result. */
export async function runIn(ctx: FakeContext, ...argv: string[]): Promise<Result> {
  ctx.stdout.clear();
  ctx.stderr.clear();
  const code = await main({ ...ctx, argv });
  return { code, stdout: ctx.stdout.text(), stderr: ctx.stderr.text() };
}

/** The same in a world of its own. */
export function runAlone(argv: readonly string[], options: FakeOptions = {}): Promise<Result> {
  return runIn(fakeContext(options), ...argv);
}
