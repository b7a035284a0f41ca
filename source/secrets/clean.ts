// What people paste along with a token, taken off in one way wherever a token comes from.
import { kindOf } from './kind.ts';

/** What was taken off. */
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
  'trailing-mark': 'the mark behind it',
  address: 'the address around it',
  json: 'the JSON around it',
};

/** With fewer characters left it may be part of the token that looks like something around it. */
const shortest = 8;

type Rule = readonly [what: Removed, take: (text: string) => string | null];

/** Each rule gives what is left, or null where it does not apply. */
const rules: readonly Rule[] = [
  ['paste-marks', text => changed(text, text.replace(/\u001b\[20[01]~/g, ''))],
  ['byte-order-mark', text => changed(text, text.replace(/^\ufeff+/, ''))],
  // The one in which every file and every line of a program's output ends.
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
 * Takes off what stands around a token: line ends, blanks, one pair of quotes, `Bearer `, a header's name,
 * `export NAME=`, a mark at the end, a callback address, `{"token": "…"}`. Never a character that a token may hold,
 * and nothing where fewer than 8 characters would be left. Pure.
 */
export function cleanToken(text: string): CleanedToken {
  return strip(text, shortest);
}

/** The same without the limit: what stands in the wrapping, token or not; empty where nothing does. */
export function unwrapped(text: string): string {
  const { token } = strip(text, 0);
  return emptyWrapping.test(token) ? '' : token;
}

/** `Bearer`, `Authorization:`, `BP_TOKEN=`: what is left where the variable behind it is not set. */
const emptyWrapping =
  /^(?:bearer|authorization\s*:|export|(?:export\s+)?(?:[A-Z][A-Z0-9_]*_)?(?:TOKEN|PAT|KEY)\s*=|\{\s*\})$/i;

/** What belongs to no text at all, however short that is. */
const isAir = (what: Removed) =>
  what === 'line-end' || what === 'line-ends' || what === 'blanks' || what === 'byte-order-mark';

function strip(text: string, least: number): CleanedToken {
  const removed = new Set<Removed>();
  let token = text;
  let before: string;
  do {
    before = token;
    for (const [what, take] of rules) {
      // Quotes belong to the text when they come twice.
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

/** Words that a shell or a file may put before the name. */
const setters = String.raw`(?:(?:export|set|setx|setenv|declare|typeset|env|arg)\s+(?:-\w+\s+)*|\$env:)`;

const assigned = new RegExp(`^${setters}?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(\\S.*)$`, 'is');

/** The ways in which a name stands before a token that is known by its prefix: as a field, a flag, an argument. */
const named = new RegExp(
  `^(?:--?|${setters})?(["']?)([A-Za-z_][\\w.-]*)\\1(?:\\s*[=:]\\s*|[ \\t]+)(\\S.*)$`,
  'is',
);

/** `export NAME=`, `set NAME=`, `$env:NAME = `, where the name is one of a token or a known token follows. */
function withoutName(text: string): string | null {
  const assignment = /^set\s+"(.*)"$/is.exec(text)?.[1] ?? text;
  const [, name = '', value = ''] = assigned.exec(assignment) ?? [];
  if (/(?:token|pat|key)$/i.test(name)) return value;
  const [, , before = '', behind = ''] = named.exec(assignment) ?? [];
  if (kindOf(before) === 'unknown' && isKnown(behind)) return behind;
  // `export ` alone, before a token that somebody forgot the name of.
  return name === '' ? (/^export\s+(\S.*)$/s.exec(text)?.[1] ?? null) : null;
}

/** Whether a token of a known prefix follows, in quotes or in a header perhaps. */
const isKnown = (text: string) =>
  kindOf(text.replace(/^["'`]?(?:authorization\s*:\s*)?(?:bearer\s+)?["'`]?/i, '')) !== 'unknown';

/** `http://127.0.0.1:PORT/PATH?pat=…`: the address of a browser login's last page, with or without its beginning. */
function tokenInAddress(text: string): string | null {
  const [, query] = /^(?:[^\s?#"']*)[?#]([^\s"']+)$/.exec(text) ?? [];
  if (query === undefined) return null;
  const fields = callbackFields(query.replaceAll('#', '&'));
  const token = fields.get('pat') ?? fields.get('token');
  // Where it is no page's address, it may be the name of a field in a secret manager.
  return token === '' && !/^(?:https?:|localhost|127\.)/i.test(text) ? null : token;
}

/** A callback's query. A plus is one there, too, but behind `Bearer`: no token holds the blank that forms make of it. */
export const callbackFields = (query: string) =>
  new URLSearchParams(query.replace(/(?<!bearer)\+/gi, '%2B'));

/** `{"token": "…"}`, what `jq` and secret managers print. */
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

/** Characters of a real token behind its prefix. */
const realTail = 36;

/** A token that a narrow terminal broke over several lines: only where the whole is just as long as a real one. */
function joinedLines(text: string): string | null {
  const lines = text.split(/\r?\n[ \t]*/);
  if (lines.length < 2 || lines.some(line => !/^[A-Za-z0-9_-]+$/.test(line))) return null;
  const joined = lines.join('');
  const isReal = kindOf(joined) !== 'unknown' && joined.length === 'bp_pat_'.length + realTail;
  return isReal ? joined : null;
}
