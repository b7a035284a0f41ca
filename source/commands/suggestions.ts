// Suggestions for the next word of a command line: commands, flags, profile names.
import { wordsOf } from './arguments.ts';
import { type Command, type Flags, globalFlags } from './command.ts';
import { commandIn, commands } from './table.ts';

const kebab = (flag: string) => flag.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);

/** Commands whose arguments are profile names. */
const takesNames = new Set([
  'profiles use',
  'profiles get',
  'profiles activity',
  'profiles rename',
  'profiles remove',
  'profiles bind',
  'profiles protect',
  'profiles export',
  'profiles move-token',
]);

/**
 * What may stand where the last of the words is being typed.
 * @param words everything behind `bp-auth`, the unfinished word last
 * @param names asked for only where a profile's name can stand
 */
export async function suggestions(
  words: readonly string[],
  names: () => string[],
): Promise<string[]> {
  const typed = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const found = await candidates(before, typed, names);
  return found.filter(word => word.startsWith(typed)).sort();
}

async function candidates(
  before: readonly string[],
  typed: string,
  names: () => string[],
): Promise<string[]> {
  if (before.at(-1) === '--profile' || before.at(-1) === '--confirm') return names();
  const done = wordsOf(before, globalFlags);
  const name = commandIn(done);
  const command = name === null ? null : await (commands[name] as () => Promise<Command>)();
  if (typed.startsWith('-')) return flagsOf({ ...globalFlags, ...command?.flags });
  if (name === null) return nextWords(done);
  if (takesNames.has(name)) return [...names(), ...(name === 'profiles use' ? ['-'] : [])];
  return name === 'completion' ? ['bash', 'fish', 'zsh'] : [];
}

/** The next word of every command that begins with the words so far. */
function nextWords(done: readonly string[]): string[] {
  const all = Object.keys(commands).map(name => name.split(' '));
  const fitting = all.filter(parts => done.every((word, index) => parts[index] === word));
  return [...new Set(fitting.flatMap(parts => parts[done.length] ?? []))];
}

const flagsOf = (flags: Flags) => Object.keys(flags).map(flag => `--${kebab(flag)}`);
