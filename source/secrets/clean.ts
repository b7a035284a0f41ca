// Stray text that people paste along with a token, stripped in one way wherever the token comes
// from.
import { kindOf } from './kind.ts';

/** What was stripped. */
export type Removed =
  | 'paste-marks'
  | 'byte-order-mark'
  | 'line-end'
  | 'line-ends'
  | 'blanks'
  | 'line-breaks'
  | 'variable-name'
  | 'header-name'
  | 'bearer'
  | 'quotes'
  | 'trailing-mark'
  | 'address'
  | 'json';

export type CleanedToken = { token: string; removed: Removed[] };

/** For sentences: `Taken off the token: quotes, the word Bearer`. */
export const removedWords: Readonly<Record<Removed, string>> = {
  'paste-marks': 'the terminal’s paste marks',
  'byte-order-mark': 'a byte order mark',
  'line-end': 'a line end',
  'line-ends': 'line ends',
  blanks: 'blanks around it',
  'line-breaks': 'line breaks',
  'variable-name': 'the variable name before it',
  'header-name': 'the header name',
  bearer: 'the word Bearer',
  quotes: 'quotes',
  'trailing-mark': 'the comma or semicolon after it',
  address: 'the address around it',
  json: 'the JSON around it',
};

/**
 * The fewest characters that stripping may leave: a shorter rest may be only a part of the token.
 */
const shortest = 8;

type Rule = readonly [what: Removed, take: (text: string) => string | null];

/**
 * Each rule returns the text without what the rule strips, or null if there is nothing to strip.
 */
const rules: readonly Rule[] = [
  ['paste-marks', text => changed(text, text.replace(/\u001b\[20[01]~/g, ''))],
  ['byte-order-mark', text => changed(text, text.replace(/^\ufeff+/, ''))],
  // The line end that closes every file and every line of a program's output.
  ['line-end', text => /^(.*[^\r\n])\r?\n$/s.exec(text)?.[1] ?? null],
  ['line-ends', text => changed(text, text.replace(/^[\r\n]+|[\r\n]+$/g, ''))],
  ['blanks', text => changed(text, text.trim())],
  ['json', tokenInJson],
  ['address', tokenInAddress],
  ['header-name', text => /^authorization\s*:\s*(.+)$/is.exec(text)?.[1] ?? null],
  ['bearer', text => /^bearer\s+(.+)$/is.exec(text)?.[1] ?? null],
  ['variable-name', withoutName],
  ['trailing-mark', text => /^(.+?)\s*[;,]$/s.exec(text)?.[1] ?? null],
  [
    'quotes',
    text =>
      /^(["'`])(.*)\1$/s.exec(text)?.[2] ??
      /^[\u201c\u2018](.*)[\u201d\u2019]$/s.exec(text)?.[1] ??
      null,
  ],
  ['line-breaks', joinedLines],
];

/**
 * Strips what surrounds a token: line ends, blanks, one pair of quotes, `Bearer `, a header's name,
 * `export NAME=`, a mark at the end, a callback address, `{"token": "…"}`. Strips no character that
 * a token may contain. Only blanks, line ends and a byte order mark are stripped where fewer than 8
 * characters would be left. Pure.
 */
export function cleanToken(text: string): CleanedToken {
  return strip(text, shortest);
}

/**
 * The text inside quotes and other wrapping, however short; empty if the wrapping holds nothing.
 */
export function unwrapped(text: string): string {
  const { token } = strip(text, 0);
  return emptyWrapping.test(token) ? '' : token;
}

/**
 * What is left of `Bearer $TOKEN`, `Authorization: $TOKEN` or `BP_TOKEN=$TOKEN` when the variable
 * is not set.
 */
const emptyWrapping =
  /^(?:bearer|authorization\s*:|export|(?:export\s+)?(?:[A-Z][A-Z0-9_]*_)?(?:TOKEN|PAT|KEY)\s*=|\{\s*\})$/i;

/** Blanks, line ends and a byte order mark: they are stripped however short the rest is. */
const isAir = (what: Removed) =>
  what === 'line-end' || what === 'line-ends' || what === 'blanks' || what === 'byte-order-mark';

function strip(text: string, least: number): CleanedToken {
  const removed = new Set<Removed>();
  let token = text;
  let before: string;
  do {
    before = token;
    for (const [what, take] of rules) {
      // A second pair of quotes belongs to the text.
      if (what === 'quotes' && removed.has('quotes')) continue;
      const left = take(token);
      if (left === null || left === token) continue;
      if (left.length < least && !isAir(what)) continue;
      removed.add(what);
      token = left;
    }
  } while (token !== before);
  return { token, removed: [...removed] };
}

const changed = (before: string, after: string) => (after === before ? null : after);

/** Words that a shell or a file may have before a variable's name. */
const setters = String.raw`(?:(?:export|set|setx|setenv|declare|typeset|env|arg)\s+(?:-\w+\s+)*|\$env:)`;

const assigned = new RegExp(`^${setters}?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(\\S.*)$`, 'is');

/** The ways to write a name before a token with a known prefix: as a field, a flag, an argument. */
const named = new RegExp(
  `^(?:--?|${setters})?(["']?)([A-Za-z_][\\w.-]*)\\1(?:\\s*[=:]\\s*|[ \\t]+)(\\S.*)$`,
  'is',
);

/**
 * The text after `export NAME=`, `set NAME=`, `$env:NAME = `, if the name is a token variable's or
 * a known token follows.
 */
function withoutName(text: string): string | null {
  const assignment = /^set\s+"(.*)"$/is.exec(text)?.[1] ?? text;
  const [, name = '', value = ''] = assigned.exec(assignment) ?? [];
  if (/(?:token|pat|key)$/i.test(name)) return value;
  const [, , before = '', behind = ''] = named.exec(assignment) ?? [];
  if (kindOf(before) === 'unknown' && isKnown(behind)) return behind;
  // `export ` and the token, without a variable name between them.
  return name === '' ? (/^export\s+(\S.*)$/s.exec(text)?.[1] ?? null) : null;
}

/**
 * Whether the text begins with a token's prefix, possibly after a quote, `Authorization:` or `Bearer`.
 */
const isKnown = (text: string) =>
  kindOf(text.replace(/^["'`]?(?:authorization\s*:\s*)?(?:bearer\s+)?["'`]?/i, '')) !== 'unknown';

/**
 * `http://127.0.0.1:PORT/PATH?pat=…`: the address of a browser login's last page, complete or only
 * its end.
 */
function tokenInAddress(text: string): string | null {
  const [, query] = /^(?:[^\s?#"']*)[?#]([^\s"']+)$/.exec(text) ?? [];
  if (query === undefined) return null;
  const fields = callbackFields(query.replaceAll('#', '&'));
  const token = fields.get('pat') ?? fields.get('token');
  // Outside a web address, `?token` without a value may name a field in a secret manager.
  return token === '' && !/^(?:https?:|localhost|127\.)/i.test(text) ? null : token;
}

/**
 * The fields of a callback's query. Form decoding turns a plus into a blank, which no token
 * contains. So a plus is kept, except after `Bearer`.
 */
export const callbackFields = (query: string) =>
  new URLSearchParams(query.replace(/(?<!bearer)\+/gi, '%2B'));

/** `{"token": "…"}`, as `jq` and secret managers print it. */
function tokenInJson(text: string): string | null {
  if (!text.startsWith('{')) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, 'token')) return null;
    const { token } = value as { token: unknown };
    return typeof token === 'string' ? token : token === null ? '' : null;
  } catch {
    return null;
  }
}

/** The number of characters after a real token's prefix. */
const realTail = 36;

/**
 * A token that a narrow terminal broke into several lines: only if the joined text is exactly as
 * long as a real one.
 */
function joinedLines(text: string): string | null {
  const lines = text.split(/\r?\n[ \t]*/);
  if (lines.length < 2 || lines.some(line => !/^[A-Za-z0-9_-]+$/.test(line))) return null;
  const joined = lines.join('');
  const isReal = kindOf(joined) !== 'unknown' && joined.length === 'bp_pat_'.length + realTail;
  return isReal ? joined : null;
}
