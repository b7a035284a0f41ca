// The type of a command record. Parsing, help, completion and the reference use these records.
import type { Exits } from './exits.ts';

/** The headings of the help, in order. */
export const groups = {
  access: 'Logging in and out',
  profiles: 'Profiles',
  tokens: 'Tokens',
  running: 'Running other programs',
  trouble: 'Finding out what is wrong',
  more: 'More',
} as const;

/**
 * The kinds of values that flags and arguments take. Completion offers the values of each kind that are
 * known on this machine. `word`: only one of `words`. `text`: anything.
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
  /** Fixed words that are accepted. */
  words?: readonly string[];
};

export type ArgumentSpec = Value & {
  /** As shown in the usage line: `NAME`. */
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
  /** The placeholder for the value in the help: `URL`, `NAME`. */
  value: string;
  /** The value that the flag has when it stands alone; another value is written `--flag=VALUE`. */
  bare?: string;
  /** Whether it can be given several times; `texts` then returns all values. */
  multiple?: true;
};

export type FlagSpec = SwitchSpec | TextFlagSpec;

/** Keyed in camelCase; spelling.ts says how each flag is written. */
export type Flags = Readonly<Record<string, FlagSpec>>;

export type CommandSpec = {
  group: keyof typeof groups;
  summary: string;
  /** The part after the name in the usage line: `[NAME|-]`. */
  usage: string;
  args?: readonly ArgumentSpec[];
  /**
   * Whether `-- CMD [ARG…]` can follow. In other commands, words after `--` are ordinary arguments.
   */
  program?: true;
  flags?: Flags;
  /** Complete lines that work as printed. */
  examples: readonly string[];
  /** Exit codes beyond those of every command. */
  exits: Exits;
  /** Works with complete credentials in the environment alone, even if the home cannot be read. */
  canLackHome?: true;
};

export type Specs = Readonly<Record<string, CommandSpec>>;
