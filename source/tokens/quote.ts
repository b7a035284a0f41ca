// Owns writing a variable as a line of a shell or a dotenv file, so that no value can break out of it.
import { AppError } from '../errors.ts';

export const dialects = ['bash', 'zsh', 'fish', 'powershell', 'dotenv'] as const;
export type Dialect = (typeof dialects)[number];

/** A line that sets the variable to exactly this value. @throws AppError usage where that cannot be written */
export function variableLine(dialect: Dialect, name: string, value: string): string {
  if (value.includes('\0')) {
    throw new AppError('usage', `${name} holds a NUL character, which no shell can take`, {
      hint: 'Log in again to store it anew',
    });
  }
  if (dialect === 'fish') return `set -gx ${name} '${value.replace(/[\\']/g, '\\$&')}'`;
  if (dialect === 'powershell')
    return `$env:${name} = '${value.replace(powershellQuotes, '$&$&')}'`;
  if (dialect === 'dotenv') return `${name}=${dotenvValue(name, value)}`;
  return `export ${name}='${value.replaceAll("'", "'\\''")}'`;
}

// PowerShell takes typographic single quotes for the plain one.
const powershellQuotes = /['\u2018\u2019\u201a\u201b]/g;

/** dotenv has no escaping that its readers agree on; quotes that do not occur in the value are safe. */
function dotenvValue(name: string, value: string): string {
  if (/^[\w.:/@%+-]+$/.test(value)) return value;
  const quote = ["'", '`', '"'].find(candidate => !value.includes(candidate));
  if (quote !== undefined && !(quote === '"' && /[\\\n$]/.test(value)))
    return quote + value + quote;
  throw new AppError('usage', `${name} holds quotes of every kind, which dotenv cannot write`, {
    hint: 'Use --format json or a shell',
  });
}
