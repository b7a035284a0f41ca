// A command line turned into a command's input: meow parses it, then the command's record checks
// it.
import meow from 'meow';
import { AppError } from '../errors.ts';
import { closest } from '../profiles/closest.ts';
import type { Input } from './command.ts';
import { globalFlags } from './spec/flags.ts';
import type { Flags } from './spec/spec.ts';
import { allFlags, type CommandName, flagsOf, specs } from './spec/specs.ts';
import { flagNamed, written } from './spec/spelling.ts';
import { isFlag, readFlag, type TypedFlag } from './typedFlags.ts';
import { argumentMissing, flagNeedsValue } from './usage.ts';

/** A command line of any command. */
export type ParsedLine = {
  /** Words that are neither flags nor values of flags: the command, then its arguments. */
  words: readonly string[];
  typed: readonly TypedFlag[];
  /** The values of flags, by name. */
  values: Readonly<Record<string, unknown>>;
  /** What follows `--`. Null without one. */
  rest: readonly string[] | null;
};

/** argv cut at the first `--`. */
export function splitRest(argv: readonly string[]): {
  own: readonly string[];
  rest: readonly string[] | null;
} {
  const at = argv.indexOf('--');
  if (at === -1) return { own: argv, rest: null };
  return { own: argv.slice(0, at), rest: argv.slice(at + 1) };
}

/** Reads a command line. Never throws: whether the line is valid depends on the command. */
export function parseLine(argv: readonly string[]): ParsedLine {
  const { own, rest } = splitRest(argv);
  const typed: TypedFlag[] = [];
  const plain: string[] = [];
  for (let i = 0; i < own.length; i++) {
    const argument = own[i] ?? '';
    if (!isFlag(argument)) plain.push(argument);
    else {
      const reading = readFlag(argument, own[i + 1]);
      typed.push(...reading.typed);
      plain.push(...reading.plain);
      if (reading.usesNext) i++;
    }
  }
  const { input, flags } = meow({
    argv: plain,
    flags: flagsForMeow(typed),
    // main handles help, version and exit codes, so meow needs no package.json.
    ...{ autoHelp: false, autoVersion: false, description: false, pkg: {} },
    importMeta: { url: 'file:///bp-auth' } as ImportMeta,
    booleanDefault: undefined,
  });
  return { words: input, typed, values: flags, rest };
}

/**
 * Only the flags on the line: preparing all flags would double the time of a command that only
 * reads files. Every text flag is declared as a list, because meow throws when a single-value flag
 * comes twice; the last value wins.
 */
function flagsForMeow(typed: readonly TypedFlag[]) {
  return Object.fromEntries(
    typed.flatMap(({ flag }) => {
      const type = flag === null ? undefined : allFlags[flag]?.type;
      if (flag === null || type === undefined) return [];
      return [
        [flag, type === 'string' ? ({ type, isMultiple: true } as const) : ({ type } as const)],
      ];
    }),
  );
}

/**
 * A command's input.
 * @param name null for `bp-auth` alone
 * @throws AppError `usage`; messages never repeat values, which may hold a token
 */
export function inputFor(
  { words, typed, values, rest }: ParsedLine,
  name: CommandName | null,
): Input {
  const spec = name === null ? null : specs[name];
  const usage = `Usage: ${usageOf(name)}`;
  checkFlags(typed, name === null ? globalFlags : flagsOf(name), usage);
  const known = spec?.args ?? [];
  const takesProgram = spec?.program === true;
  const given = words.slice(name === null ? 0 : name.split(' ').length);
  const args = takesProgram ? given : [...given, ...(rest ?? [])];
  if (args.length < known.filter(({ optional }) => !optional).length) {
    throw argumentMissing(null, usage);
  }
  if (args.length > known.length && !known.some(({ many }) => many)) {
    throw new AppError('arguments-too-many', 'There are too many arguments', { hint: usage });
  }
  const texts = (flag: string) =>
    [values[flag] ?? []].flat().filter(value => typeof value === 'string');
  return {
    text: flag => texts(flag).at(-1),
    texts,
    on: flag => values[flag] === true,
    off: flag => values[flag] === false,
    args,
    rest: takesProgram ? rest : null,
  };
}

/**
 * The usage line of a command.
 * @param name null for `bp-auth` alone
 */
export function usageOf(name: CommandName | null): string {
  return name === null ? 'bp-auth' : `bp-auth ${name} ${specs[name].usage}`.trim();
}

/** @throws AppError `usage` */
export function checkFlags(typed: readonly TypedFlag[], flags: Flags, hint: string): void {
  for (const { word, flag, mistake } of typed) {
    if (flag === null || !Object.hasOwn(flags, flag)) throw flagUnknown(word, flags, hint);
    if (mistake?.code === 'flag-takes-no-value') {
      throw new AppError('flag-takes-no-value', `The flag ${mistake.shown} takes no value`, {
        hint,
      });
    }
    if (mistake === undefined) continue;
    const joined = `${mistake.shown}=VALUE`;
    throw flagNeedsValue(
      mistake.shown,
      `${hint}; a value that starts with a dash is written ${joined}`,
    );
  }
}

function flagUnknown(word: string, flags: Flags, hint: string): AppError {
  const isName = /^--?[A-Za-z][\w-]{0,40}$/.test(word);
  const near = isName ? closest(flagNamed(word.replace(/^--?/, '')), Object.keys(flags)) : null;
  return new AppError(
    'flag-unknown',
    `There is no flag ${isName ? word : 'with the name that was typed'}`,
    {
      hint: near === null ? hint : `Did you mean ${written(near)}? ${hint}`,
    },
  );
}
