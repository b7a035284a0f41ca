// The types of a command's code and input. Its name, flags and help are in its record in spec/.
import type { Context } from '../context.ts';
import type { Switch, TextFlag } from './spec/specs.ts';

/** What the user typed, checked against the command's record. */
export type Input = {
  /** A text flag's value. */
  text(flag: TextFlag): string | undefined;
  /** All values of a flag that can be given several times. */
  texts(flag: TextFlag): readonly string[];
  /** Whether a switch is on. */
  on(flag: Switch): boolean;
  /** Whether a switch was turned off: `--no-browser`. */
  off(flag: Switch): boolean;
  args: readonly string[];
  /** The words after `--`, for commands that run a program. Null without `--`. */
  rest: readonly string[] | null;
};

export type Command = {
  /**
   * @returns the exit code; undefined means 0
   * @throws every error; main turns it into an exit code
   */
  run(ctx: Context, input: Input): Promise<number | undefined>;
};
