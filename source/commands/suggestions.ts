// What may come next on a command line: commands, flags, and what is known of their values.
import { parseLine } from './arguments.ts';
import { globalFlags } from './spec/flags.ts';
import type { ArgumentSpec, FlagSpec, ValueKind } from './spec/spec.ts';
import { commandIn, commandNames, flagsOf, specs } from './spec/specs.ts';
import { flagNamed, written } from './spec/spelling.ts';

/** What this machine knows of a kind of value. */
export type Known = (kind: ValueKind) => readonly string[];

/**
 * What may stand where the last of the words is being typed.
 * @param words everything behind `bp-auth`, the unfinished word last
 * @param known asked only where it matters
 */
export async function suggestions(words: readonly string[], known: Known): Promise<string[]> {
  const { before, typed } = apart(words);
  const found = candidates(before, typed, known);
  return [...new Set(found)].filter(word => word.startsWith(typed)).sort();
}

/** bash breaks `--store=ke` into three words, and takes the last one for what is being typed. */
function apart(words: readonly string[]): { before: readonly string[]; typed: string } {
  const typed = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  if (typed === '=') return { before, typed: '' };
  return { before: before.at(-1) === '=' ? before.slice(0, -1) : before, typed };
}

function candidates(before: readonly string[], typed: string, known: Known): readonly string[] {
  // What follows is the program's.
  if (before.includes('--')) return [];
  const line = parseLine(before);
  const isHelp = line.words[0] === 'help';
  const words = isHelp ? line.words.slice(1) : line.words;
  const name = commandIn(words);
  const flags = name === null ? globalFlags : flagsOf(name);
  const flag = (word: string): FlagSpec | undefined =>
    Object.entries(flags).find(([each]) => each === flagNamed(word.replace(/^--/, '')))?.[1];

  const last = before.at(-1) ?? '';
  const waiting = last.startsWith('--') && !last.includes('=') ? flag(last) : undefined;
  if (waiting?.type === 'string' && waiting.bare === undefined) return valuesOf(waiting, known);

  const [, joinedTo] = /^(--[\w-]+)=/.exec(typed) ?? [];
  if (joinedTo !== undefined) {
    const spec = flag(joinedTo);
    return spec?.type !== 'string' ? [] : valuesOf(spec, known).map(each => `${joinedTo}=${each}`);
  }
  if (typed.startsWith('-') && typed !== '-') return Object.keys(flags).map(written);
  if (name === null) return [...nextWords(words), ...(before.length === 0 ? ['help'] : [])];
  const argument = isHelp ? undefined : argumentAt(specs[name].args ?? [], words, name);
  return argument === undefined ? [] : valuesOf(argument, known);
}

const valuesOf = ({ kind, words = [] }: Pick<ArgumentSpec, 'kind' | 'words'>, known: Known) => [
  ...words,
  ...(kind === 'word' ? [] : known(kind)),
];

/** The argument that comes next; the last one, where that may be repeated. */
function argumentAt(args: readonly ArgumentSpec[], words: readonly string[], name: string) {
  const at = words.length - name.split(' ').length;
  const last = args.at(-1);
  return args[at] ?? (last?.many ? last : undefined);
}

/** The next word of every command that begins with the words so far. */
function nextWords(done: readonly string[]): string[] {
  const all = commandNames.map(name => name.split(' '));
  const fitting = all.filter(parts => done.every((word, index) => parts[index] === word));
  return fitting.flatMap(parts => parts[done.length] ?? []);
}
