// What people paste along with a token, taken off in one way wherever a token comes from.
import { kindOf } from './kind.ts';

/** What was taken off. */
export type Removed =
  | 'paste-marks'
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
  ['line-ends', text => changed(text, text.replace(/^[\r\n\ufeff]+|[\r\n]+$/g, ''))],
  ['blanks', text => changed(text, text.trim())],
  ['json', tokenInJson],
  ['address', tokenInAddress],
  ['variable-name', withoutName],
  ['header-name', text => /^authorization\s*:\s*(.+)$/is.exec(text)?.[1] ?? null],
  ['bearer', text => /^bearer\s+(.+)$/is.exec(text)?.[1] ?? null],
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

/** The same without the limit: what stands in the wrapping, token or not. */
export function unwrapped(text: string): string {
  return strip(text, 1).token;
}

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
      if (left.length < least && what !== 'line-ends' && what !== 'blanks') continue;
      removed.add(what);
      token = left;
    }
  } while (token !== before);
  return { token, removed: [...removed] };
}

const changed = (before: string, after: string) => (after === before ? null : after);

/** `export NAME=`, `set NAME=`, `$env:NAME = `, where the name is one of a token or a known token follows. */
function withoutName(text: string): string | null {
  const assigned =
    /^(?:export\s+|set\s+|setx\s+|\$env:)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(\S.*)$/s.exec(text);
  const [, name = '', value = ''] = assigned ?? [];
  if (assigned === null) {
    // `export ` alone, before a token that somebody forgot the name of.
    return /^export\s+(\S.*)$/s.exec(text)?.[1] ?? null;
  }
  const bare = value.replace(/^["'`]/, '');
  return /(?:token|pat|key)$/i.test(name) || kindOf(bare) !== 'unknown' ? value : null;
}

/** `http://127.0.0.1:PORT/PATH?pat=…`: the address of a browser login's last page; some browsers hide the scheme. */
function tokenInAddress(text: string): string | null {
  const address = /^(?:127\.0\.0\.1|localhost):\d+\//.test(text) ? `http://${text}` : text;
  if (!/^https?:\/\/\S+$/i.test(address) || !URL.canParse(address)) return null;
  const { searchParams } = new URL(address);
  return searchParams.get('pat') ?? searchParams.get('token');
}

/** `{"token": "…"}`, what `jq` and secret managers print. */
function tokenInJson(text: string): string | null {
  if (!text.startsWith('{')) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, 'token')) return null;
    const { token } = value as { token: unknown };
    return typeof token === 'string' ? token : null;
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
