// What stands around the value of a credential's variable that does not belong to it: we take it off, other programs
// send it along.
import { cleanToken, removedWords } from './clean.ts';
import { type Env, oddCharacter, readValue } from './variables.ts';

/** What is around a variable's value, to follow its name: `ends in a carriage return`. Null where nothing is. */
export function uncleanWords(env: Env, name: string): string | null {
  const value = env[name] ?? '';
  const isToken = name.endsWith('_TOKEN');
  const { token, removed } = cleanToken(value);
  const clean = isToken ? token : (readValue(env, name) ?? '');
  if (clean === '' || clean === value) return null;
  if (/\r\n?$/.test(value))
    return 'ends in a carriage return: its file has the line ends of Windows';
  if (/\n$/.test(value)) return 'ends in a line end';
  if (/^(["'`]).*\1$/s.test(value.trim())) return 'has quotes around it';
  const [around = ''] = /^[\s\p{C}]+|[\s\p{C}]+$/u.exec(value) ?? [];
  const odd = oddCharacter(around);
  if (odd !== null) return `${value.startsWith(around) ? 'begins with' : 'ends in'} ${odd}`;
  return `has something around it: ${removed.map(what => removedWords[what]).join(', ')}`;
}
