// `exec --hooked`: what the shell hook calls for every plain `bp` and `adk`.
import type { Context } from '../context.ts';
import { currentOf } from '../profiles/current.ts';
import { readState } from '../profiles/store.ts';
import type { Input } from './command.ts';
import { type HookedProgram, hookedRun } from './hooked.ts';
import { note } from './print.ts';
import { runProgram } from './runProgram.ts';

const isHooked = (program: string): program is HookedProgram =>
  program === 'bp' || program === 'adk';

/**
 * Runs a hooked program: unchanged, or through `exec` with the profile that its command line names.
 * @param exec runs `exec` with this input
 * @returns its exit code
 */
export async function runHooked(
  ctx: Context,
  input: Input,
  program: string,
  args: readonly string[],
  exec: (input: Input) => Promise<number | undefined>,
): Promise<number> {
  const plan = isHooked(program)
    ? hookedRun(program, args)
    : { type: 'exec' as const, profile: null, args };
  if (plan.type === 'as-is') {
    if (plan.because !== null) {
      note(ctx, `${program} runs without bp-auth, because its command line names credentials`);
    }
    return runProgram(ctx, program, args, ctx.env);
  }
  const profile = plan.profile ?? input.text('profile');
  // If no credentials apply here, the program itself says that nobody is logged in.
  const nothing = profile === undefined && currentOf(ctx, readState(ctx)).current === null;
  if (nothing) return runProgram(ctx, program, args, ctx.env);
  return (await exec(withProfile(input, profile, [program, ...plan.args]))) ?? 0;
}

function withProfile(input: Input, profile: string | undefined, rest: readonly string[]): Input {
  return {
    ...input,
    text: flag => (flag === 'profile' ? profile : input.text(flag)),
    on: flag => flag !== 'hooked' && input.on(flag),
    rest,
  };
}
