// The help texts, made from the records of the commands.
import { usageOf } from './arguments.ts';
import { everyExit } from './spec/exits.ts';
import { globalFlags } from './spec/flags.ts';
import { type FlagSpec, type Flags, groups } from './spec/spec.ts';
import { type CommandName, commandNames, commandsBelow, specs } from './spec/specs.ts';
import { written } from './spec/spelling.ts';

/** Two columns, the second aligned. */
function columns(rows: ReadonlyArray<readonly [left: string, right: string]>): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

const short = (spec: FlagSpec) => (spec.type === 'boolean' && spec.short) || null;
const value = (spec: FlagSpec) => {
  if (spec.type === 'boolean') return '';
  return spec.bare === undefined ? ` ${spec.value}` : `[=${spec.value}]`;
};

function flagLines(flags: Flags): string[] {
  return columns(
    Object.entries(flags).map(([name, spec]) => {
      const letter = short(spec);
      const words = `${letter ? `-${letter}, ` : '    '}${written(name)}${value(spec)}`;
      return [words, spec.help];
    }),
  );
}

const summaries = (names: readonly CommandName[]) =>
  names.map(name => [name, specs[name].summary] as const);

export function commandHelp(name: CommandName): string {
  const { summary, flags = {}, examples, exits } = specs[name];
  const own = Object.keys(flags).length === 0 ? [] : ['', 'Flags', ...flagLines(flags)];
  const codes = Object.entries({ ...everyExit, ...exits });
  return [
    summary,
    '',
    'Usage',
    `  ${usageOf(name)}`,
    ...own,
    '',
    'Flags of every command',
    ...flagLines(globalFlags),
    '',
    'Exit codes',
    ...columns(codes),
    '',
    'Examples',
    ...examples.map(example => `  ${example}`),
    '',
  ].join('\n');
}

/** @param word the first word of several commands */
export const groupCommands = (word: string) =>
  ['Commands', ...columns(summaries(commandsBelow(word))), ''].join('\n');

/** @param word the first word of several commands */
export function groupHelp(word: string): string {
  return [
    `The commands of \`bp-auth ${word}\``,
    '',
    'Usage',
    `  bp-auth ${word} COMMAND [flags]`,
    '',
    groupCommands(word),
    'Flags of every command',
    ...flagLines(globalFlags),
    '',
    `\`bp-auth ${commandsBelow(word)[0]} --help\` has more about one command.`,
    '',
  ].join('\n');
}

export function overview(): string {
  const lines = columns(summaries(commandNames));
  const byGroup = commandNames.map(
    (name, index) => [specs[name].group, lines[index] ?? ''] as const,
  );
  const sections = Object.entries(groups).flatMap(([group, title]) => [
    '',
    title,
    ...byGroup.flatMap(([of, line]) => (of === group ? [line] : [])),
  ]);
  return [
    'bp-auth: the home of your Botpress credentials',
    '',
    'Usage',
    '  bp-auth                  the terminal UI',
    '  bp-auth COMMAND [flags]  the same, scripted',
    ...sections,
    '',
    'Flags of every command',
    ...flagLines(globalFlags),
    '',
    'Exit codes: 0 done, 2 usage, 3 findings, 4 not authenticated, 5 forbidden, 6 network,',
    '7 quota, 8 local files, 9 token of another host, 130 cancelled',
    '',
    '`bp-auth COMMAND --help`, or `bp-auth help COMMAND`, has more about one command.',
    '',
  ].join('\n');
}
