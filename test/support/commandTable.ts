// The reference's table of commands, made from their records.
import { everyExit } from '../../source/commands/spec/exits.ts';
import { type CommandName, commandNames, specs } from '../../source/commands/spec/specs.ts';

export function commandTable(): string[] {
  const others = Object.keys(everyExit).join(', ');
  return [
    `| command | does | ends with, besides ${others} |`,
    '|---|---|---|',
    ...commandNames.map(row),
  ];
}

function row(name: CommandName): string {
  const { usage, summary, exits } = specs[name];
  const codes = Object.entries(exits).map(([code, when]) => (code === '3' ? `3 (${when})` : code));
  const cells = [`\`${`${name} ${usage}`.trim()}\``, summary, codes.join(', ')];
  return `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
