// What a command is called with: the one record that parsing, help, completion and the reference are made from.
import type { Exits } from './exits.ts';

/** The headings of the help, in its order. */
export const groups = {
  access: 'Logging in and out',
  profiles: 'Profiles',
  tokens: 'Tokens',
  running: 'Running other programs',
  trouble: 'Finding out what is wrong',
  more: 'More',
} as const;

/**
 * What stands in a place; completion offers what of it is known on this machine.
 * `word`: one of `words` and nothing else. `text`: anything.
 */
export type ValueKind =
  | 'profile'
  | 'token-id'
  | 'workspace'
  | 'bot'
  | 'integration'
  | 'api-url'
  | 'directory'
  | 'file'
  | 'word'
  | 'text';

type Value = {
  kind: ValueKind;
  /** Words that can be said there as they stand. */
  words?: readonly string[];
};

export type ArgumentSpec = Value & {
  /** As the usage line has it: `NAME`. */
  name: string;
  optional?: true;
  /** Whether it can be repeated. */
  many?: true;
};

type SwitchSpec = {
  type: 'boolean';
  help: string;
  /** One letter. */
  short?: string;
};

type TextFlagSpec = Value & {
  type: 'string';
  help: string;
  /** What stands for the value in the help: `URL`, `NAME`. */
  value: string;
  /** The value of a flag that stands alone; another one is written `--flag=VALUE`. */
  bare?: string;
  /** Whether it can be given several times; then `texts` has all of them. */
  multiple?: true;
};

export type FlagSpec = SwitchSpec | TextFlagSpec;

/** By name in camelCase; spelling.ts says how each is written. */
export type Flags = Readonly<Record<string, FlagSpec>>;

export type CommandSpec = {
  group: keyof typeof groups;
  summary: string;
  /** What follows the name in the usage line: `[NAME|-]`. */
  usage: string;
  args?: readonly ArgumentSpec[];
  /** Whether `-- CMD [ARG…]` can follow. Elsewhere what follows `--` is an argument like any other. */
  program?: true;
  flags?: Flags;
  /** Complete lines that work as printed. */
  examples: readonly string[];
  /** What it can end with besides the codes of every command. */
  exits: Exits;
  /** Works by complete credentials in the environment alone, where the home cannot be looked into. */
  canLackHome?: true;
};

export type Specs = Readonly<Record<string, CommandSpec>>;
