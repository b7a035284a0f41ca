// Stray characters around the value of a credential variable: bp-auth strips them, other programs
// send them.
import { cleanToken, removedWords } from './clean.ts';
import { type Env, oddCharacter, readValue } from './variables.ts';

/**
 * A description of the stray characters, to follow the variable's name: `ends in a carriage
 * return`. Null if there are none.
 */
export function uncleanWords(env: Env, name: string): string | null {
  const value = env[name] ?? '';
  const isToken = name.endsWith('_TOKEN');
  const { token, removed } = cleanToken(value);
  const clean = isToken ? token : (readValue(env, name) ?? '');
  if (clean === '' || clean === value) return null;
  if (/\r\n?$/.test(value)) return 'ends in a carriage return: its file has Windows line ends';
  if (/\n$/.test(value)) return 'ends in a line end';
  if (/^(["'`]).*\1$/s.test(value.trim())) return 'has quotes around it';
  const [around = ''] = /^[\s\p{C}]+|[\s\p{C}]+$/u.exec(value) ?? [];
  const odd = oddCharacter(around);
  if (odd !== null) return `${value.startsWith(around) ? 'begins with' : 'ends in'} ${odd}`;
  return `has something around it: ${removed.map(what => removedWords[what]).join(', ')}`;
}
