// The kind of a token, told by its text alone, and the mask under which it may be shown.
import { sha256Hex } from './sha256.ts';

/** What a token is for; `unknown` has none of the prefixes seen so far and is not thereby wrong. */
export type TokenKind = 'pat' | 'bot' | 'integration' | 'unknown';

// Both spellings of bot and integration keys are in the wild (docs/notes/botpress-api.md, Token kinds).
const prefixes: ReadonlyArray<readonly [prefix: string, kind: TokenKind]> = [
  ['bp_pat_', 'pat'],
  ['bp_bak_', 'bot'],
  ['bp_bot_', 'bot'],
  ['bp_iak_', 'integration'],
  ['bp_int_', 'integration'],
];

/** The kind a token's prefix tells. */
export function kindOf(token: string): TokenKind {
  return prefixes.find(([prefix]) => token.startsWith(prefix))?.[1] ?? 'unknown';
}

/** The known prefix that a token begins with; empty where it has none. */
export function prefixOf(token: string): string {
  return prefixes.find(([known]) => token.startsWith(known))?.[0] ?? '';
}

/** Whether a token of a known prefix begins anywhere in a text. */
export function holdsPrefix(text: string): boolean {
  return prefixes.some(([known]) => text.includes(known));
}

/** First 8 hex digits of the token's SHA-256: enough to tell tokens apart, useless to log in with. */
export function fingerprint(token: string): string {
  return sha256Hex(token).slice(0, 8);
}

/** The only way a token is shown: `bp_pat_… (43 characters, #a1b2c3d4)`. */
export function mask(token: string): string {
  return `${prefixOf(token)}… (${token.length} characters, #${fingerprint(token)})`;
}

/** What may be seen of a token while it is typed: its fingerprint would tell it letter by letter. */
export function outline(token: string): string {
  return `${prefixOf(token)}… (${token.length} characters)`;
}

/** A kind in words, as the screens and messages name it. */
export const kindNames: Readonly<Record<TokenKind, string>> = {
  pat: 'personal access token',
  bot: 'bot key',
  integration: 'integration key',
  unknown: 'token of unknown kind',
};

/** `a bot key`, `an integration key`; with a capital where it begins a sentence. */
export function oneOfKind(kind: TokenKind, article: 'a' | 'A' = 'a'): string {
  const name = kindNames[kind];
  return `${article}${/^[aeiou]/.test(name) ? 'n' : ''} ${name}`;
}

const tokenPattern = new RegExp(
  `(?:${prefixes.map(([prefix]) => prefix).join('|')})[A-Za-z0-9_-]+`,
  'g',
);

/** Every token of a known prefix in a text, in order. */
export function findTokens(text: string): string[] {
  return text.match(tokenPattern) ?? [];
}

/** The same with the place of each, in characters from the beginning. */
export function tokensAt(text: string): Array<{ token: string; at: number }> {
  return [...text.matchAll(tokenPattern)].map(({ 0: token, index }) => ({ token, at: index }));
}

/** Replaces every token of a known prefix in a text that is about to be shown. */
export function redact(text: string): string {
  return text.replace(tokenPattern, mask);
}

/** Hides what is secret in each token of a text that is seen while it is edited; every length stays. */
export function veil(text: string): string {
  return text.replace(tokenPattern, token => {
    const prefix = prefixes.find(([known]) => token.startsWith(known))?.[0] ?? '';
    return prefix + '•'.repeat(token.length - prefix.length);
  });
}
