// Owns cleaning a pasted token and refusing what cannot be sent.
import { AppError } from '../errors.ts';

/** Longest token taken: real ones have 43 characters, a JWT may have several hundred. */
export const maxTokenLength = 1024;

export type CleanedToken = {
  token: string;
  /** What was taken off, in words: `the word Bearer`, `quotes`, … */
  removed: string[];
};

const wrappers: ReadonlyArray<readonly [pattern: RegExp, words: string]> = [
  [/^\s+|\s+$/g, 'blanks around it'],
  [
    /^(?:export\s+|set\s+|\$env:)?[A-Za-z_][A-Za-z0-9_]*\s*=\s*(?=\S)/,
    'the variable name before it',
  ],
  [/^authorization:\s*/i, 'the header name'],
  [/^bearer\s+/i, 'the word Bearer'],
  [/^(["'`])(.*)\1;?$/s, 'quotes'],
];

/**
 * Takes off what people paste along with a token: blanks, quotes, `Bearer `, `export X=`, line breaks.
 * Never takes off a character that could belong to the token itself.
 */
export function cleanToken(pasted: string): CleanedToken {
  const removed = new Set<string>();
  let token = pasted;
  for (let before: string | undefined; before !== token; ) {
    before = token;
    for (const [pattern, words] of wrappers) {
      const next = token.replace(pattern, words === 'quotes' ? '$2' : '');
      if (next !== token) removed.add(words);
      token = next;
    }
  }
  const joined = token.replace(/\r?\n[ \t]*/g, '');
  if (joined !== token) removed.add('line breaks');
  return { token: joined, removed: [...removed] };
}

/** Why this text cannot be a token, in a sentence; null when it could be sent. */
export function tokenProblem(token: string): string | null {
  if (token === '') return 'The token is empty';
  if (token.length > maxTokenLength) {
    return `The token is too long (${token.length} characters; at most ${maxTokenLength})`;
  }
  if (/[\u0000-\u001f\u007f]/.test(token)) {
    return 'The token contains a line break or another control character';
  }
  if (/[^\u0021-\u007e]/.test(token)) return 'The token contains a blank or a non-ASCII character';
  return null;
}

/**
 * A token from a flag, a pipe or a command, ready to be sent.
 * Blanks around it are taken off; anything else odd is refused.
 * @throws AppError usage; the message never holds the token.
 */
export function requireToken(text: string): string {
  const token = text.trim();
  const problem = tokenProblem(token);
  if (problem === null) return token;
  throw new AppError('token-malformed', problem, {
    hint: 'Copy it again from https://app.botpress.cloud/profile/tokens, or run `bp-auth` and paste it into the form',
  });
}
