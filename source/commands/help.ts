// The help texts, made from the commands themselves.
import { type Command, type Flags, globalFlags } from './command.ts';
import { commands } from './table.ts';

const kebab = (flag: string) => flag.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);

function flagLines(flags: Flags): string[] {
  const rows = Object.entries(flags).map(([name, { short, value, help }]) => {
    const words = `${short ? `-${short}, ` : '    '}--${kebab(name)}${value ? ` ${value}` : ''}`;
    return [words, help] as const;
  });
  const width = Math.max(...rows.map(([words]) => words.length));
  return rows.map(([words, help]) => `  ${words.padEnd(width)}  ${help}`);
}

export function commandHelp(command: Command): string {
  const own =
    Object.keys(command.flags).length === 0 ? [] : ['', 'Flags', ...flagLines(command.flags)];
  return [
    command.summary,
    '',
    'Usage',
    `  bp-auth ${`${command.name} ${command.usage}`.trim()}`,
    ...own,
    '',
    'Flags of every command',
    ...flagLines(globalFlags),
    '',
    'Examples',
    ...command.examples.map(example => `  ${example}`),
    '',
  ].join('\n');
}

export async function overview(): Promise<string> {
  const all = await Promise.all(Object.values(commands).map(load => load()));
  const width = Math.max(...all.map(({ name }) => name.length));
  return [
    'bp-auth: the home of your Botpress credentials',
    '',
    'Usage',
    '  bp-auth                  the terminal UI',
    '  bp-auth COMMAND [flags]  the same, scripted',
    '',
    'Commands',
    ...all.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'Flags of every command',
    ...flagLines(globalFlags),
    '',
    'Exit codes: 0 done, 2 usage, 3 findings, 4 not authenticated, 5 forbidden, 6 network,',
    '7 quota, 8 local files, 9 token of another host, 130 cancelled',
    '',
    '`bp-auth COMMAND --help` tells more about one command.',
    '',
  ].join('\n');
}
