// A command line as a command's input: words, flags in both spellings, and what follows `--`.
import { parseArgs } from 'node:util';
import { AppError } from '../errors.ts';
import { closest } from '../profiles/closest.ts';
import { type Flags, globalFlags, type Input } from './command.ts';
import { argumentMissing, flagNeedsValue } from './usage.ts';

/** `--workspace-id` is `--workspaceId`. */
const camelCase = (flag: string) => flag.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());

/** argv cut at the first `--`. */
export function splitRest(argv: readonly string[]): {
  own: readonly string[];
  rest: readonly string[] | null;
} {
  const at = argv.indexOf('--');
  if (at === -1) return { own: argv, rest: null };
  return { own: argv.slice(0, at), rest: argv.slice(at + 1) };
}

/**
 * The words of argv that are neither flags nor flags' values: the command, then its arguments.
 * A value flag that nobody knows yet may hide one of its words; parseInput is strict afterwards.
 */
export function wordsOf(argv: readonly string[], flags: Flags): string[] {
  const { own } = splitRest(argv);
  const words: string[] = [];
  for (let i = 0; i < own.length; i++) {
    const argument = own[i] ?? '';
    if (!argument.startsWith('-') || argument === '-') words.push(argument);
    else if (!argument.includes('=') && flags[flagName(argument)]?.type === 'string') i++;
  }
  return words;
}

function flagName(argument: string): string {
  const bare = argument.replace(/^--?/, '').replace(/=.*$/s, '');
  return camelCase(bare);
}

/**
 * Checks flags and arguments of one command.
 * @param words how many leading words name the command
 * @throws AppError usage; values are never repeated, they may hold a token
 */
export function parseInput(
  argv: readonly string[],
  words: number,
  own: Flags,
  args: { min: number; max: number },
  usage: string,
): Input {
  const flags = { ...globalFlags, ...own };
  const { own: before, rest } = splitRest(argv);
  const normal = before.map(argument =>
    argument.startsWith('--')
      ? withBareValue(
          argument.replace(/^--([A-Za-z-]+)/, (_, n) => `--${spelling(n)}`),
          flags,
        )
      : argument,
  );
  const parsed = strictParse(normal, flags, usage);
  const positionals = parsed.positionals.slice(words);
  if (positionals.length < args.min) {
    throw argumentMissing(null, `Usage: bp-auth ${usage}`);
  }
  if (positionals.length > args.max) {
    throw new AppError('arguments-too-many', 'There are too many arguments', {
      hint: `Usage: bp-auth ${usage}`,
    });
  }
  const value = (flag: string) => parsed.values[flag];
  return {
    text: flag => (typeof value(flag) === 'string' ? (value(flag) as string) : undefined),
    texts: flag => [value(flag) ?? []].flat().filter(each => typeof each === 'string'),
    on: flag => value(flag) === true,
    off: flag => value(flag) === false,
    args: positionals,
    rest,
  };
}

/** `--watch` is `--watch=end`: what follows it is no value of it. */
function withBareValue(argument: string, flags: Flags): string {
  const name = argument.slice(2);
  const bare = Object.hasOwn(flags, name) ? flags[name]?.bare : undefined;
  return bare === undefined ? argument : `${argument}=${bare}`;
}

const spelling = (flag: string) =>
  flag.startsWith('no-') ? `no-${camelCase(flag.slice(3))}` : camelCase(flag);

function strictParse(argv: string[], flags: Flags, usage: string) {
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, { type, short, multiple = false }]) => [
      name,
      short === undefined ? { type, multiple } : { type, multiple, short },
    ]),
  );
  const parsed = parseArgs({
    ...{ args: argv, options, allowPositionals: true, allowNegative: true },
    // Node's own complaints quote what was typed, which may be a token.
    ...{ strict: false, tokens: true },
  });
  for (const token of parsed.tokens ?? []) {
    if (token.kind === 'option') check(token, flags, `Usage: bp-auth ${usage}`);
  }
  return parsed;
}

type Option = {
  name: string;
  /** As typed, without a value. */
  rawName: string;
  value?: string | undefined;
  /** Whether the value was joined on with `=`. */
  inlineValue?: boolean | undefined;
};

/** @throws AppError usage; values are not repeated */
function check({ name, rawName, value, inlineValue }: Option, flags: Flags, hint: string): void {
  const positive = rawName.startsWith('--no-') ? rawName.slice('--no-'.length) : null;
  const type = Object.hasOwn(flags, positive ?? name) ? flags[positive ?? name]?.type : undefined;
  // Only what is on or off can be denied.
  if (type === undefined || (positive !== null && type === 'string')) {
    throw flagUnknown(rawName, flags, hint);
  }
  if (type === 'boolean') {
    if (value === undefined) return;
    throw new AppError(
      'flag-takes-no-value',
      `The flag ${longName(rawName, name)} takes no value`,
      {
        hint,
      },
    );
  }
  const isFlag = !inlineValue && value !== undefined && /^-./.test(value);
  if (value !== undefined && !isFlag) return;
  const joined = `--${name}=VALUE`;
  throw flagNeedsValue(
    `--${name}`,
    `${hint}; a value that starts with a dash is written ${joined}`,
  );
}

const longName = (rawName: string, name: string) =>
  rawName.startsWith('--') ? rawName : `--${name}`;

function flagUnknown(rawName: string, flags: Flags, hint: string): AppError {
  const isName = /^--?[A-Za-z][\w-]{0,40}$/.test(rawName);
  const near = isName ? closest(flagName(rawName), Object.keys(flags)) : null;
  return new AppError('flag-unknown', `There is no flag ${isName ? rawName : 'of that name'}`, {
    hint: near === null ? hint : `Did you mean --${near}? ${hint}`,
  });
}
