// Tokens inside values of unknown shape: a logout must not leave one there.
import { findTokens } from '../secrets/kind.ts';

/** Every text in a value that is stored under a key `token` or looks like a token. */
export function tokensIn(value: unknown): string[] {
  const found: string[] = [];
  visit(value, (text, key) => {
    if (key === 'token' && text !== '') found.push(text);
    found.push(...findTokens(text));
  });
  return found;
}

/** Whether a value contains one of the tokens. */
export function holdsToken(value: unknown, tokens: ReadonlySet<string>): boolean {
  let holds = false;
  visit(value, text => {
    holds ||= tokens.has(text) || (text.length > shortest && includesOneOf(text, tokens));
  });
  return holds;
}

/** The entries of an object that contain none of the tokens. */
export function entriesWithoutTokens<Value>(
  map: Record<string, Value>,
  tokens: ReadonlySet<string>,
): Record<string, Value> {
  if (tokens.size === 0) return map;
  const kept = Object.entries(map).filter(([, value]) => !holdsToken(value, tokens));
  return Object.fromEntries(kept);
}

// Shorter texts occur inside others by chance.
const shortest = 12;

function includesOneOf(text: string, tokens: ReadonlySet<string>): boolean {
  for (const token of tokens) {
    if (token.length >= shortest && text.includes(token)) return true;
  }
  return false;
}

/** Without recursion, because a stranger's value may be nested to any depth. */
function visit(value: unknown, see: (text: string, key: string) => void): void {
  const open: Array<[key: string, value: unknown]> = [['', value]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [key, inner] = next;
    if (typeof inner === 'string') see(inner, key);
    else if (inner !== null && typeof inner === 'object') {
      for (const entry of Object.entries(inner)) open.push(entry);
    }
  }
}
