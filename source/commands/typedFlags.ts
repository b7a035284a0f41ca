// The flags of a command line, one by one: which flag each one is, what is wrong with it, and the
// form that meow reads without guessing. Where a line is ambiguous, meow guesses: it takes the word
// in `--json true` for a value, drops the quotes of `--note='"x"'`, and reads a flag without its
// value as one with an empty value.
import { allFlags } from './spec/specs.ts';
import { denied, flagNamed, written } from './spec/spelling.ts';

/** A flag as it was typed, without its value. */
export type TypedFlag = {
  word: string;
  /** In camelCase; null if no command has it. */
  flag: string | null;
  mistake?: { code: 'flag-takes-no-value' | 'flag-needs-value'; shown: string };
};

type Reading = {
  typed: readonly TypedFlag[];
  /** The form that meow reads without guessing. */
  plain: readonly string[];
  /** Whether the next word is its value. */
  usesNext?: true;
};

/** Whether a word is a flag; `-` alone is not, it means standard input. */
export const isFlag = (argument: string) => /^-./s.test(argument);

/** @param next the following word */
export function readFlag(argument: string, next: string | undefined): Reading {
  if (!argument.startsWith('--')) return joinedShorts(argument);
  const at = argument.indexOf('=');
  const word = at === -1 ? argument : argument.slice(0, at);
  const joined = at === -1 ? undefined : argument.slice(at + 1);
  const denies = word.startsWith('--no-');
  const flag = flagNamed(word.slice(denies ? '--no-'.length : '--'.length));
  const spec = Object.hasOwn(allFlags, flag) ? allFlags[flag] : undefined;
  // Only switches have a `--no-` form.
  if (spec === undefined || (denies && spec.type === 'string')) {
    return { typed: [{ word, flag: null }], plain: [] };
  }
  if (spec.type === 'boolean') {
    if (joined === undefined) return { typed: [{ word, flag }], plain: [`--${flag}=${!denies}`] };
    const shown = denies ? denied(flag) : written(flag);
    return { typed: [{ word, flag, mistake: { code: 'flag-takes-no-value', shown } }], plain: [] };
  }
  const isApart = joined === undefined && spec.bare === undefined;
  const value = isApart ? (isFlag(next ?? '') ? undefined : next) : (joined ?? spec.bare);
  if (value === undefined) {
    const shown = written(flag);
    return { typed: [{ word, flag, mistake: { code: 'flag-needs-value', shown } }], plain: [] };
  }
  const plain = value.startsWith('-') ? [`--${flag}=${value}`] : [`--${flag}`, value];
  return { typed: [{ word, flag }], plain, ...(isApart && { usesNext: true }) };
}

/** `-yh` is `-y -h`; all one-letter flags are switches. */
function joinedShorts(argument: string): Reading {
  const typed = [...argument.slice(1)].map(letter => {
    const found = Object.entries(allFlags).find(
      ([, spec]) => spec.type === 'boolean' && spec.short === letter,
    );
    return { word: `-${letter}`, flag: found?.[0] ?? null };
  });
  return { typed, plain: typed.flatMap(({ flag }) => (flag === null ? [] : `--${flag}=true`)) };
}
