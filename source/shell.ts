// Lines whose syntax depends on the user's shell.
import {
  type Line,
  type LinePlace,
  line,
  lineText,
  type Sentence,
  type Shell,
  say,
} from './commandLine.ts';
import type { Context } from './context.ts';
import { linePlace, shellOf, usualHome } from './linePlace.ts';

/** A `LinePlace` whose shell is known. */
export type ShellPlace = LinePlace & { shell: Shell };

export const placeOf = (ctx: Context): ShellPlace => ({
  ...linePlace(ctx),
  home: ctx.botpressHome === usualHome(ctx) ? null : ctx.botpressHome,
  shell: shellOf(ctx),
});

/** A bp-auth command line, with each word quoted where needed. */
export const bpAuth = (place: ShellPlace, ...words: readonly string[]) =>
  lineText(line(...words), place);

/** A line that unsets variables in the shell. */
export function shellUnsetLine(names: readonly string[], shell: Shell): string {
  switch (shell) {
    case 'fish':
      return `set -e ${names.join(' ')}`;
    case 'csh':
      return names.map(name => `unsetenv ${name}`).join('; ');
    case 'powershell':
      return `Remove-Item ${names.map(name => `Env:${name}`).join(', ')}`;
    case 'cmd':
      return names.map(name => `set "${name}="`).join(' & ');
    case 'posix':
      return `unset ${names.join(' ')}`;
  }
}

/**
 * A line that sets a variable for this shell and the programs that it starts.
 * @param word the value, quoted where needed
 */
export function shellSetLine(name: string, word: string, shell: Shell): string {
  switch (shell) {
    case 'fish':
      return `set -gx ${name} ${word}`;
    case 'csh':
      return `setenv ${name} ${word}`;
    case 'powershell':
      return `$env:${name} = ${/^['"$]/.test(word) ? word : `'${word}'`}`;
    case 'cmd':
      return `set "${name}=${word.replace(/^(['"])(.*)\1$/s, '$2')}"`;
    case 'posix':
      return `export ${name}=${word}`;
  }
}

/** A variable's value as one word, in the shell's syntax. */
export function variableIn(name: string, shell: Shell): string {
  switch (shell) {
    case 'powershell':
      return `$env:${name}`;
    case 'cmd':
      return `%${name}%`;
    default:
      return `"$${name}"`;
  }
}

/** A command with a file as its standard input: PowerShell has no `<`. */
export const fedBy = (file: string, fed: Line, ctx: Context): Sentence =>
  shellOf(ctx) === 'powershell' ? say`Get-Content ${file} | ${fed}` : say`${fed} < ${file}`;

/** Several lines as one line that runs them in order. */
export function oneLine(lines: readonly string[], shell: Shell): string {
  return lines.join(shell === 'cmd' ? ' & ' : '; ');
}
