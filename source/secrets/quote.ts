// Variables as lines of a shell or a dotenv file, quoted so that no value can break out.
import { lineHere, say } from '../commandLine.ts';
import { AppError } from '../errors.ts';

export const dialects = ['bash', 'zsh', 'fish', 'powershell', 'cmd', 'dotenv'] as const;
export type Dialect = (typeof dialects)[number];

/**
 * A line that sets the variable to exactly this value.
 * @throws AppError `usage` if that is impossible
 */
export function variableLine(dialect: Dialect, name: string, value: string): string {
  if (value.includes('\0')) {
    throw new AppError(
      'value-holds-nul',
      `${name} holds a NUL character, which no shell can take`,
      {
        hint: 'Log in again to store the value correctly',
      },
    );
  }
  if (dialect === 'fish') return `set -gx ${name} '${value.replace(/[\\']/g, '\\$&')}'`;
  if (dialect === 'powershell') return `$env:${name} = ${powershellValue(value)}`;
  if (dialect === 'cmd') return cmdLine(name, value);
  if (dialect === 'dotenv') return `${name}=${dotenvValue(name, value)}`;
  return `export ${name}='${value.replaceAll("'", "'\\''")}'`;
}

/**
 * Whether a name is safe unquoted: an environment may hold other names, and a shell would run them.
 */
export const isPlainName = (name: string) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);

/** A line that unsets a variable, whether or not it is set. */
export function unsetVariable(dialect: Exclude<Dialect, 'dotenv'>, name: string): string {
  if (dialect === 'fish') return `set -eg ${name}`;
  if (dialect === 'powershell') return `Remove-Item Env:${name} -ErrorAction Ignore`;
  if (dialect === 'cmd') return `set "${name}="`;
  return `unset ${name}`;
}

/**
 * The value in PowerShell's syntax, on one line: PowerShell reads a program's output line by line.
 */
function powershellValue(value: string): string {
  // PowerShell treats typographic single quotes like the plain one.
  const doubled = value.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&');
  const spelled = doubled.replace(
    /[\u0001-\u001f\u007f]/g,
    character => `' + [char]${character.charCodeAt(0)} + '`,
  );
  return `'${spelled}'`;
}

/**
 * A line that means the same in a batch file and in a loop at cmd's prompt, which treat `%`
 * differently. A value with a quote is refused: cmd would run the rest of the value as commands.
 */
function cmdLine(name: string, value: string): string {
  if (!/["%!^\p{Cc}]/u.test(value)) return `set "${name}=${value}"`;
  throw new AppError('value-not-for-cmd', `${name} holds characters that cmd.exe would change`, {
    hint: say`Use PowerShell, or ${lineHere('exec', '--', 'CMD')}`,
  });
}

/**
 * dotenv has no escapes that all readers understand, so the value gets a kind of quotes that it
 * does not contain. A value with a backslash or a carriage return cannot be written.
 */
function dotenvValue(name: string, value: string): string {
  if (/^[\w.:/@%+-]+$/.test(value)) return value;
  const risky = /[\\\r]/.test(value);
  const quotes = [`'`, ...(/[\n$]/.test(value) ? [] : [`"`]), '`'];
  const quote = risky ? undefined : quotes.find(candidate => !value.includes(candidate));
  if (quote !== undefined) return quote + value + quote;
  throw new AppError('value-not-for-dotenv', `${name} holds characters that dotenv cannot write`, {
    hint: 'Use --format json, or leave --format out for shell lines',
  });
}
