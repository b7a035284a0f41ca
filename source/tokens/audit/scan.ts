// A search for tokens in a stream of text: by known prefixes, and for the stored ones themselves.

import { maxTokenLength } from '../../secrets/fault.ts';
import { tokensAt } from '../../secrets/kind.ts';

export type Found = {
  token: string;
  /** Offset in characters from the start of the text. */
  at: number;
};

/** The tokens to search for. */
export type Sought = {
  /** Tokens to find whatever they look like. */
  stored: ReadonlySet<string>;
};

// Shorter stored tokens are not searched for: they occur inside other words by chance.
const shortest = 8;

/** Numbers of characters after the prefix. */
const tailLengths = { real: 36, shortest: 12 };

/**
 * Whether a text with a known prefix is a token, not a placeholder (`bp_pat_xxxxxxxxxxxx`) or an
 * identifier in a program (`bp_bot_settings_page`).
 */
export function isPlausible(token: string): boolean {
  const [, prefix = '', tail = ''] = /^(bp_[a-z]{3}_)(.*)$/.exec(token) ?? [];
  if (tail.length < tailLengths.shortest || new Set(tail).size < 5) return false;
  if (tail.length === tailLengths.real) return true;
  return !isPlaceholder.test(tail) && !(isWord.test(prefix) && isName.test(tail));
}

const isPlaceholder =
  /^[A-Z_-]+$|^(?:[Yy]our|[Mm]y|[Ss]ome|[Tt]he|[Ii]nsert|[Pp]aste|[Ee]xample|[Tt]oken)[_-]/;

// Names in source code begin with these prefixes too, such as `bp_bot_settings`.
const isWord = /^bp_(?:bot|int)_$/;

// One word of letters, or several words that each end in at most two digits: settings_page_,
// v2-settings-page.
const isName = /^(?:[a-z]+|[a-z]+\d{0,2}(?:[_-]+[a-z]+\d{0,2})+)[_-]*$/i;

/** Scans a text that arrives piece by piece. */
export function createScanner({ stored }: Sought) {
  // The stored tokens that the search by known prefixes does not find, or not whole.
  const odd = [...stored].filter(
    token => token.length >= shortest && tokensAt(token)[0]?.token !== token,
  );
  let rest = '';
  let offset = 0;
  const look = (isEnd: boolean): Found[] => {
    // A match near the end may continue in the next piece.
    const settled = isEnd ? rest.length : rest.length - maxTokenLength - 1;
    const found = [...tokensAt(rest), ...odd.flatMap(token => allOf(rest, token))]
      .filter(({ token, at }) => at < settled && (stored.has(token) || isToken(token)))
      .map(({ token, at }) => ({ token, at: offset + at }));
    if (settled > 0) {
      rest = rest.slice(settled);
      offset += settled;
    }
    return found;
  };
  return {
    /** @returns the matches that the end of this piece does not cut off */
    feed(piece: string): Found[] {
      rest += piece;
      return look(false);
    },
    end: () => look(true),
  };
}

const isToken = (token: string) => token.length <= maxTokenLength && isPlausible(token);

function allOf(text: string, token: string): Found[] {
  const found: Found[] = [];
  for (let at = text.indexOf(token); at !== -1; at = text.indexOf(token, at + 1)) {
    found.push({ token, at });
  }
  return found;
}
