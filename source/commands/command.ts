// The type of a command: its words for the help, its flags, and what it gets to run with.
import type { Context } from '../context.ts';

export type FlagSpec = {
  type: 'boolean' | 'string';
  help: string;
  /** What stands for the value in the help: `URL`, `NAME`. */
  value?: string;
  /** The value of a text flag that stands alone; another one is written `--flag=VALUE`. */
  bare?: string;
  /** One letter. */
  short?: string;
  /** Whether it can be given several times; then `texts` has all of them. */
  multiple?: boolean;
};

export type Flags = Readonly<Record<string, FlagSpec>>;

/** What the user typed, checked against the command's flags. */
export type Input = {
  /** A text flag's value. */
  text(flag: string): string | undefined;
  /** All values of a flag that can be given several times. */
  texts(flag: string): readonly string[];
  /** Whether a switch is on. */
  on(flag: string): boolean;
  /** Whether a switch was turned off: `--no-browser`. */
  off(flag: string): boolean;
  args: readonly string[];
  /** What follows `--`. Null without one. */
  rest: readonly string[] | null;
};

export type Command = {
  /** The words that call it: `profiles list`. */
  name: string;
  summary: string;
  /** What follows the name in the usage line: `[NAME|-]`. */
  usage: string;
  flags: Flags;
  /** How many arguments it takes. */
  args: { min: number; max: number };
  /** Works by complete credentials in the environment alone, where the home cannot be looked into. */
  canLackHome?: true;
  /** Complete lines that work as printed. */
  examples: readonly string[];
  /** @returns the exit code; 0 when nothing is returned. Errors are thrown. */
  run(ctx: Context, input: Input): Promise<number | undefined>;
};

/** Flags that every command takes. */
export const globalFlags: Flags = {
  profile: { type: 'string', value: 'NAME', help: 'Use this profile instead of the active one' },
  botpressHome: {
    type: 'string',
    value: 'DIR',
    help: 'Where profiles are kept (default ~/.botpress)',
  },
  json: { type: 'boolean', help: 'Print JSON' },
  yes: { type: 'boolean', short: 'y', help: 'Answer yes where a question would come' },
  confirm: { type: 'string', value: 'NAME', help: 'Confirm that a protected profile is meant' },
  color: { type: 'boolean', help: 'Colours in the terminal UI (--no-color: none)' },
  ascii: { type: 'boolean', help: 'Draw with ASCII characters only' },
  verbose: { type: 'boolean', help: 'Say more about what happens, on stderr' },
  demo: { type: 'boolean', help: 'Try it on sample data; nothing is kept' },
  help: { type: 'boolean', short: 'h', help: 'Show help' },
  version: { type: 'boolean', help: 'Show the version' },
};
