// The kind of a token, told from its text, and the masked form in which it may be shown.
import { sha256Hex } from './sha256.ts';

/** What a token is for; `unknown` has none of the known prefixes but may still be valid. */
export type TokenKind = 'pat' | 'bot' | 'integration' | 'unknown';

// Bot and integration keys exist in both spellings (docs/notes/botpress-api.md, Kinds of tokens).
const prefixes: ReadonlyArray<readonly [prefix: string, kind: TokenKind]> = [
  ['bp_pat_', 'pat'],
  ['bp_bak_', 'bot'],
  ['bp_bot_', 'bot'],
  ['bp_iak_', 'integration'],
  ['bp_int_', 'integration'],
];

/** The kind that a token's prefix shows. */
export function kindOf(token: string): TokenKind {
  return prefixes.find(([prefix]) => token.startsWith(prefix))?.[1] ?? 'unknown';
}

/** The known prefix of a token; empty if it has none. */
export function prefixOf(token: string): string {
  return prefixes.find(([known]) => token.startsWith(known))?.[0] ?? '';
}

/** Whether a text contains the start of a token with a known prefix. */
export function holdsPrefix(text: string): boolean {
  return prefixes.some(([known]) => text.includes(known));
}

/** Whether a second token follows the first, as when a token is pasted behind another. */
export function isDoubled(token: string): boolean {
  const prefix = prefixOf(token);
  return prefix !== '' && holdsPrefix(token.slice(prefix.length));
}

/**
 * First 8 hex digits of the token's SHA-256: enough to tell tokens apart, useless for logging in.
 */
export function fingerprint(token: string): string {
  return sha256Hex(token).slice(0, 8);
}

/**
 * The only form in which a token is shown, except while it is typed:
 * `bp_pat_… (43 characters, #a1b2c3d4)`.
 */
export function mask(token: string): string {
  return `${prefixOf(token)}… (${token.length} characters, #${fingerprint(token)})`;
}

/**
 * The visible form of a token while it is typed: a fingerprint would reveal it letter by letter.
 */
export function outline(token: string): string {
  return `${prefixOf(token)}… (${token.length} characters)`;
}

/** The name of each kind in screens and messages. */
export const kindNames: Readonly<Record<TokenKind, string>> = {
  pat: 'personal access token',
  bot: 'bot key',
  integration: 'integration key',
  unknown: 'token of unknown kind',
};

/** `a bot key`, `an integration key`; capitalised at the start of a sentence. */
export function oneOfKind(kind: TokenKind, article: 'a' | 'A' = 'a'): string {
  const name = kindNames[kind];
  return `${article}${/^[aeiou]/.test(name) ? 'n' : ''} ${name}`;
}

const tokenPattern = new RegExp(
  `(?:${prefixes.map(([prefix]) => prefix).join('|')})[A-Za-z0-9_-]+`,
  'g',
);

/** Every token with a known prefix in a text, in order. */
export function findTokens(text: string): string[] {
  return text.match(tokenPattern) ?? [];
}

/** Every token with a known prefix in a text, with its offset in characters. */
export function tokensAt(text: string): Array<{ token: string; at: number }> {
  return [...text.matchAll(tokenPattern)].map(({ 0: token, index }) => ({ token, at: index }));
}

/** Replaces every token with a known prefix in a text that is about to be shown. */
export function redact(text: string): string {
  return text.replace(tokenPattern, mask);
}

/** Hides the secret part of each token in a text while it is edited; all lengths stay the same. */
export function veil(text: string): string {
  return text.replace(tokenPattern, token => {
    const prefix = prefixes.find(([known]) => token.startsWith(known))?.[0] ?? '';
    return prefix + '•'.repeat(token.length - prefix.length);
  });
}
