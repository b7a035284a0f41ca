// Completions of a command line: commands, flags, and known values.
import { parseLine } from './arguments.ts';
import { globalFlags } from './spec/flags.ts';
import type { ArgumentSpec, FlagSpec, ValueKind } from './spec/spec.ts';
import { commandIn, commandNames, flagsOf, specs } from './spec/specs.ts';
import { flagNamed, written } from './spec/spelling.ts';

/** The values of a kind that are known on this machine. */
export type Known = (kind: ValueKind) => readonly string[];

/**
 * Candidates for the last word, which is being typed.
 * @param words all words after `bp-auth`, the unfinished one last
 * @param known called only if values are needed
 */
export async function suggestions(words: readonly string[], known: Known): Promise<string[]> {
  const { before, typed } = apart(words);
  const found = candidates(before, typed, known);
  return [...new Set(found)].filter(word => word.startsWith(typed)).sort();
}

/** bash splits `--store=ke` into three words and treats the last one as the word being typed. */
function apart(words: readonly string[]): { before: readonly string[]; typed: string } {
  const typed = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  if (typed === '=') return { before, typed: '' };
  return { before: before.at(-1) === '=' ? before.slice(0, -1) : before, typed };
}

function candidates(before: readonly string[], typed: string, known: Known): readonly string[] {
  // Words after `--` belong to the program.
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

/** The next argument; after the last one, that one again if it may be repeated. */
function argumentAt(args: readonly ArgumentSpec[], words: readonly string[], name: string) {
  const at = words.length - name.split(' ').length;
  const last = args.at(-1);
  return args[at] ?? (last?.many ? last : undefined);
}

/** The next word of each command that starts with the words so far. */
function nextWords(done: readonly string[]): string[] {
  const all = commandNames.map(name => name.split(' '));
  const fitting = all.filter(parts => done.every((word, index) => parts[index] === word));
  return fitting.flatMap(parts => parts[done.length] ?? []);
}
