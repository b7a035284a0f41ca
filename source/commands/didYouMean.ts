// The errors for unknown commands, with the command that was probably meant.
import { line, say } from '../commandLine.ts';
import { AppError } from '../errors.ts';
import { closest } from '../profiles/closest.ts';
import { familiar } from './spec/familiar.ts';
import { commandNames, commandsBelow } from './spec/specs.ts';

const lineFor = (words: string) =>
  Object.keys(familiar).find(line => familiar[line]?.includes(words)) ?? null;

/**
 * The command that the typed words certainly mean; null if there is none. The words may be another
 * program's (spec/familiar.ts), a singular (`profile use`), or lack the first word (`use`).
 */
export function meantBy([first = '', second = '']: readonly string[]): string | null {
  const isGroup = commandsBelow(`${first}s`).length > 0;
  const words = `${isGroup ? `${first}s` : first} ${second}`.trim();
  if (isGroup && commandNames.some(name => name === words)) return words;
  const found = lineFor(words);
  if (found !== null || commandsBelow(first).length > 0) return found;
  return lineFor(first) ?? commandNames.find(name => name.endsWith(` ${first}`)) ?? null;
}

function nearBelow(group: string, typed: string): string | null {
  const near = closest(
    typed,
    commandsBelow(group).map(name => name.slice(group.length + 1)),
  );
  return near && `${group} ${near}`;
}

const nearest = ([first = '', second = '']: readonly string[]) =>
  closest(`${first} ${second}`.trim(), commandNames) ?? closest(first, commandNames);

/** `GROUP --help` for the group of commands with the most similar name; null if none is similar. */
function nearGroup(typed: string): string | null {
  const near = closest(
    typed,
    commandNames.filter(name => name.includes(' ')).map(name => name.replace(/ .*/, '')),
  );
  return near && `${near} --help`;
}

/** @param words at least one word; no command begins with them */
export function unknownCommand(words: readonly string[]): AppError {
  const [first = '', second] = words;
  const isGroup = commandsBelow(first).length > 0;
  if (isGroup && second === undefined) {
    return new AppError('command-incomplete', `\`${first}\` needs a subcommand`, {
      hint: say`\`${line(first, '--help')}\` lists them`,
    });
  }
  const near =
    meantBy(words) ??
    (isGroup ? nearBelow(first, second ?? '') : (nearest(words) ?? nearGroup(first)));
  const help = isGroup ? line(first, '--help') : line('--help');
  return new AppError('command-unknown', 'There is no such command', {
    hint:
      near === null
        ? say`\`${help}\` lists the commands`
        : say`Did you mean \`${line(...near.split(' ').filter(Boolean))}\`?`,
  });
}
